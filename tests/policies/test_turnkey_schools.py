"""Effect contract of turnkey_schools, with the same luck as do_nothing."""

import pytest

from sim.base.errors import UserError
from sim.cli import main
from sim.kernels.codes import ENROLLED
from sim.policies.turnkey_schools import TurnkeySchools
from sim.records.reading import read_records
from sim.rules.orders import Build, OpenEstate
from sim.rules.rulebook import Rulebook
from sim.rules.view import View
from tests.worlds import FOLDERS, fingerprint, run

COUNTY, TOWNSHIP = "220581", "220581002"
FIRST = View(COUNTY, 2016, townships=("220581001", TOWNSHIP))  # what the bureau sees at its first decision
YEARS = 7  # 2017-2023: the estate opens in 2019 and has filled in 2021
PUPILS = {
    2019: 269.0,
    2020: 462.0,
    2021: 600.0,
}  # 2000 dwellings x 0.3 x (1 - e^-t) / (1 - e^-1), t = 1/3, 2/3, 1
SCHOOL = f"{TOWNSHIP}-T001"
NEAR = ("220581-P004", "220581-J004")  # where children of the estate's point go without a school of their own


@pytest.fixture(scope="module")
def without():
    return run("tonghua", years=YEARS)[1]


@pytest.fixture(scope="module")
def turnkey():
    return run("tonghua", (TurnkeySchools(),), years=YEARS, check=True)


@pytest.fixture(scope="module")
def late():
    return run("tonghua", (TurnkeySchools(school_lag_years=3),), years=YEARS, check=True)


def of_school(records, table="school_grade"):
    return records[table][records[table].school_id == SCHOOL]


def pupils_of_estate(region) -> int:
    """Return the pupils of grades 1-9 who live in the one estate of the region."""
    c, (estate,) = region.children, region.estates
    return int(
        ((region.households["settlement"][c["household"]] == estate.row) & (c["status"] == ENROLLED)).sum()
    )


class TestOrders:
    def test_estate_and_school_are_ordered_once_for_their_dates(self):
        lever = TurnkeySchools(school_lag_years=2)
        estate, school = lever.orders(2017, FIRST, Rulebook())
        assert estate == OpenEstate(f"{TOWNSHIP}-E001", TOWNSHIP, 2019, 2000, 0.3, 2.34, 3)
        assert school == Build(SCHOOL, "配套九年一贯制学校", 2021, estate.estate_id, TOWNSHIP, 1, 9, 18)
        later = View(COUNTY, 2017, ("220581-P001",), townships=FIRST.townships)
        assert lever.orders(2018, later, Rulebook()) == ()

    def test_only_the_county_of_the_township_decides(self):
        elsewhere = View("220502", 2016, townships=("220502001",))
        assert TurnkeySchools().orders(2017, elsewhere, Rulebook()) == ()

    @pytest.mark.parametrize(
        ("dwellings", "rooms", "is_nine_year", "expected"),
        [
            (2000, 0, 1, 18),  # 66.7 pupils a grade: two classes of 45 or 50
            (1400, 0, 1, 15),  # 46.7: two classes of 45 in grades 1-6, one of 50 in 7-9
            (1400, 0, 0, 12),
            (30, 0, 0, 6),  # one pupil a grade has a class too
            (2000, 24, 1, 24),  # given
        ],
    )
    def test_rooms_are_whole_classes_of_the_standard(self, dwellings, rooms, is_nine_year, expected):
        lever = TurnkeySchools(dwellings=dwellings, rooms=rooms, is_nine_year=is_nine_year)
        _, school = lever.orders(2017, FIRST, Rulebook())
        assert (school.rooms, school.grade_high) == (expected, 9 if is_nine_year else 6)

    def test_strength_scales_the_dwellings_and_rooms_with_them(self):
        estate, school = TurnkeySchools(strength=0.5).orders(2017, FIRST, Rulebook())
        assert (estate.dwellings, school.rooms) == (1000, 9)
        assert TurnkeySchools(strength=0.0002).orders(2017, FIRST, Rulebook()) == ()

    @pytest.mark.parametrize(
        ("rooms", "n", "expected"),
        [
            (18, 1, (2021, 18, ())),
            (18, 2, (2021, 9, ((2024, 9),))),
            (20, 3, (2021, 7, ((2024, 7), (2027, 6)))),
            (2, 3, (2021, 1, ((2024, 1),))),
        ],
    )
    def test_the_school_opens_in_phases_of_equal_rooms(self, rooms, n, expected):
        lever = TurnkeySchools(rooms=rooms, school_phases=n, years_between_phases=3, school_lag_years=2)
        _, school = lever.orders(2017, FIRST, Rulebook())
        assert (school.year, school.rooms, school.phases) == expected

    def test_nothing_opens_before_the_year_after_the_first_decision(self):
        early = TurnkeySchools(year_open=2015, school_lag_years=4)
        assert [order.year for order in early.orders(2017, FIRST, Rulebook())] == [2018, 2019]

    @pytest.mark.parametrize(
        "wrong", [{"school_lag_years": -1}, {"years_between_phases": 0}, {"school_phases": 0}]
    )
    def test_a_school_cannot_be_handed_over_before_its_time(self, wrong):
        with pytest.raises(UserError) as caught:
            TurnkeySchools(**wrong)
        assert next(iter(wrong)) in caught.value.text("en")

    def test_an_unknown_township_is_refused_unless_the_lever_is_off(self):
        with pytest.raises(UserError, match="unknown township"):
            TurnkeySchools().check_places({"220581001"}, "here.yaml")
        TurnkeySchools(strength=0).check_places({"220581001"}, "here.yaml")
        TurnkeySchools().check_places({TOWNSHIP}, "here.yaml")


