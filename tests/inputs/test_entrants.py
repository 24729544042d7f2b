"""Entrants of past years: years that lack are named with the graduates they concern, and nothing is filled in."""

import pytest

from sim.inputs.report import input_report
from sim.inputs.report_text import report_text
from tests.inputs.folders import SCHOOLS, read

TWO_SCHOOLS = SCHOOLS + "P1,a,990001,primary,town,,\nP2,c,990001,primary,town,,\nJ1,e,990001,junior,town,,\n"
HEAD = "county_code,school_code,year,grade,entrants\n"


def rows(grade, *years, school="", entrants=30):
    return "".join(f"990001,{school},{year},{grade},{entrants}\n" for year in years)


@pytest.fixture
def warned(tmp_path):
    """Return a maker of the warnings about entrants of a folder; its start year is 2017."""

    def make(text, lang="en"):
        report = input_report(read(tmp_path, schools=TWO_SCHOOLS, entrants_history=HEAD + text))
        return [one.text(lang) for one in report.warnings if "entrants_history" in one.text(lang)]

    return make


COMPLETE = rows(1, *range(2009, 2017)) + rows(7, 2015, 2016)


def test_every_year_there_is_nothing_to_say(warned):
    assert warned(COMPLETE) == []


def test_gaps_are_named_with_the_graduates_that_have_no_data(warned):
    # Entrants to grade 1 of September 2011, 2013 and 2014 finish grade 9 in the school years 2019, 2021 and 2022.
    (said,) = warned(rows(1, 2009, 2010, 2012, 2015, 2016) + rows(7, 2015, 2016))
    assert "grade 1: no entrants of 2011, 2013-2014; nine-year retention, raw" in said
    assert "who finish in the school years 2019, 2021-2022 has no data" in said
    assert "nothing is interpolated" in said


def test_a_grade_that_is_not_told_lacks_all_its_years(warned):
    (said,) = warned(rows(1, *range(2009, 2017)), "zh")
    assert "7年级缺少2015—2016学年新生数；2017—2018学年毕业各届的初中三年巩固率无数据" in said


def test_years_told_by_fewer_schools_than_others_are_doubted(warned):
    by_school = rows(1, *range(2009, 2017), school="P1") + rows(1, *range(2011, 2017), school="P2")
    (said,) = warned(by_school + rows(7, 2015, 2016))
    assert "(2009: 1, 2010: 1; most 2)" in said
    told_whole = by_school + rows(1, 2009, 2010, entrants=55) + rows(7, 2015, 2016)
    assert warned(told_whole) == []


def test_rows_of_the_run_s_own_years_are_said_to_be_unused(warned):
    (said,) = warned(COMPLETE + rows(1, 2017, 2018))
    assert "2 rows of 2017 and later are not used" in said


def test_the_check_prints_them_as_warnings(tmp_path):
    report = input_report(read(tmp_path, entrants_history=HEAD + rows(1, *range(2009, 2017)) + rows(7, 2015)))
    text = " ".join(report_text(report, "en").split())
    assert "grade 7: no entrants of 2016" in text
    assert "not used" not in text
