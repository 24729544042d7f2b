"""Counts of places as rows of groups, against a plain sum."""

import numpy as np

from sim.kernels.age_rows import rows_by_group


def test_places_of_a_group_are_added_and_empty_cells_left_out():
    stocks, flows = np.zeros((1, 3, 4, 2), np.int64), np.zeros((2, 3, 4, 2), np.int32)
    stocks[0, 0, 1, 0], stocks[0, 2, 1, 0], stocks[0, 1, 3, 1] = 5, 7, 2
    flows[1, 2, 0, 1] = 3
    group, age, sex, values = rows_by_group(np.array([4, 9, 4]), (stocks[0],), flows)
    assert group.tolist() == [4, 4, 9]
    assert age.tolist() == [0, 1, 3]
    assert sex.tolist() == [1, 0, 1]
    assert values.tolist() == [[0, 12, 2], [0, 0, 0], [3, 0, 0]]


def test_rows_hold_all_that_is_counted():
    rng = np.random.default_rng(2)
    group, counts = rng.integers(0, 5, 12), rng.integers(0, 2, (3, 12, 6, 2))
    found, age, sex, values = rows_by_group(group, (counts[0],), counts[1:].astype(np.int32))
    plain = np.zeros((3, 5, 6, 2), np.int64)
    np.add.at(plain, (slice(None), group), counts)
    assert (values == plain[:, found, age, sex]).all()
    assert values.sum() == counts.sum()
    assert len(found) == plain.any(axis=0).sum()