def test_at_strength_0_the_records_are_those_without_it(without):
    off = run("tonghua", (TurnkeySchools(strength=0),), years=YEARS)[1]
    for name, table in without.items():
        assert table.equals(off[name]), name


def test_orders_and_the_new_place_are_recorded(turnkey, late):
    for (_, records), opens in ((turnkey, 2019), (late, 2022)):
        orders = records["orders"].set_index("kind")
        assert orders.year.tolist() == [2017, 2017]
        assert orders.year_due.to_dict() == {"open_estate": 2019, "build": opens}
        assert orders.amount.to_dict() == {"open_estate": 2000, "build": 18}
        place = records["places"][records["places"].code == SCHOOL]
        assert place[["name", "within", "confidence"]].to_numpy().tolist() == [
            ["光明街道配套九年一贯制学校", TOWNSHIP, "assumption"]
        ]


PAID_AHEAD = ["capital_budget", "capital_spent"]  # of the year the school is ordered


def test_nothing_differs_before_the_estate_opens(without, turnkey):
    for name in ("school_grade", "school", "classes", "township_age", "county", "cohort"):
        a, b = (
            table[table.year < 2019].reset_index(drop=True).drop(columns=PAID_AHEAD, errors="ignore")
            for table in (without[name], turnkey[1][name])
        )
        assert a.equals(b), name


def test_the_school_opens_with_the_estate_or_when_its_lag_is_over(turnkey, late):
    for (_, records), opens in ((turnkey, 2019), (late, 2022)):
        assert of_school(records, "school").groupby("year").status.unique().to_dict() == {
            year: ["open"] for year in range(opens, 2017 + YEARS)
        }
        assert of_school(records).year.min() == opens


def test_families_fill_it_over_three_years_to_the_wanted_pupils(without, turnkey):
    records = turnkey[1]
    pupils = of_school(records).groupby("year").pupils.sum()
    for year, wanted in PUPILS.items():
        assert pupils[year] == pytest.approx(wanted, rel=0.03)
    moved = records["county"].set_index(["year", "county"])[["families_estate", "children_estate"]]
    into = moved[moved.families_estate > 0]
    assert into.index.tolist() == [(year, COUNTY) for year in PUPILS]
    assert (into.children_estate >= into.families_estate).all()


def test_a_move_into_the_estate_is_counted_once(without, turnkey):
    """In the first year everybody chooses as without the estate: movers to town are redirected, and counted there."""
    a, b = (t["county"].set_index(["year", "county"]).loc[(2019, COUNTY)] for t in (without, turnkey[1]))
    for who in ("families", "children"):
        to_town = sum(int(a[f"{who}_{m}"]) - int(b[f"{who}_{m}"]) for m in ("county_seat", "township_seat"))
        assert to_town == b[f"{who}_estate"] > 0
    assert (
        a[["residents", "children", "families"]].tolist() == b[["residents", "children", "families"]].tolist()
    )


def test_every_grade_taught_is_used_and_no_class_is_large(turnkey):
    rows = of_school(turnkey[1])
    assert (rows[rows.year == 2021].groupby("grade").pupils.sum() > 20).all()
    assert rows[rows.year == 2021].grade.tolist() == list(range(1, 10))
    assert rows.n_large_local.sum() == 0
    assert (rows.groupby("year").classes.sum() <= 18).all()


