"""The declarations of indicators are whole and agree with the records."""

import pytest

from sim.indicators.declared import INDICATORS, ROW_COLUMNS, indicator_rows
from sim.indicators.measures import needed_columns
from sim.records.declared import TABLES


def test_rows_are_whole():
    rows = indicator_rows()
    assert [row["indicator"] for row in rows] == list(INDICATORS)
    for row in rows:
        assert tuple(row) == ROW_COLUMNS
        assert all(row.values())


@pytest.mark.parametrize("table", sorted(needed_columns()))
def test_the_records_hold_what_is_needed(table):
    assert set(needed_columns()[table]) <= {column.name for column in TABLES[table].columns}


@pytest.mark.parametrize("one", INDICATORS.values(), ids=list(INDICATORS))
def test_a_plain_sum_has_one_column(one):
    assert not one.is_sum or len(one.columns) == 1


def test_titles_tell_indicators_apart():
    for lang in ("zh", "en"):
        titles = [one.title.text(lang) for one in INDICATORS.values()]
        assert len(set(titles)) == len(titles)
