"""Whole numbers in narrow types, against numpy and by hand."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.kernels.narrow import extent, narrowest, repeated, survey, taken_narrow


@given(st.lists(st.integers(-(2**63), 2**63 - 1), min_size=1, max_size=40))
def test_extent(values):
    assert extent(np.array(values, np.int64)) == (min(values), max(values))


@pytest.mark.parametrize(
    ("low", "high", "kind"),
    [(0, 255, "uint8"), (0, 256, "uint16"), (7, 70_000, "uint32"), (0, 1 << 32, "uint64"), (-1, 127, "int16"),
     (-70_000, 3, "int32")],
)  # fmt: skip
def test_narrowest(low, high, kind):
    assert narrowest(low, high) == np.dtype(kind)


def test_one_value_for_many_rows_takes_no_memory_and_is_not_written():
    column = repeated(np.array([7], np.uint16), 4)
    assert (column.tolist(), column.dtype, column.strides) == ([7, 7, 7, 7], np.uint16, (0,))
    assert len(repeated(np.array([7]), 0)) == 0
    with pytest.raises(ValueError, match="read-only"):
        column[0] = 1


def test_told_cells_are_taken_in_the_type_of_each_by_hand():
    counts, is_told = (
        np.array([[0, 3, 0, 0], [0, 0, 0, -70_000], [0, 300, 0, 1]]),
        np.array([1, 0, 0, 0], np.uint8),
    )
    low, high = np.empty((2, 3), np.int64)
    survey(counts, is_told, low, high)
    assert is_told.tolist() == [1, 1, 0, 1]
    assert (low.tolist(), high.tolist()) == ([0, -70_000, 0], [3, 0, 300])
    found = taken_narrow(counts, low, high, np.flatnonzero(is_told))
    assert [one.tolist() for one in found] == [[0, 3, 0], [0, 0, -70_000], [0, 300, 1]]
    assert [one.dtype.name for one in found] == ["uint8", "int32", "uint16"]