def test_without_its_school_seats_are_short_near_the_estate(without, turnkey, late):
    """In 2021 the estate is full; without a school its pupils are in those near it, or still where they were."""

    def missing(records) -> int:
        rows = records["school_grade"]
        rows = rows[(rows.year == 2021) & (rows.county == COUNTY) & (rows.zone_kind == "urban")]
        return int((rows.pupils.astype(int) - rows.seats.astype(int)).clip(lower=0).sum())

    def over_standard_near(records) -> int:
        rows = records["school_grade"]
        return int(rows[(rows.year == 2021) & rows.school_id.isin(NEAR)].n_over_standard.sum())

    assert missing(late[1]) > missing(turnkey[1])
    assert over_standard_near(late[1]) > max(over_standard_near(without), over_standard_near(turnkey[1]))


def test_when_a_late_school_opens_the_estate_goes_there_in_every_grade(late):
    region, records = late
    (estate,) = region.estates
    opened = of_school(records)[of_school(records).year == 2022]
    assert opened[~opened.grade.isin([1, 7])].n_in_before.min() > 20
    c = region.children
    mine = (region.households["settlement"][c["household"]] == estate.row) & (c["status"] == ENROLLED)
    assert (c["school"][mine] == estate.school).mean() > 0.97


def test_a_school_in_two_phases_grows_with_its_estate(turnkey):
    """It opens with half its rooms, has all with its second phase, and then as many pupils as one built whole."""
    records = run("tonghua", (TurnkeySchools(school_phases=2),), years=YEARS, check=True)[1]
    rooms = of_school(records, "school").groupby("year").rooms.sum()
    assert rooms.to_dict() == {2019: 9, 2020: 9, 2021: 18, 2022: 18, 2023: 18}
    pupils, whole = (of_school(one).groupby("year").pupils.sum() for one in (records, turnkey[1]))
    assert pupils[2022] == pytest.approx(whole[2022], rel=0.05)
    classes = of_school(records).groupby("year").classes.sum()
    assert classes[2020] == 9 < of_school(turnkey[1]).groupby("year").classes.sum()[2020]
    assert (classes <= rooms).all()
    done = records["order_events"].query("event == 'carried_out' and kind != 'open_estate'")
    assert done[["kind", "year", "amount"]].to_numpy().tolist() == [["build", 2019, 9], ["extend", 2021, 9]]


def test_a_school_beyond_the_run_never_comes(late):
    region, records = run("tonghua", (TurnkeySchools(school_lag_years=100),), years=5)
    assert len(of_school(records)) == len(of_school(records, "school")) == 0
    assert pupils_of_estate(region) == pytest.approx(600, rel=0.03)
    assert records["orders"].year_due.max() == 2119


def test_other_counties_change_only_through_moves_between_counties(without, turnkey):
    """People elsewhere first differ a year after: then who was drawn into the estate may move on, or not."""
    a, b = (
        t["township_age"][t["township_age"].county != COUNTY].set_index(["year", "township"])
        for t in (without, turnkey[1])
    )
    assert a.loc[2019].equals(b.loc[2019])
    a, b = (
        t["school_grade"][t["school_grade"].county != COUNTY].set_index(["year", "school_id", "grade"]).pupils
        for t in (without, turnkey[1])
    )
    gap = (a.astype(int) - b.astype(int)).abs().groupby("year").sum()
    assert (
        gap[2019] <= 2
    )  # children of families that had moved to the county and left them in their old school
    assert 0 < gap.max() < 0.001 * a.loc[2023].sum()


def test_a_primary_school_leaves_grades_7_to_9_where_they_were():
    region, records = run("tonghua", (TurnkeySchools(is_nine_year=0),), years=5, check=True)
    assert set(of_school(records).grade) == set(range(1, 7))
    assert of_school(records, "school").kind.unique().tolist() == ["primary"]
    assert pupils_of_estate(region) > of_school(records)[of_school(records).year == 2021].pupils.sum() > 300


def test_threads_do_not_change_it():
    one, three = (fingerprint(run("tonghua", (TurnkeySchools(),), years=4, threads=n)[0]) for n in (1, 3))
    assert one == three


SCENARIO = """\
name: new_estate
title: {{zh: 新建小区, en: New estate}}
input: {folder}
years: [2017, 2021]
levers:
  turnkey_schools: {{township: 990001100, dwellings: 60, year_open: 2019, years_to_fill: 2}}
"""


def test_from_the_command_line_with_every_check_on(tmp_path):
    scenario = tmp_path / "new_estate.yaml"
    scenario.write_text(SCENARIO.format(folder=FOLDERS["small"]), encoding="utf-8")
    out = tmp_path / "out"
    assert main(["run", str(scenario), "--check", "--out", str(out)]) == 0
    assert "township = 990001100," in (out / "README.md").read_text(encoding="utf-8")
    rows = read_records(out, "school", ["year", "school_id", "status"])
    assert sorted(rows[rows.school_id == "990001100-T001"].year.unique()) == [2019, 2020, 2021]
