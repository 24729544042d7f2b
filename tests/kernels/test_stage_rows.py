"""Figures of schools by stage, against plain sums and by hand."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from sim.kernels.stage_rows import part_of_stage, split_by_stage, sum_by_stage

ROW, STAGE = np.array([0, 2, 1, 2]), np.array([0, 0, 1, 1])  # school 2 teaches both stages
BOTH = np.array([False, False, True])


@given(st.integers(0, 9), st.integers(0, 2**31))
def test_sums(last_young, seed):
    rng = np.random.default_rng(seed)
    pupils, classes, boarders = (rng.integers(0, 50, (3, 9)) for _ in range(3))
    out = np.zeros((4, len(ROW)), np.int64)
    sum_by_stage(pupils, classes, boarders, last_young, ROW, STAGE, out)
    young = boarders * (np.arange(1, 10) <= last_young)
    for j, (school, stage) in enumerate(zip(ROW, STAGE, strict=True)):
        grades = slice(6, 9) if stage else slice(0, 6)
        expected = [values[school, grades].sum() for values in (pupils, classes, boarders, young)]
        assert out[:, j].tolist() == expected


def test_a_total_is_split_by_weight_by_hand():
    """Of 7 two thirds are 4.67, so 5 and 2; of 5 without any weight 2.5, rounded to 2, and 3; others keep all."""
    total = np.array([[3.0, 4.0, 7.0], [3.0, 4.0, 5.0]])
    weight = np.array([[1.0, 2.0, 9.0, 1.0], [0.0, 0.0, 0.0, 0.0]])
    out = np.zeros((2, 4), np.int64)
    split_by_stage(total, weight, ROW, STAGE, BOTH, out)
    assert out.tolist() == [[3, 5, 4, 2], [3, 2, 4, 3]]


def test_the_part_of_a_stage_by_hand():
    """School 2 has 30 primary and 10 junior pupils of 2 and 6 units each: 60 of 120 are told with each.

    Without pupils its grades 5-8 stand for them, two of each stage: 4 of 16; of what nobody needs all.
    """
    norms = np.zeros((3, 2, 2))
    norms[:, 0, 0], norms[:, 1, 0] = 2.0, 6.0
    pupils, low, high = np.zeros((3, 9), np.int64), np.array([1, 7, 5]), np.array([6, 9, 8])
    pupils[2, [0, 8]] = 30, 10
    out = np.empty((4, 2))
    part_of_stage(pupils, low, high, norms, ROW, STAGE, out)
    assert out.tolist() == [[1.0, 1.0], [0.5, 1.0], [1.0, 1.0], [0.5, 1.0]]
    part_of_stage(np.zeros((3, 9), np.int64), low, high, norms, ROW, STAGE, out)
    assert out[[1, 3], 0].tolist() == [0.25, 0.75]
