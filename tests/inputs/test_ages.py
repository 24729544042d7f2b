"""Age groups become single ages: every group ties, and no step stands where two groups meet."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from sim.inputs.synthesis.population import smooth_ages

FIVES = np.array([*range(0, 95, 5), 95]), np.array([*range(4, 95, 5), 100])


@given(st.lists(st.integers(0, 5000), min_size=20, max_size=20))
def test_every_group_ties(counts):
    low, high = FIVES
    single = smooth_ages(low, high, np.array(counts))
    assert [single[a : b + 1].sum() for a, b in zip(low, high, strict=True)] == counts
    assert (single >= 0).all()


def test_a_straight_line_stays_a_straight_line():
    """Groups of a pyramid that falls by 10 persons an age: single ages are met within the rounding of the curve."""
    line = 2000 - 10 * np.arange(101)
    low, high = FIVES
    single = smooth_ages(low, high, np.array([line[a : b + 1].sum() for a, b in zip(low, high, strict=True)]))
    assert np.abs(single[5:90] - line[5:90]).max() <= 2
    assert (np.diff(single[5:90]) < 0).all()


def test_single_ages_are_left_alone():
    counts = np.arange(101) * 7 % 50
    assert smooth_ages(np.arange(101), np.arange(101), counts).tolist() == counts.tolist()


def test_one_group_of_all_ages():
    single = smooth_ages(np.array([0]), np.array([100]), np.array([1000]))
    assert single.sum() == 1000
    assert (np.diff(single) <= 0).all()
