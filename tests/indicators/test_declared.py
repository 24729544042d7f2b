"""The declarations of indicators are whole and agree with the records."""

import pytest

from sim.indicators.declared import INDICATORS, ROW_COLUMNS, THEMES, indicator_rows
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


def test_only_what_is_needed_is_read():
    needed = needed_columns()
    assert set(needed) == {
        "admission", "bus_lines", "classes", "county", "history", "money", "order_events", "rulebook", "school",
        "school_grade", "staff", "township_age", "trip_minutes",
    }  # fmt: skip
    assert needed["classes"] == ["grade", "school_id", "size", "year"]
    assert needed["township_age"] == ["age", "county", "residents", "year", "zone_kind"]


def test_names_and_titles_tell_indicators_apart():
    assert len(INDICATORS) == sum(len(theme.indicators) for theme in THEMES)
    for lang in ("zh", "en"):
        titles = [one.title.text(lang) for one in INDICATORS.values()]
        assert len(set(titles)) == len(titles)


def test_every_retention_says_whether_it_is_judged():
    told = {name: one.definition for name, one in INDICATORS.items() if name.endswith("retention")}
    assert len(told) == 4
    assert [name for name, say in told.items() if "JUDGED" in say.en] == ["period_retention"]
    assert [name for name, say in told.items() if "【用于判定】" in say.zh] == ["period_retention"]
    others = [say for name, say in told.items() if name != "period_retention"]
    assert all("ot judged" in say.en and "【不用于判定】" in say.zh for say in others)


def test_crowding_and_thinness_are_never_merged():
    assert all(
        "never merged" in INDICATORS[name].definition.en for name in ("crowding_index", "thinness_index")
    )
