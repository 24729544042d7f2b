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


ENTRY = st.tuples(st.integers(0, 3), st.one_of(st.sampled_from([0.0, -0.0, 1.0, 2.0]), st.floats(-5, 5)))


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


@given(st.lists(ENTRY, max_size=40), st.lists(st.integers(0, 8), min_size=4, max_size=4))
def test_the_chosen_are_the_first_of_a_sorted_list(entries, wanted):
    """Sorted by score and, on equal scores, by place: Python's sort keeps the order of equals."""
    group, score = np.array([g for g, _ in entries], np.int64), np.array([x for _, x in entries])
    expected = set()
    for one in range(4):
        expected |= set(
            sorted((k for k, (g, _) in enumerate(entries) if g == one), key=lambda k: score[k])[: wanted[one]]
        )
    assert set(np.flatnonzero(first_of_groups(group, score, np.array(wanted))).tolist()) == expected


@pytest.mark.parametrize("n", [33, 500, 5000])
@pytest.mark.parametrize("spread", [5e-324, 1e-9, 1.0, 1e6])
def test_of_many_the_lowest_are_chosen_whatever_their_spread(n, spread):
    luck = np.random.default_rng(n)
    many_equals = np.where(luck.random(n) < 0.3, 7.0 * spread, np.floor(luck.random(n) * 300) * spread)
    for score in (
        luck.random(n) * spread - 3 * (luck.random(n) < 0.5),
        many_equals,
        luck.exponential(spread, n) ** 9,
    ):
        for wanted in (1, n // 3, n - 1):
            found = first_of_groups(np.zeros(n, np.int64), score, np.array([wanted]))
            assert np.flatnonzero(found).tolist() == sorted(
                np.argsort(score, kind="stable")[:wanted].tolist()
            )
