"""Which schools and cells are judged, and their sums."""

import numpy as np
import pytest

from sim.calibration.backtest.units import units_at
from tests.calibration.backtest.hand import NAN, history

# pupils [k, g1] in 2000 and 2001
BIG = [[30, 30], [31, 29]]
TINY = [[30, 30], [10, 9]]  # 19 at the target
JUST = [[30, 0], [0, 20]]
NEW = [[NAN, NAN], [40, 40]]
GONE = [[30, 30], [NAN, NAN]]
HIDDEN = [[30, 30], [NAN, 25]]


def by_level(*schools, **told):
    return {units.level: units for units in units_at(history(*schools, **told), 2000, 1)}


def test_schools_count_with_pupils_at_the_origin_and_twenty_at_the_target():
    units = by_level(BIG, TINY, JUST, NEW, GONE)
    assert list(units["school"].names) == ["A", "C"]
    assert units["school"].actual.tolist() == [60, 20]
    assert units["system"].actual.tolist() == [80]


def test_cells_are_those_of_the_schools_that_count():
    cells = by_level(BIG, TINY, JUST)["school_grade"]
    assert list(zip(cells.names, cells.grades, strict=True)) == [
        ("A", "k"),
        ("A", "g1"),
        ("C", "k"),
        ("C", "g1"),
    ]
    assert cells.actual.tolist() == [31, 29, 0, 20]
    assert cells.taught.all()


def test_a_cell_empty_at_origin_and_target_is_told():
    assert by_level([[30, 0], [30, 0]])["school_grade"].taught.tolist() == [True, False]


def test_a_cell_missing_at_the_target_is_left_out_of_forecast_and_actual():
    units = by_level(BIG, HIDDEN)
    forecast = np.array([[30.0, 30.0], [500.0, 24.0]])
    assert units["school"].actual.tolist() == [60, 25]
    assert units["school"].of(forecast).tolist() == [60, 24]
    assert units["school_grade"].of(forecast).tolist() == [30, 30, 24]
    assert units["system"].of(forecast).tolist() == [84]


def test_townships_are_sums_of_their_schools_and_unknown_ones_none():
    units = by_level(BIG, BIG, JUST, BIG, townships=("south", "north", "south", ""))["township"]
    assert units.names.tolist() == ["north", "south"]
    assert units.actual.tolist() == [60, 80]
    futures = np.arange(16.0).reshape(2, 4, 2)
    assert units.of(futures).tolist() == [[5, 1 + 9], [21, 17 + 25]]


@pytest.mark.parametrize("townships", [None, ("", "")])
def test_without_townships_there_is_no_such_level(townships):
    assert list(by_level(BIG, JUST, townships=townships)) == ["school", "school_grade", "system"]


def test_nothing_is_judged_where_no_school_counts():
    assert units_at(history(TINY, GONE), 2000, 1) == []
