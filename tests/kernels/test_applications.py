"""Applications counted by what they have in common."""

import numpy as np
import pytest

from sim.kernels.applications import FIRST, IN_PUBLIC, N_COUNTS, SENT_ELSEWHERE, cells_of, count_applications
from sim.kernels.codes import BEYOND_SEATS, BY_ZONE, OVERFLOW_NEAR, PRIVATE, PUBLIC, WAITS


@pytest.mark.parametrize("far", [5, 10**9], ids=["by table", "by sorting"])
def test_combinations_are_found_in_order_with_the_entries_that_have_them(far):
    (first, second), cell = cells_of(np.array([7, -1, 7, 7, -1]), np.array([0, far, 0, -1, far]))
    assert first.tolist() == [-1, 7, 7]
    assert second.tolist() == [far, -1, 0]
    assert cell.tolist() == [2, 0, 2, 1, 0]


def test_nobody_has_no_combinations():
    columns, cell = cells_of(np.zeros(0, np.int64), np.zeros(0, np.int64))
    assert [len(column) for column in columns] == [0, 0]
    assert len(cell) == 0


def test_applications_are_counted_by_outcome_and_by_where_they_led():
    applications = [  # cell, outcome, school asked for first, school found; school 1 is private
        (0, BY_ZONE, 0, 0),
        (0, BY_ZONE, 0, 1),
        (0, WAITS, 0, -1),
        (1, OVERFLOW_NEAR, 0, 1),
        (1, BEYOND_SEATS, 0, 0),
        (1, BEYOND_SEATS, -1, 0),
    ]
    counts = np.zeros((2, N_COUNTS), np.int64)
    columns = (np.array([row[k] for row in applications]) for k in range(4))
    count_applications(*columns, np.array([PUBLIC, PRIVATE], np.uint8), counts)
    told = [{int(k): int(row[k]) for k in np.flatnonzero(row)} for row in counts]
    assert told == [
        {BY_ZONE: 2, WAITS: 1, FIRST: 1, IN_PUBLIC: 1},
        {OVERFLOW_NEAR: 1, BEYOND_SEATS: 2, FIRST: 1, SENT_ELSEWHERE: 2, IN_PUBLIC: 2},
    ]


@pytest.mark.parametrize("width", [3, 400], ids=["by table", "by sorting"])
def test_combinations_are_those_numpy_finds(width):
    rng = np.random.default_rng(width)
    keys = rng.integers(-1, width, (3, 500)).astype(np.int16)
    expected, position = np.unique(keys, axis=1, return_inverse=True)
    columns, cell = cells_of(*keys)
    assert [column.tolist() for column in columns] == expected.tolist()
    assert cell.tolist() == position.reshape(-1).tolist()
