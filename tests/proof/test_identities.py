"""Both identities of model.md (observation) hold on the records alone, per school and grade."""

import zipfile

import pandas as pd
import pytest

from sim.cli import main
from sim.policies.class_size_cap import ClassSizeCap
from sim.policies.register_monitoring import RegisterMonitoring
from sim.policies.return_campaign import ReturnCampaign
from sim.policies.turnkey_schools import TurnkeySchools
from tests.worlds import CloseSome, run, start

KEYS = ["school_id", "grade"]


@pytest.fixture(scope="module", params=["do_nothing", "cap", "closures", "new_school", "campaign"])
def school_grade(request):
    policies = {
        "do_nothing": (), "cap": (ClassSizeCap(),), "closures": (CloseSome(), ClassSizeCap()),
        "new_school": (ClassSizeCap(), TurnkeySchools(school_lag_years=1)),
        "campaign": (CloseSome(), ReturnCampaign(), RegisterMonitoring()),
    }[request.param]  # fmt: skip
    _, tables = run("tonghua", policies, years=5, seed=3)
    return tables["school_grade"].astype({c: "int64" for c in tables["school_grade"].select_dtypes("number")})


def test_end_of_year(school_grade):
    r = school_grade
    expected = r.pupils - r.n_dropouts - r.n_transfer_out + r.n_transfer_in + r.n_returns
    pd.testing.assert_series_equal(r.n_end, expected, check_names=False)
    assert r.n_dropouts.sum() > 0
    assert r.n_transfer_in.sum() == r.n_transfer_out.sum() > 0


def assert_next_census_follows(records: pd.DataFrame) -> None:
    """Check the second identity on one run's `school_grade` records."""
    r = records.set_index(["year", *KEYS])
    for year in sorted(records.year.unique())[1:]:
        now = r.loc[year]
        below = r.n_end.loc[year - 1].rename(lambda g: g + 1, level="grade")
        repeat_below = now.n_repeaters.rename(lambda g: g + 1, level="grade")
        cells = now.index.union(below.index)
        cells = cells[cells.get_level_values("grade") <= 9]

        def at(series, cells=cells):
            return series.reindex(cells).fillna(0).astype(int)

        promoted = at(below) - at(repeat_below)
        promoted[cells.get_level_values("grade").isin([1, 7])] = 0
        gains = at(now.n_repeaters) + at(now.n_entrants) + at(now.n_in_before)
        pd.testing.assert_series_equal(
            at(now.pupils), promoted + gains - at(now.n_out_before), check_names=False
        )


def test_next_census(school_grade):
    assert_next_census_follows(school_grade)


def test_next_census_notices_one_lost_pupil(school_grade):
    wrong = school_grade.copy()
    wrong.loc[wrong.index[wrong.year == 2019][7], "n_out_before"] += 1
    with pytest.raises(AssertionError):
        assert_next_census_follows(wrong)


def test_both_identities_from_the_file_alone(small, tmp_path):
    assert main(["run", str(small / "cap.yaml"), "--out", str(tmp_path / "out")]) == 0
    file = zipfile.ZipFile(next((tmp_path / "out" / "records").iterdir()))
    r = pd.read_feather(file.open("school_grade.arrow")).astype({"school_id": str})
    r = r.astype({name: "int64" for name in r.select_dtypes("number")})
    assert (r.n_end == r.pupils - r.n_dropouts - r.n_transfer_out + r.n_transfer_in + r.n_returns).all()
    assert_next_census_follows(r)


def test_finished_are_the_end_of_grade_9_less_repeaters(school_grade):
    r = school_grade[school_grade.grade == 9].set_index(["year", "school_id"])
    for year in sorted(school_grade.year.unique())[:-1]:
        end, finished = r.loc[year].n_end, r.loc[year].n_finished
        repeat = r.loc[year + 1].n_repeaters.reindex(end.index).fillna(0)
        assert (finished == end - repeat).all()


def test_deaths_are_part_of_out_before(school_grade):
    assert (school_grade.n_deaths <= school_grade.n_out_before).all()
    assert school_grade.n_deaths.sum() > 0


def test_returns_within_the_year_are_of_those_known_and_part_of_the_returns(school_grade):
    r = school_grade
    assert (r.n_dropouts_known <= r.n_dropouts).all()
    assert (r.n_returns_within <= r.n_dropouts_known).all()
    assert (r.n_returns_within <= r.n_returns).all()
    assert (r.n_returns_within <= r.n_visits).all()
    assert (r.n_returns_within.sum() > 0) == (r.n_visits.sum() > 0)


def test_the_file_and_care_are_of_left_behind_pupils(school_grade):
    r = school_grade
    for part, whole in (("n_left_behind_filed", "n_left_behind"), ("n_key_cases", "n_left_behind"),
                        ("n_cared", "n_left_behind_filed"), ("n_key_cases_cared", "n_cared")):  # fmt: skip
        assert (r[part] <= r[whole]).all()
    assert r.n_left_behind_filed.sum() > 0


def test_tables_agree():
    _, t = run("tonghua", (ClassSizeCap(),), years=3)
    sg, classes, by_age, school = t["school_grade"], t["classes"], t["grade_age"], t["school"]
    sizes = classes.groupby(["year", "school_id"])["size"].sum()
    pupils = sg.groupby(["year", "school_id"]).pupils.sum()
    assert (sizes == pupils[pupils > 0]).all()
    assert len(classes) == sg.classes.sum()
    assert by_age.groupby("year").pupils.sum().tolist() == sg.groupby("year").pupils.sum().tolist()
    assert (
        school.groupby(["year", "stage"]).pupils.sum().tolist()
        == sg.groupby(["year", "stage"]).pupils.sum().tolist()
    )
    township = t["township_age"].groupby("year").enrolled.sum()
    assert township.tolist() == sg.groupby("year").pupils.sum().tolist()
    assert (t["township_age"].hukou_here <= t["township_age"].residents).all()
    assert len(start("tonghua").school_ids) == school.school_id.nunique()


def test_ways_to_school_are_those_of_the_day_pupils():
    _, t = run("tonghua", (ClassSizeCap(),), years=3)
    trips, sg = t["trip_minutes"], t["school_grade"]
    where = ["year", "county", "stage", "zone_kind"]
    day = (
        sg.assign(day=sg.pupils.astype(int) - sg.n_boarders)
        .groupby(where, observed=True)[["day", "minutes_sum"]]
        .sum()
    )
    told = (
        trips.assign(sum=trips.pupils.astype(int) * trips.minutes)
        .groupby(where, observed=True)[["pupils", "sum"]]
        .sum()
    )
    told = told.reindex(day.index, fill_value=0)
    assert (told["pupils"] == day["day"]).all()
    assert (told["sum"] == day["minutes_sum"]).all()
