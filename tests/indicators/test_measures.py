"""Indicators of one run against sums done by hand."""

import pytest

from sim.indicators.cells import STAGES, ZONES
from sim.indicators.declared import INDICATORS
from sim.indicators.measures import counts, measure, needed_columns, seats_gap
from tests.indicators.hand import GRADE, GRADES, SCHOOL, SCHOOLS, frame, tables


def test_counts_are_sums_by_zone_stage_and_year():
    found = counts(tables()["school_grade"])
    assert found.loc[("town", "primary", 2017)].to_dict() == {
        "pupils": 200, "classes": 5, "large_classes_local": 2, "large_classes_national": 2,
        "super_large_classes": 1, "boarders": 6, "dropouts": 2,
    }  # fmt: skip
    assert found.loc[("all", "all", 2017)].to_dict() == {
        "pupils": 308, "classes": 8, "large_classes_local": 2, "large_classes_national": 3,
        "super_large_classes": 1, "boarders": 26, "dropouts": 6,
    }  # fmt: skip
    assert found.loc[("all", "primary", 2017), "pupils"] == 250
    assert found.loc[("town", "all", 2017), "pupils"] == 258
    assert found.loc[("town", "all", 2018), "pupils"] == 90


def test_a_cell_without_schools_is_there_and_zero():
    found = counts(tables()["school_grade"])
    assert len(found) == len(ZONES) * len(STAGES) * 2
    assert found.loc[("urban", "junior", 2017)].eq(0).all()
    assert found.loc[("village", "all", 2018)].eq(0).all()


def test_short_and_idle_seats_are_never_netted():
    # Gaps in 2017: a, town, primary: 40 + 150 + 10 - 45 - 135 - 0 = +20; b, town, primary: 0 - 45 = -45;
    # a, village, primary: 30 - 90 = -60; b, urban, primary: 20 - 45 = -25; a, town, junior: 58 - 50 = +8.
    found = seats_gap(tables()["school"])
    by_hand = {
        ("town", "primary"): (20, 45),
        ("village", "primary"): (0, 60),
        ("urban", "primary"): (0, 25),
        ("town", "junior"): (8, 0),
        ("all", "primary"): (20, 130),
        ("all", "junior"): (8, 0),
        ("town", "all"): (28, 45),
        ("all", "all"): (28, 130),
    }
    for (zone, stage), expected in by_hand.items():
        assert tuple(found.loc[(zone, stage, 2017)]) == expected
    assert tuple(found.loc[("all", "all", 2018)]) == (0, 0)


def test_schools_of_one_county_zone_and_stage_share_their_seats():
    # 10 too many in one school, 10 idle in the next of the same town: the children of the town are seated.
    rows = [(2017, "a", "t1", "primary", "town", 55, 45), (2017, "a", "t2", "primary", "town", 35, 45)]
    assert seats_gap(frame(SCHOOL, rows, "school")).to_numpy().sum() == 0


def test_measure_gives_every_indicator_in_order():
    found = measure(tables())
    assert list(found.columns) == list(INDICATORS)
    assert not found.isna().any().any()


def test_measure_needs_no_more_than_it_says():
    whole = tables()
    needed = needed_columns()
    assert measure({name: table[needed[name]] for name, table in whole.items()}).equals(measure(whole))
    assert set(needed) == {"school_grade", "school"}


def test_rows_in_another_order_change_nothing():
    assert measure(tables(GRADES[::-1], SCHOOLS[::-1])).equals(measure(tables()))


def test_an_unknown_zone_is_not_lost_in_silence():
    rows = [*GRADES, (2017, "a", "x", 1, "primary", "suburb", 1, 1, 0, 0, 0, 0, 0, 0)]
    with pytest.raises(ValueError, match="suburb"):
        counts(frame(GRADE, rows, "school_grade"))
