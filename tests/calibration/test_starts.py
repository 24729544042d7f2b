"""Two starts side by side, by hand."""

from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest

from sim.base.errors import UserError
from sim.calibration.starts import MEASURES, Gap, compare_starts, from_records, from_tables
from sim.calibration.starts_page import WHY
from sim.cli import main
from sim.inputs.tables import read_tables
from sim.run.batch_file import load_batch
from tests.calibration.hand import COUNTIES, county, school, township_age, write_facts_batch

ROOT = Path(__file__).parents[2]


def test_records_of_one_year_by_county():
    tables = {"county": county(), "township_age": township_age(), "school": school()}
    found = from_records(tables, 2019)
    assert list(found.index) == list(COUNTIES)
    row = found.loc["220502"]
    # ages 2 to 6 at 80 each: four of them up to 5, one from 6
    assert row[["children_0_5", "children_6_11", "children_12_14"]].tolist() == [320, 80, 0]
    assert row[["schools", "primary", "junior"]].tolist() == [2, 75, 30]
    assert row["residents"] == pytest.approx(81_000)


def given(**columns) -> SimpleNamespace:
    """Return input tables of one county of 1,000 residents."""
    counties = pd.DataFrame(
        {"county_code": ["a"], "residents": [1_000], "urban_share": [0.4]}
        | {"hukou_population": pd.array([columns.pop("hukou_population", 1_300)], dtype="Int64")}
    )
    population = {"age_low": [0, 3, 12, 0], "age_high": [2, 7, 14, 20], "persons": [30, 50, 9, 500]}
    population |= {
        "hukou": ["", "", "", "away"],
        "county_code": "a",
        "year": pd.array([2025] * 4, dtype="Int64"),
    }
    return SimpleNamespace(counties=counties, population=pd.DataFrame(population | columns), start_year=2025)


def test_people_of_input_tables():
    row = from_tables(given()).loc["a"]
    # of the 50 aged 3 to 7 three fifths are up to 5; who lives away is no resident
    assert row[["children_0_5", "children_6_11", "children_12_14"]].tolist() == [60, 20, 9]
    assert row[["residents", "hukou_population", "urban", "urban_share"]].tolist() == [1_000, 1_300, 400, 40]


def test_what_input_tables_leave_out():
    missing = from_tables(given(hukou_population=pd.NA, year=pd.array([2020] * 4, dtype="Int64")))
    assert missing.loc["a", "hukou_population"] == 1_000
    assert "children_0_5" not in missing


def test_the_difference_is_in_percent_or_points():
    assert Gap("residents", "a", (1.0, 90.0, 99.0), 100.0, "").difference == pytest.approx(-10)
    assert Gap("urban_share", "a", (1.0, 45.0, 99.0), 50.0, "").difference == pytest.approx(-5)
    assert np.isnan(Gap("schools", "a", (1.0, 1.0, 1.0), 0.0, "").difference)


@pytest.fixture(scope="module")
def folders(tmp_path_factory):
    """Return a run from 2015 to 2018 and one of 2017, the year of Tonghua's tables."""
    folder = tmp_path_factory.mktemp("starts")
    earlier = write_facts_batch(folder / "earlier", n_draws=2, years=(2015, 2018), scales=[1.0, 3.0])
    return earlier, write_facts_batch(folder / "later", n_draws=1, years=(2017, 2017), scenario="do_nothing")


def test_gaps_of_all_areas(folders):
    gaps = compare_starts(folders[0], "baseline", folders[1], "do_nothing")
    assert len(gaps) == len(MEASURES) * (2 + len(COUNTIES))
    by_name = {(gap.measure, gap.area): gap for gap in gaps}
    tonghua = read_tables(ROOT / "scenarios/tonghua/input").counties
    whole = by_name["residents", "all counties"]
    assert whole.later == tonghua["residents"].sum()
    assert whole.earlier[1] == pytest.approx(2 * 0.81 * sum(100_000 + 1_000 * i for i in range(7)), rel=1e-4)
    assert whole.later_from == "input tables"
    pupils = by_name["primary", "通化县"]
    assert (pupils.earlier[1], pupils.later, pupils.later_from) == (75, 75, "first census")
    assert by_name["urban_share", "通化县"].earlier[1] == pytest.approx(60, abs=0.01)
    apart = by_name["schools", "without counties counted apart"]
    assert (apart.earlier[1], apart.later) == (12, 12)


def test_the_command_writes_the_page(folders, tmp_path):
    page = tmp_path / "two_starts.md"
    asked = ["starts", "--out", str(folders[0]), "--later", str(folders[1]), "--page", str(page)]
    assert main(asked) == 0
    text = page.read_text(encoding="utf-8")
    assert "The run of 2015" in text
    assert text.count("\n## ") == 2 + len(MEASURES)


def test_reasons_are_of_measures_there_are():
    assert set(WHY) <= set(MEASURES)
    assert all(why.en and why.zh for why in WHY.values())


def test_a_run_that_does_not_reach_the_later_start(folders, tmp_path):
    late = write_facts_batch(tmp_path / "late", n_draws=1, years=(2018, 2019))
    with pytest.raises(UserError, match="does not reach"):
        compare_starts(late, "baseline", folders[1], "do_nothing")


def test_folders_that_hold_no_batch(folders, tmp_path):
    with pytest.raises(UserError, match="holds no batch"):
        compare_starts(folders[0], "baseline", tmp_path, "do_nothing")
    with pytest.raises(UserError, match="holds no batch"):
        compare_starts(tmp_path, "baseline", folders[1], "do_nothing")


def test_the_batch_of_the_later_start():
    batch = load_batch(ROOT / "scenarios/two_starts.yaml")
    assert [one.name for one in batch.scenarios] == ["do_nothing"]
    assert batch.years == (2025, 2025)


def test_the_batch_of_the_facts():
    batch = load_batch(ROOT / "scenarios/facts.yaml")
    assert [one.name for one in batch.scenarios] == ["baseline"]
    assert len(batch.draws) * len(batch.seeds) >= 20
    assert batch.years == (2017, 2027)
    assert all(one.parameters["is_survey_dropout"] == (0.0, 0.0, 0.0) for one in batch.scenarios)
