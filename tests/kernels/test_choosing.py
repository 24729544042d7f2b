"""So many of each group, in order."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.kernels.choosing import first_of_groups


@pytest.mark.parametrize(
    ("group", "score", "wanted", "chosen"),
    [
        ([0, 0, 0], [3.0, 1.0, 2.0], [2], [1, 2]),
        ([1, 0, 1, 0], [0.1, 0.2, 0.0, 0.1], [1, 1], [2, 3]),
        ([0, 0], [1.0, 1.0], [1], [0]),  # equal scores: the earlier
        ([2, 2], [1.0, 2.0], [5, 5, 5], [0, 1]),  # no more than there are
        ([0, 0], [1.0, 2.0], [0], []),
        ([], [], [3], []),
    ],
)
def test_by_hand(group, score, wanted, chosen):
    found = first_of_groups(np.array(group, np.int64), np.array(score), np.array(wanted))
    assert np.flatnonzero(found).tolist() == chosen


ENTRY = st.tuples(st.integers(0, 3), st.floats(-5, 5))


@given(st.lists(ENTRY, max_size=30), st.lists(st.integers(0, 8), min_size=4, max_size=4))
def test_counts_and_order(entries, wanted):
    group = np.array([g for g, _ in entries], np.int64)
    score = np.array([x for _, x in entries])
    found = first_of_groups(group, score, np.array(wanted))
    for one in range(4):
        mine = group == one
        assert found[mine].sum() == min(wanted[one], mine.sum())
        if found[mine].any() and not found[mine].all():
            assert score[mine & found].max() <= score[mine & ~found].min()
