"""Targets in the folder of entries: added, changed, the mid-term date, and every mistake with its place."""

import pytest

from sim.base.errors import UserErrors
from sim.indicators.declared import INDICATORS
from sim.indicators.targets import MID_TERM_YEAR, TARGETS
from sim.reports.entries.folder import read_entries
from sim.reports.scorecard.given import given_targets

SPAN = (2017, 2035)
HEAD = "target,title,measure,indicator,zone,stage,comparison,value,year_from,year_to,source\n"


def given(folder, text, span=SPAN):
    (folder / "targets.csv").write_text(text, encoding="utf-8")
    return given_targets(read_entries(folder), span)


def refused(folder, row, span=SPAN) -> UserErrors:
    with pytest.raises(UserErrors) as caught:
        given(folder, HEAD + row + "\n", span)
    return caught.value


def test_without_a_table_the_targets_are_those_of_the_package(tmp_path):
    found = given_targets(read_entries(tmp_path), SPAN)
    assert found.targets == TARGETS
    assert found.mid_term == MID_TERM_YEAR


def test_a_target_is_added_in_chinese(tmp_path):
    head = "目标代码,名称,指标代码,城乡,学段,比较方式,目标值,起始学年\n"
    found = given(tmp_path, head + "small,小规模学校不超过100所,small_schools,乡村,小学,不高于,100,2025\n")
    one = found.targets[-1]
    assert found.targets[:-1] == TARGETS
    assert (one.name, one.title.zh, one.group) == ("small", "小规模学校不超过100所", "own")
    assert (one.zone, one.stage, one.comparison, one.value) == ("village", "primary", "<=", 100)
    assert (one.year_from, one.year_to, one.confidence) == (2025, None, "entered")


def test_a_target_of_the_package_is_changed_where_the_row_says_so(tmp_path):
    found = given(tmp_path, HEAD + "retention,,,,,,,98,,2030,市教育局目标\n")
    own = next(one for one in TARGETS if one.name == "retention")
    one = next(one for one in found.targets if one.name == "retention")
    assert (one.value, one.year_from, one.year_to, one.source) == (98, own.year_from, 2030, "市教育局目标")
    assert (one.indicator, one.group, one.title) == (own.indicator, own.group, own.title)
    assert len(found.targets) == len(TARGETS)


def test_a_target_with_another_indicator_is_another_target_and_keeps_neither_title_nor_value(tmp_path):
    found = given(tmp_path, HEAD + "retention,,,small_schools,,,<=,100,2025,,\n")
    one = next(one for one in found.targets if one.name == "retention")
    assert (one.group, one.title, one.measure) == ("own", INDICATORS["small_schools"].title, "")
    error = refused(tmp_path, "retention,,,small_schools,,,,,,,").errors[0]
    assert error.where.endswith("targets.csv:2:comparison")


def test_the_mid_term_date_is_entered_as_a_row(tmp_path):
    assert given(tmp_path, HEAD + "mid_term,,,,,,,,2019,,\n").mid_term == 2019


def test_the_mid_term_year_of_the_package_outside_the_run_is_left_out_without_an_error(tmp_path):
    found = given_targets(read_entries(tmp_path), (2025, 2040))
    assert found.mid_term is None
    assert found.targets == TARGETS


@pytest.mark.parametrize(
    ("row", "place", "told"),
    [
        ("new,,,small_school,,,<=,1,2020,,", "targets.csv:2:indicator", "did you mean small_schools"),
        ("new,,Z9,small_schools,,,<=,1,2020,,", "targets.csv:2:measure", "unknown measure"),
        ("new,,M5b,small_schools,,,<=,1,2020,,", "targets.csv:2:measure", "ledger"),
        ("new,,,urban_share,village,,<=,1,2020,,", "targets.csv:2:zone", "not given for this zone"),
        ("new,,,small_schools,,,<=,1,2040,,", "targets.csv:2:year_from", "outside the run"),
        ("new,,,small_schools,,,<=,1,2010,2016,", "targets.csv:2:year_to", "outside the run"),
        ("new,,,small_schools,,,<=,1,2025,2020,", "targets.csv:2:year_to", "comes before its first"),
        ("new,,,small_schools,,,<=,,2020,,", "targets.csv:2:value", "need value"),
        ("new,,,small_schools,,,,1,2020,,", "targets.csv:2:comparison", "need comparison"),
        ("new,,,,,,<=,1,2020,,", "targets.csv:2:indicator", "need indicator"),
        ("retention,,,,,,,,2040,,", "targets.csv:2:year_from", "outside the run"),
        ("mid_term,,,,,,,,2050,,", "targets.csv:2:year_from", "outside the run"),
        ("mid_term,,,,,,,,,,", "targets.csv:2:year_from", "need year_from"),
        ("retention,,,,,,,ninety,,,", "targets.csv:2:value", "not a number"),
        ("retention,,,,,,,97%,,,", "targets.csv:2:value", "97"),
        ("retention,,,,,,about,97,,,", "targets.csv:2:comparison", "not one of the codes"),
        ("retention,,,,,,,,soon,,", "targets.csv:2:year_from", "not a whole number"),
    ],
)
def test_a_mistake_is_told_with_its_place_and_no_traceback(tmp_path, row, place, told):
    error = refused(tmp_path, row)
    assert place in error.text("en")
    assert told in error.text("en")
    assert "处理：" in error.text("zh")


def test_every_mistake_is_told_at_once(tmp_path):
    error = refused(tmp_path, "new,,,small_school,,,<=,1,2020,,\nmid_term,,,,,,,,2050,,")
    assert [one.where.split(":")[-1] for one in error.errors] == ["indicator", "year_from"]


def test_a_target_in_force_since_before_the_run_is_no_mistake(tmp_path):
    assert (
        given(tmp_path, HEAD + "new,,,small_schools,,,<=,1,2010,,\n", (2025, 2040)).targets[-1].year_from
        == 2010
    )


def test_a_share_where_the_indicator_is_in_per_cent(tmp_path):
    (error,) = refused(tmp_path, "own,,,period_retention,,,>=,0.97,2020,,").errors
    assert error.where.endswith("targets.csv:2:value")
    assert error.remedy.en == "write 97"
    assert given(tmp_path, HEAD + "own,,,period_retention,,,>=,97,2020,,\n").targets[-1].value == 97
    assert (
        given(tmp_path, HEAD + "own,,,share_super_large_classes,,,<=,0.5,2020,,\n").targets[-1].value == 0.5
    )


def test_a_per_cent_sign_is_told_with_both_units(tmp_path):
    (error,) = refused(tmp_path, "own,,,period_retention,,,>=,97%,2020,,").errors
    assert "97 where the unit is %" in error.remedy.en
