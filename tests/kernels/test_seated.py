"""Counts of where pupils sit, beside the same counted child by child in Python."""

import numpy as np

from sim.kernels.codes import ENROLLED, WAITING
from sim.kernels.seated import count_seated, count_wrong_roll


def test_pupils_are_counted_where_they_sit_and_who_sits_nowhere_is_astray():
    """Two sit in grade 1 of school 0, one in grade 9 of school 1; three sit nowhere."""
    status = np.array([ENROLLED, ENROLLED, ENROLLED, ENROLLED, ENROLLED, ENROLLED, WAITING], np.uint8)
    school = np.array([0, 0, 1, -1, 1, 2, 0], np.int32)
    grade = np.array([1, 1, 9, 3, 0, 3, 1], np.uint8)
    counts, astray = np.zeros((2, 9), np.int64), np.zeros(1, np.int64)
    for lo, hi in ((0, 4), (4, 7)):
        count_seated(status, school, grade, (counts, astray), lo, hi)
    assert astray[0] == 3
    assert (counts[0, 0], counts[1, 8], counts.sum()) == (2, 1, 3)


def test_a_roll_is_wrong_where_it_is_elsewhere_and_not_behind_or_behind_and_not_elsewhere():
    status = np.array([ENROLLED, ENROLLED, ENROLLED, ENROLLED, WAITING, WAITING], np.uint8)
    school = np.array([0, 0, 0, 0, 0, 0], np.int32)
    register_school = np.array([0, 1, 1, 0, -1, 0], np.int32)
    years_behind = np.array([0, 2, 0, 1, 0, 0], np.uint8)
    assert count_wrong_roll(status, school, register_school, years_behind) == 3
