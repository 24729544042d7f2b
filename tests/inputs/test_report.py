"""The report of inputs: counts by confidence, ties that hold or break, what a better table would buy."""

import shutil
from dataclasses import replace

import pytest

from sim.inputs.gains import GAINS
from sim.inputs.report import REPORT_COLUMNS, input_report
from sim.inputs.report_text import report_text
from sim.inputs.schema import TABLES
from sim.inputs.tables import read_tables
from tests.inputs.folders import counties, read


@pytest.fixture
def tables(small):
    return read_tables(small / "input")


def broken(tables) -> list[str]:
    return [tie.what.en for tie in input_report(tables).ties if not tie.holds]


def changed(tables, name, column, factor):
    frame = getattr(tables, name).copy()
    frame[column] = (frame[column] * factor).astype(frame[column].dtype)
    return replace(tables, **{name: frame})


def test_counts_by_confidence(tables):
    counts = {count.name: count for count in input_report(tables).counts}
    assert counts["births"].rows == 27
    assert counts["births"].by_confidence == {"read": 0, "known": 0, "estimate": 0, "assumption": 27}
    assert counts["fertility"].by_confidence["estimate"] == 105


def test_the_ties_of_the_small_county_hold(tables):
    assert broken(tables) == []


@pytest.mark.parametrize(
    ("name", "column", "factor", "words"),
    [
        ("counties", "hukou_population", 3, "registered population less residents"),
        ("births", "births", 3, "children aged 0-14 per birth"),
        ("fertility_level", "tfr", 4, "births of 2017 over"),
        ("school_totals", "schools", 9, "per school with primary grades"),
        ("counties", "residents", 2, "sum to the residents"),
        ("townships", "residents", 0, "townships of the seat"),
    ],
)
def test_a_tie_that_breaks_is_said(name, column, factor, words, tables):
    assert any(words in what for what in broken(changed(tables, name, column, factor)))


def test_variants_out_of_order(tables):
    level = tables.fertility_level.copy()
    level.loc[(level["variant"] == "low") & (level["year"] == 2030), "tfr"] = 5.0
    (tie,) = [tie for tie in input_report(replace(tables, fertility_level=level)).ties if not tie.holds]
    assert tie.found.en == "broken in 2030"


def test_births_over_expected_by_hand(tables):
    """One woman a year of age and a schedule of 0.1 at 25: the rate times the level over 0.1."""
    people = tables.population.copy()
    people["persons"] = 5
    schedule = tables.fertility.copy()
    schedule["rate"] = 0.0
    schedule.loc[(schedule["order"] == 1) & (schedule["age"] == 25), "rate"] = 0.1
    level = tables.fertility_level.copy()
    level["tfr"] = 1.5
    births = tables.births.copy()
    births["births"] = 3
    ties = input_report(
        replace(tables, population=people, fertility=schedule, fertility_level=level, births=births)
    ).ties
    (tie,) = [tie for tie in ties if tie.what.en.startswith("births of 2017")]
    # 5 women in the group 25-29, of whom a fifth is 25: 1 woman x 1.5 = 1.5 births expected, 3 found.
    assert tie.found.en.startswith("2, expected")


def test_what_one_more_table_would_buy(tables):
    assert "school_totals" in input_report(tables).gains
    births = tables.births.assign(confidence="read")
    assert "births" not in input_report(replace(tables, births=births)).gains


def test_rows_and_text_in_both_languages(tables):
    report = input_report(tables)
    for lang, word in (("zh", "可信程度"), ("en", "rows by confidence")):
        assert word in report_text(report, lang)
        rows = report.rows(lang)
        assert all(tuple(row) == REPORT_COLUMNS for row in rows)
        assert {row["part"] for row in rows} == {"table", "column", "tie", "gain"}


def test_warnings_are_part_of_the_report(small, tmp_path):
    folder = shutil.copytree(small / "input", tmp_path / "input")
    (folder / "extra.csv").write_text("x", "utf-8")
    report = input_report(read_tables(folder))
    assert "extra.csv" in report_text(report, "en")
    assert report.rows()[-1]["part"] == "warning"


def test_both_boundaries_where_a_county_is_counted_apart(tables):
    apart = replace(tables, counties=tables.counties.assign(is_counted_apart=1))
    assert "without 试验县, counted apart: 0 residents, 0 registered" in report_text(
        input_report(apart), "en"
    )


def test_columns_say_what_was_read_and_how_the_rest_was_filled(tmp_path):
    two = counties({"seat_share": "0.1"}, {"county_code": "990002"})
    report = input_report(
        read(tmp_path, counties=two, teachers="teacher_code,school_code,birth_year,sex,stage\n")
    )
    english, chinese = report_text(report, "en"), report_text(report, "zh")
    assert "seat_share (1 of 2 rows)" in " ".join(english.split())
    assert "    assumed  seat_share: three quarters of urban_share" in english.splitlines()
    assert "    假设     县城占比：城镇化率的四分之三" in chinese.splitlines()
    assert "births.csv            derived: resident children by age, back over deaths (38 rows)" in english
    rows = {(row["name"], row["column"]): row for row in report.rows() if row["part"] == "column"}
    assert rows["counties", "seat_share"]["rows"] == 1
    assert {name for name, _ in rows} == {"counties"}
    origins = {row["name"]: row["origin"] for row in report.rows() if row["part"] == "table"}
    assert (origins["counties"], origins["births"], origins["mortality"]) == ("read", "derived", "assumed")


def test_every_table_has_a_gain():
    assert set(GAINS) == set(TABLES)
