"""The table of facts is whole, and agrees with the functions and the records."""

import csv
import string
from pathlib import Path

import pandas as pd
import pytest

from sim.calibration.evaluate import OUTPUT, Result
from sim.calibration.explain import shown, words
from sim.calibration.facts import BIRTHS_FILE, FILE, PLAUSIBILITY, ROLES, Fact, national_births, read_facts
from sim.calibration.registry import COLUMNS, FUNCTIONS
from sim.records.declared import TABLES
from tests.calibration.hand import COUNTIES, births_input, fact, tables

FACTS = read_facts()
BY_ID = {id_: [one for one in FACTS if one.id == id_] for id_ in dict.fromkeys(one.id for one in FACTS)}


def test_every_fact_has_a_function_and_every_function_a_fact():
    assert set(BY_ID) == set(FUNCTIONS)


@pytest.mark.parametrize("table", COLUMNS)
def test_the_records_declare_what_is_needed(table):
    assert set(COLUMNS[table]) <= {column.name for column in TABLES[table].columns}


@pytest.mark.parametrize("one", FACTS, ids=[one.name for one in FACTS])
def test_a_row_is_whole(one):
    assert one.role in ROLES
    assert one.low <= one.value <= one.high
    assert one.years[0] <= one.years[1]
    assert one.area.zh
    assert one.model_area in {"without_apart", "all", "none", *COUNTIES}


def test_areas_with_and_without_meihekou_are_told_apart():
    for one in FACTS:
        assert ("without 梅河口" in one.area.en) == (one.model_area == "without_apart")


def test_roles_are_those_of_the_brief():
    said = {id_: {one.role for one in rows} for id_, rows in BY_ID.items()}
    by_role = {role: {id_ for id_, roles in said.items() if roles == {role}} for role in ROLES}
    assert by_role["input"] == {"births_registered", "entrants_change"}
    assert by_role["held_out"] == {"residents_year_end", "absent_share", "cohort_rule"}
    assert by_role["fitted"] == {"resident_growth", "urban_share", "residents_census", "retention_lowest"}


@pytest.mark.parametrize("id_", BY_ID)
def test_each_fact_says_why_in_both_languages_with_numbers_that_are_there(id_):
    rows = BY_ID[id_]
    nation = tables()["births_national"]
    years = {f"y{year}": 1_000 for year in range(2010, 2026)}
    fed_in = {"births_national": nation, "births_input": _of_all(years)}
    found = words([Result(one, 1.0, 1.0, 1.0) for one in rows], {**tables(), **fed_in})
    for text in (rows[0].reason.en, rows[0].reason.zh):
        assert text
        assert {name for _, name, _, _ in string.Formatter().parse(text) if name} <= set(found)


def _of_all(years):
    return pd.concat(births_input(code, **years) for code in COUNTIES)


@pytest.mark.parametrize("one", [one for one in FACTS if one.censuses], ids=lambda one: one.name)
def test_the_censuses_named_suffice(one):
    if one.censuses[0] < 2017:
        assert one.role == PLAUSIBILITY
        return
    span = range(one.censuses[0], one.censuses[1] + 1)
    cut = {
        name: rows[rows["year"].isin(span)] if "county" in rows else rows for name, rows in tables().items()
    }
    cut["births_input"] = _of_all({f"y{year}": 1_000 for year in range(2010, 2026)})
    assert FUNCTIONS[one.id](cut, one) == FUNCTIONS[one.id](
        {**tables(), "births_input": cut["births_input"]}, one
    )


def test_national_births_have_a_source():
    with BIRTHS_FILE.open(encoding="utf-8", newline="") as rows:
        assert all(row["source"] and row["confidence"] == "read" for row in csv.DictReader(rows))
    assert [national_births()[year] for year in (2015, 2016, 2017, 2018)] == [1655, 1786, 1723, 1523]


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"role": "guess"}, "role"),
        ({"confidence": "sure"}, "confidence"),
        ({"low": 6_000.0}, "not in order"),
        ({"source": ""}, "source"),
        ({"fitted_parameter": "p_repeat"}, "fitted"),
    ],
)
def test_a_row_that_contradicts_itself(wrong, message):
    with pytest.raises(ValueError, match=message):
        fact("births_registered", **wrong)


def test_a_row_that_stands_there_twice(tmp_path):
    lines = FILE.read_text(encoding="utf-8").splitlines()
    (tmp_path / "facts.csv").write_text("\n".join([lines[0], lines[1], lines[1]]), encoding="utf-8")
    with pytest.raises(ValueError, match="twice in the table: births_registered"):
        read_facts(tmp_path / "facts.csv")


def test_columns_of_the_output():
    assert OUTPUT == (
        "fact", "area", "year", "unit", "value", "low", "high",
        "model_p10", "model_p50", "model_p90", "role", "ok",
    )  # fmt: skip
    assert tuple(Result(FACTS[0], 1.0, 2.0, 3.0).row()) == OUTPUT


def test_a_wrong_value_is_not_ok():
    one = fact("births_registered", low=5_000.0, high=6_000.0)
    assert [Result(one, 0.0, middle, 9e9).row()["ok"] for middle in (4_999.0, 5_000.0, 6_000.0, 6_001.0)] == [
        "no", "yes", "yes", "no",
    ]  # fmt: skip
    assert Result(one, None, None, None).row()["ok"] == "no"


def test_nothing_is_judged_on_another_place():
    one = fact("village_share")
    assert isinstance(one, Fact)
    assert Result(one, 0.0, 99.0, 99.0).row()["ok"] == ""


def test_the_committed_page_has_every_fact():
    page = (Path(__file__).parents[2] / "docs/facts.md").read_text(encoding="utf-8")
    for one in FACTS:
        row = f"| {one.title.en} ({one.title.zh}) | {one.area.en} | {one.year} | {one.unit} | {shown(one.value)} |"
        assert row in page, "run `make facts`"
