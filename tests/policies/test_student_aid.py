"""Effect contract of student_aid: whom it reaches, what it costs, and that with the same luck more aid loses nobody."""

from dataclasses import replace

import pytest

from sim.policies.student_aid import StudentAid
from sim.rules.rulebook import Rulebook
from sim.run.engine import simulate
from tests.policies.counties import county
from tests.worlds import fingerprint, numbers, run, start

BOOK = Rulebook()
COSTS = ("living_aid", "extra_aid")


def amended(book=BOOK, year=2020, **values):
    return StudentAid(**values).amend(year, county({"id": "A"}), book)


def test_coverage_and_amount_rise_by_the_strength_of_the_lever_from_its_year_on():
    assert amended() == {"aid_gap_closed": 1.0, "aid_extra_primary": 500, "aid_extra_junior": 625}
    assert amended(strength=0.5, share_of_gap=0.8, extra_primary=0) == {
        "aid_gap_closed": 0.4, "aid_extra_junior": 312.5,
    }  # fmt: skip
    assert amended(year=2017) == amended(strength=0) == {}


def test_a_rulebook_that_gives_more_stays():
    generous = replace(BOOK, aid_gap_closed=1.0, aid_extra_primary=800.0)
    assert amended(generous) == {"aid_extra_junior": 625}


@pytest.fixture(scope="module")
def both():
    return [run("tonghua", levers, check=True) for levers in ((), (StudentAid(),))]


def aid(records, year):
    """Return poor and aided pupils, and the yuan of the year by kind."""
    grades = records["school_grade"].query(f"year == {year}")
    money = records["money"].query(f"year == {year}").groupby("kind").yuan.sum()
    counts = grades[["n_poor", "n_aided"]].sum().astype(int).tolist()
    return (*counts, *(int(money.get(kind, 0)) for kind in COSTS))


def test_every_poor_pupil_is_reached_and_what_it_costs(both):
    """In 2018 national rates give day pupils nothing: the county's 500 and 625 yuan reach them too."""
    assert aid(both[0][1], 2017) == aid(both[1][1], 2017)
    poor, aided, national, extra = aid(both[0][1], 2018)
    assert 0 < aided < 0.15 * poor
    assert extra == 0
    grades = both[1][1]["school_grade"].query("year == 2018")
    assert (grades.n_aided == grades.n_poor).all()
    by_stage = grades.groupby("stage").n_aided.sum().astype(int)
    assert aid(both[1][1], 2018)[3] == 500 * by_stage["primary"] + 625 * by_stage["junior"]
    boarders_reached = numbers()["share_poor_aided_start"]
    assert national / aid(both[1][1], 2018)[2] == pytest.approx(boarders_reached, abs=0.03)


def test_the_county_pays_what_is_beside_the_national_rates(both):
    money = [records["money"].query("year == 2018") for _, records in both]
    more = {
        kind: sum(
            int(rows[rows.kind == kind].yuan.sum()) * sign for rows, sign in zip(money, (-1, 1), strict=True)
        )
        for kind in ("county_budget", "extra_aid", "aid_funds", "living_aid", "surplus")
    }
    assert more["extra_aid"] > 1_000_000
    assert more["living_aid"] == pytest.approx(
        more["aid_funds"], abs=50_000
    )  # textbooks of those who stay differ
    assert more["county_budget"] - more["surplus"] == pytest.approx(more["extra_aid"], rel=0.1)


def test_with_the_same_luck_fewer_drop_out_and_fewer_by_poverty(both):
    lost = [
        records["school_grade"].query("year >= 2018")[["n_dropouts", "n_dropouts_poverty"]].sum().astype(int)
        for _, records in both
    ]
    assert (lost[1] <= lost[0]).all()
    assert lost[1].n_dropouts_poverty < lost[0].n_dropouts_poverty


def ever_left(levers):
    """Return uids of children and of those who have ever left in five years of the survey stress case."""
    stress = {**numbers(), "is_survey_dropout": 1.0, "odds_aid_1000": 0.75}
    children = simulate(start("tonghua"), stress, levers, seed=1, last_year=2021)[0].children
    uid, left = children["uid"], children["year_left"]
    return set(uid.tolist()), set(uid[left > 0].tolist())


def test_over_the_whole_run_nobody_leaves_who_would_not_have_left_with_less_aid():
    """A year may lose more, since who stays may leave later: the claim is about who has ever left."""
    (here, less), (here_too, more) = ever_left(()), ever_left((StudentAid(),))
    assert not (more - less) & here
    assert len((less - more) & here_too) > 50


def test_at_the_low_end_of_its_effect_aid_changes_nobody():
    without = {**numbers(), "odds_aid_1000": 1.0}
    lived = [
        simulate(start("small"), without, levers, seed=1, last_year=start("small").year + 3)[0]
        for levers in ((), (StudentAid(),))
    ]
    for region in lived:
        with region.writing_as("money"):
            region.children.writable("aid_yuan")[:] = 0
    assert fingerprint(lived[0]) == fingerprint(lived[1])


def test_zero_strength_is_do_nothing_bit_for_bit(both):
    records = run("tonghua", (StudentAid(strength=0.0),))[1]
    assert all(records[name].equals(both[0][1][name]) for name in records)
