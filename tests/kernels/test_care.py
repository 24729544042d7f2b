"""Which pupils are left behind and key cases, by hand and beside a plain twin, and how many a share of a group is."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.base.draws import decision, draws_for
from sim.kernels.care import (
    LEFT_BEHIND,
    NO_CASE,
    care_cases,
    family_risks,
    filing_turn,
    share_of_groups,
)
from sim.kernels.codes import DROPPED_OUT, ENROLLED

YEAR = 2019


def cases(child, family, case, lo, hi) -> None:
    """Set the cases of children lo to hi by their columns and those of their families; who is a case is found."""
    risks = np.full(len(family[0]), 99, np.uint8)
    family_risks(*family, risks)
    found = np.empty(hi - lo + 1, np.int64)
    n = care_cases(*child, risks, YEAR, case, found, lo, hi)
    assert found[:n].tolist() == [row for row in range(lo, hi) if case[row] != NO_CASE]


def case_of(status=ENROLLED, grade=3, born=2011, month=3, rural=1, away=1, poor=0) -> int:
    """Return the case of a pupil of 8 in grade 3, of age for it, with one parent away, unless told otherwise."""
    case = np.full(1, 99, np.uint8)
    child = (np.array([value]) for value in (status, grade, 0, born, month))
    family = [np.array([value], np.uint8) for value in (rural, away, poor)]
    cases(child, family, case, 0, 1)
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


def test_cases_stand_in_order_whatever_the_blocks():
    """2,000 children, every family another, some hundred neighbours not at school."""
    make, n = np.random.default_rng(8), 2_000
    status = make.choice([ENROLLED, DROPPED_OUT], n)
    status[400:1_100] = DROPPED_OUT
    grade, born, month = make.integers(1, 10, n), make.integers(2003, 2014, n), make.integers(1, 13, n)
    rural, away, poor = (make.integers(0, most, n).astype(np.uint8) for most in (2, 3, 2))
    case = np.full(n, 99, np.uint8)
    cases((status, grade, np.arange(n), born, month), (rural, away, poor), case, 5, n)
    is_case = (status == ENROLLED) & (rural > 0) & (away > 0)
    key = (away == 2).astype(int) + poor + (YEAR - born - (month > 8) - 5 > grade)
    assert case[5:].tolist() == np.where(is_case, LEFT_BEHIND + key, NO_CASE)[5:].tolist()
    assert (case[:5] == 99).all()


def test_only_its_part_of_the_children_is_written():
    case = np.full(4, 99, np.uint8)
    ones = np.ones(4, np.int64)
    child = (ones * ENROLLED, ones * 3, np.arange(4), ones * 2011, ones)
    cases(child, (ones, ones, 0 * ones), case, 1, 3)
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


def test_who_comes_on_file_first_has_a_parent_away_for_longer():
    """Three pupils of two families and two schools; the parent of the second family went this year."""
    rows, key = np.array([0, 2, 3]), decision("test.filed")
    school, household = np.array([0, 0, 1, 0], np.int16), np.array([0, 0, 1, 0], np.int32)
    uid, county = np.array([5, 6, 7, 8], np.uint64), np.array([1, 0], np.int16)
    where, score = filing_turn(
        rows, school, household, uid, county, np.array([2015, YEAR], np.int16), YEAR, key
    )
    assert where.tolist() == [1, 0, 1]
    assert score.tolist() == (draws_for(0, key, 0, uid[rows]) + [0, 1, 0]).tolist()
