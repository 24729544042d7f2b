"""Which pupils are left behind and key cases, by hand and beside a plain twin, and how many a share of a group is."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.kernels.care import LEFT_BEHIND, NO_CASE, care_cases, share_of_groups
from sim.kernels.codes import DROPPED_OUT, ENROLLED

YEAR = 2019


def case_of(status=ENROLLED, grade=3, born=2011, month=3, rural=1, away=1, poor=0) -> int:
    """Return the case of a pupil of 8 in grade 3, of age for it, with one parent away, unless told otherwise."""
    case = np.full(1, 99, np.uint8)
    child = (np.array([value]) for value in (status, grade, 0, born, month))
    family = (np.array([value], np.uint8) for value in (rural, away, poor))
    care_cases(*child, *family, YEAR, case, 0, 1)
    return int(case[0])


@pytest.mark.parametrize(
    ("told", "case"),
    [
        ({}, LEFT_BEHIND), ({"away": 0}, NO_CASE), ({"rural": 0}, NO_CASE), ({"status": DROPPED_OUT}, NO_CASE),
        ({"away": 0, "poor": 1}, NO_CASE), ({"away": 2}, 2), ({"poor": 1}, 2), ({"born": 2010}, 2),
        ({"born": 2010, "month": 9}, LEFT_BEHIND), ({"born": 2009}, 2), ({"away": 2, "poor": 1}, 3),
        ({"away": 2, "poor": 1, "born": 2010}, 4),
    ],
    ids=str,
)  # fmt: skip
def test_a_case_is_left_behind_and_the_risks_add_up(told, case):
    assert case_of(**told) == case


def test_only_its_part_of_the_children_is_written():
    case = np.full(4, 99, np.uint8)
    ones = np.ones(4, np.int64)
    care_cases(
        ones * ENROLLED, ones * 3, np.arange(4), ones * 2011, ones, ones, ones, 0 * ones, YEAR, case, 1, 3
    )
    assert case.tolist() == [99, LEFT_BEHIND, LEFT_BEHIND, 99]


def test_a_share_of_each_group_to_the_nearest_whole():
    group = np.repeat([0, 1, 3], [7, 10, 1])
    assert share_of_groups(group, np.array([0.5, 0.34, 1.0, 0.49])).tolist() == [4, 3, 0, 0]


@given(st.lists(st.integers(0, 3), max_size=40), st.lists(st.floats(0, 1), min_size=4, max_size=4))
def test_a_share_is_met_within_half_a_pupil_and_never_beyond_the_group(groups, shares):
    group, share = np.array(groups, np.int64), np.array(shares)
    members = np.bincount(group, minlength=4)
    wanted = share_of_groups(group, share)
    assert (np.abs(wanted - share * members) <= 0.5 + 1e-9).all()
    assert ((wanted >= 0) & (wanted <= members)).all()
    assert (share_of_groups(group, np.ones(4)) == members).all()
