"""Units are taken one by one where most is left."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from sim.kernels.filling import largest_first, matched, ordinals_of


def test_by_hand():
    amount, km = np.array([3, 1, 3, -2]), np.array([9.0, 1.0, 2.0, 0.0])
    # 3 at both: the nearer; 3 at place 0; 2 at 2; 2 at 0; then 1 at 1 (1 km), 1 at 2, 1 at 0
    assert largest_first(amount, 5, km).tolist() == [2, 0, 2, 0, 1]
    assert largest_first(amount, 99, km).tolist() == [2, 0, 2, 0, 1, 2, 0]
    assert largest_first(amount, 0).tolist() == []
    assert largest_first(np.zeros(0, np.int64), 4).tolist() == []


def test_matched_within_groups_by_hand():
    """Group 0: place 0 has 3 over, places 1 and 2 lack 2 and 1; group 1: place 3 has 1 over, 4 lacks 4."""
    surplus, short = np.array([3, -2, -1, 1, -4, 5]), np.array([-3, 2, 1, -1, 4, -5])
    group = np.array([0, 0, 0, 1, 1, 2])
    giver, receiver, lacked = matched(surplus, short, group, np.arange(6))
    assert giver.tolist() == [0, 0, 0, 3]
    assert receiver.tolist() == [1, 1, 2, 4]
    assert lacked.tolist() == [2, 1, 1, 4]


AMOUNTS = st.lists(st.tuples(st.integers(-3, 9), st.integers(0, 4)), min_size=1, max_size=9)


@given(AMOUNTS, st.integers(0, 40))
def test_as_one_who_takes_them_one_by_one(places, n):
    amount, tie = (np.array(column) for column in zip(*places, strict=True))
    left, expected = amount.tolist(), []
    for _ in range(n):
        best = min(range(len(left)), key=lambda k: (-left[k], tie[k], k))
        if left[best] <= 0:
            break
        expected.append(best)
        left[best] -= 1
    assert largest_first(amount, n, tie).tolist() == expected


@given(st.lists(st.tuples(st.integers(-9, 9), st.integers(0, 2)), min_size=1, max_size=12))
def test_each_group_gives_and_gets_what_it_can(places):
    amount, group = (np.array(column) for column in zip(*places, strict=True))
    giver, receiver, _ = matched(amount, -amount, group, np.arange(len(amount)))
    assert (group[giver] == group[receiver]).all()
    given_, got = (np.bincount(rows, minlength=len(amount)) for rows in (giver, receiver))
    assert (given_ <= np.maximum(amount, 0)).all()
    assert (got <= np.maximum(-amount, 0)).all()
    for one in np.unique(group):
        mine = amount[group == one]
        assert got[group == one].sum() == min(mine[mine > 0].sum(), -mine[mine < 0].sum())


def test_ordinals_count_equal_keys_before():
    assert ordinals_of(np.array([5, 2, 5, 5, 2])).tolist() == [0, 0, 1, 2, 1]
    assert ordinals_of(np.zeros(0, np.int64)).tolist() == []
