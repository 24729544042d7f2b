"""The input tables of Tonghua: made by their script from their sources, and true to the known totals."""

import subprocess
import sys
from pathlib import Path

import pytest

from sim.inputs.report import input_report
from sim.inputs.tables import read_tables

PLACE = Path(__file__).parent.parent.parent / "scenarios" / "tonghua"
APART = "220581"


@pytest.fixture(scope="module")
def tables():
    return read_tables(PLACE / "input")


def test_the_script_makes_the_committed_tables_byte_for_byte(tmp_path):
    script = PLACE / "build_inputs.py"
    subprocess.run([sys.executable, script, tmp_path / "input"], check=True, cwd=tmp_path)
    made = {path.name: path.read_bytes() for path in (tmp_path / "input").iterdir()}
    kept = {path.name: path.read_bytes() for path in (PLACE / "input").iterdir()}
    assert made == kept


def test_seven_counties_one_counted_apart(tables):
    counties = tables.counties
    assert sorted(counties["kind"]) == ["city"] * 2 + ["county"] * 3 + ["district"] * 2
    assert list(counties[counties["is_counted_apart"] == 1]["county_code"]) == [APART]
    assert counties["hukou_population"].sum() == 2_171_500


def test_residents_lie_between_the_censuses(tables):
    """Residents without the county counted apart: 1,709,285 in 2010 and 1,302,778 in 2020."""
    inside = tables.counties[tables.counties["is_counted_apart"] == 0]
    gone = 2496 / 3653  # days from 1 November 2010 to 1 September 2017, to 1 November 2020
    expected = 1_709_285 * (1_302_778 / 1_709_285) ** gone
    # County by county and all together differ a little, as the counties shrink at different rates.
    assert inside["residents"].sum() == pytest.approx(expected, rel=0.005)


def test_births_keep_the_known_totals(tables):
    births = tables.births
    by_year = births.groupby("year")["births"].sum()
    without = births[births["county_code"] != APART].groupby("year")["births"].sum()
    assert (by_year[2014], by_year[2015], without[2021]) == (19_800, 14_500, 5_709)
    assert list(by_year.index) == list(range(1999, 2026))
    # Grade 1 of 2021 and of 2027: born from September seven years before to August six years before.
    entrants = {year: by_year[year - 7] / 3 + by_year[year - 6] * 2 / 3 for year in (2021, 2027)}
    assert -0.55 <= entrants[2027] / entrants[2021] - 1 <= -0.35


def test_every_row_is_traced_to_a_source(tables):
    for name in ("counties", "population", "births", "fertility", "mortality", "school_totals"):
        sources = getattr(tables, name)["source"]
        assert sources.str.startswith("sources/").all()


def test_every_seat_has_a_primary_and_a_junior_school(tables):
    totals = tables.school_totals
    for county in tables.counties.itertuples():
        zone = "town" if county.kind == "county" else "urban"
        here = totals[(totals["county_code"] == county.county_code) & (totals["zone_kind"] == zone)]
        assert {"primary", "junior"} <= set(here["kind"])


def test_all_ties_hold(tables):
    assert [tie.what.en for tie in input_report(tables).ties if not tie.holds] == []
