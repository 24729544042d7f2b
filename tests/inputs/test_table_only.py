"""Which counties are told by their schools alone, what `sim check` says of it, and the censuses they are fitted to."""

import numpy as np
import pytest

from sim.inputs.report import input_report
from sim.inputs.table_only import censuses, said_of_counties, standings
from sim.inputs.tables import read_tables
from sim.run.scenario import load_scenario
from tests import table_only
from tests.inputs.given import began, three_schools
from tests.table_only import COUNTY, NEW, SCHOOLS

SETTLEMENTS = f"settlement_code,settlement,township_code,zone_kind\n{COUNTY}100001,甲村,{COUNTY}100,town\n"
DISTRICTS = f"school_code,township_code,settlement_code,stage\n3990000001,{COUNTY}100,,primary\n"


def read(folder, **more):
    return read_tables(table_only.write(folder, **more))


def test_six_censuses_and_no_places_are_enough(tmp_path):
    (one,) = standings(read(tmp_path))
    assert (one.county, one.name, one.censuses, one.has_places) == (0, "表格县", 6, False)
    assert one.is_table_only


@pytest.mark.parametrize(
    ("years", "n", "is_enough"),
    [((2017,), 1, False), ((2015, 2016, 2017), 3, False), ((2014, 2015, 2016, 2017), 4, True),
     ((2012, 2013, 2014, 2016, 2017), 2, False)],
)  # fmt: skip
def test_censuses_in_a_row_up_to_the_start_count(tmp_path, years, n, is_enough):
    (one,) = standings(read(tmp_path, years=years))
    assert (one.censuses, one.is_table_only) == (n, is_enough)


@pytest.mark.parametrize("more", [{"settlements": SETTLEMENTS}, {"districts": DISTRICTS}])
def test_settlements_or_districts_keep_zones(tmp_path, more):
    tables = read(tmp_path, **more)
    (one,) = standings(tables)
    assert one.has_places
    assert not list(said_of_counties(tables))
    assert began(tables).table_only == ()


def test_a_county_without_enrolment_is_not_spoken_of():
    tables = three_schools()
    without = type(tables)(**{**vars(tables), "enrolment": tables.enrolment.iloc[:0]})
    assert standings(without) == []


def test_check_says_how_a_county_is_run_and_why(tmp_path):
    whole = input_report(read(tmp_path / "whole")).head[-1]
    short = input_report(read(tmp_path / "short", years=(2016, 2017))).head[-1]
    assert "run by shares of schools, as enrolment of 6 years" in whole.en
    assert "连续 6 年" in whole.zh
    assert "run by zones over made-up settlements" in short.en
    assert "only of 2 years in a row (shares of schools need 4)" in short.en
    assert "仅连续 2 年" in short.zh


def test_the_scenario_of_such_a_county_is_the_one_of_the_tests():
    scenario = load_scenario("table_only/do_nothing")
    tables = read_tables(scenario.input_dir)
    (one,) = standings(tables)
    assert one.is_table_only
    found = censuses(tables, one, list(SCHOOLS))
    wanted = [
        [[table_only.pupils(code, year, grade) for grade in range(1, 10)] for year in table_only.YEARS]
        for code in SCHOOLS
    ]
    assert found.tolist() == wanted
    for name in ("counties", "townships", "schools", "enrolment"):
        assert set(getattr(tables, name)["confidence"]) == {"assumption"}


def test_censuses_are_the_rows_and_tell_absent_from_unknown(tmp_path):
    folder = table_only.write(tmp_path)
    file = folder / "enrolment.csv"
    lines = file.read_text("utf-8").splitlines()
    file.write_text(
        "\n".join(row for row in lines if not row.startswith("3990000003,") or ",2014," not in row), "utf-8"
    )
    tables = read_tables(folder)
    codes = list(SCHOOLS)
    found = censuses(tables, standings(tables)[0], codes)
    assert found.shape == (8, 6, 9)
    assert np.isnan(found[2, 2]).all()  # open, but without a row: unknown
    assert (found[codes.index(NEW), :3] == 0).all()  # not yet open: nobody
    assert found[codes.index(NEW), 3, 0] == 50
    for year in (2012, 2017):
        expected = [[table_only.pupils(code, year, grade) for grade in range(1, 10)] for code in codes]
        assert found[:, year - 2012].tolist() == expected


def test_the_start_holds_the_fit_of_the_schools_that_are_open(tmp_path):
    """A school that closed in 2015 is part of the history the fit learns from, and no school of the run."""
    folder = table_only.write(tmp_path)
    with (folder / "schools.csv").open("a", encoding="utf-8") as file:
        file.write(f"3990000009,旧校,{COUNTY},{COUNTY}101,primary,village,,1,6\n")
    text = (folder / "schools.csv").read_text("utf-8").replace("grade_high\n", "grade_high,closed\n")
    head, *rows = text.splitlines()
    (folder / "schools.csv").write_text(
        "\n".join([head, *(row + ("," if "旧校" not in row else ",2014") for row in rows)]) + "\n", "utf-8"
    )
    with (folder / "enrolment.csv").open("a", encoding="utf-8") as file:
        file.writelines(
            f"3990000009,{grade},{year},10\n" for year in (2012, 2013, 2014) for grade in range(1, 7)
        )
    begin = began(read_tables(folder))
    (one,) = begin.table_only
    assert one.schools.tolist() == list(range(8))
    assert one.cohorts.school_grade.shape == (8, 8)
    assert (one.recent.last == begin.schools["pupils"]).all()
    alone = began(read(tmp_path / "alone")).table_only[0]
    assert not np.array_equal(one.cohorts.entry_weights, alone.cohorts.entry_weights)
