"""Parents against a closing: the logit by hand, and which way each part works."""

import numpy as np
import pytest

from sim.kernels.opposition import p_against, worst_of_families
from sim.kernels.ways import no_ways

WEIGHTS = np.array([-1.5, 0.6, 1.0, -1.0])


def chance(minutes: float, is_beyond: bool = False, is_offered: bool = False) -> float:
    return float(p_against(np.array([minutes]), np.array([is_beyond]), np.array([is_offered]), WEIGHTS)[0])


@pytest.mark.parametrize(
    ("case", "log_odds"),
    [((0.0,), -1.5), ((25.0,), 0.0), ((10.0, True), 0.1), ((10.0, True, True), -0.9), ((-30.0,), -1.5)],
)
def test_by_hand(case, log_odds):
    assert chance(*case) == pytest.approx(1 / (1 + np.exp(-log_odds)))


def test_distance_raises_opposition_and_what_is_offered_lowers_it():
    assert chance(0) < chance(10) < chance(20) < chance(20, True)
    assert chance(20, True, True) < chance(20, True)


def test_the_worst_that_happens_to_each_family_by_hand():
    """School 0 at 0 km gives up its grades to school 1 at 6 km; grade 7 is not taken and goes to school 2 at 12 km.

    On foot up to 2 km a kilometre takes 15 minutes; riding takes 2 minutes a kilometre after 5 minutes.
    """
    household, settlement = np.array([4, 2, 4, 2], np.int32), np.array([9, 9, 0, 9, 1], np.int32)
    children, grades = np.array([0, 1, 2, 3]), np.array([1, 7, 5, 6])
    places = np.array([0.0, 2.0]), np.zeros(2)  # family 2 lives at the school, family 4 on the way
    schools = np.array([0.0, 6.0, 12.0]), np.zeros(3)
    near = np.array([[0, 2], [0, 2]], np.int32)
    lists = near, near, np.array([[0.0, 30.0], [30.0, 25.0]]), np.array([[0.0, 31.0], [30.0, 25.0]])
    serves, county = np.ones((3, 9), bool), np.zeros(3, np.int16)
    taken = np.arange(1, 10) < 7
    limits = np.array([12.0] * 3 + [40.0] * 6)
    family, more, is_beyond, is_offered = worst_of_families(
        children, grades, household, settlement, places, schools, no_ways(), np.array([1.0, 2.0, 4.0, 30.0, 5.0]),
        lists, serves, county, 0, 1, taken, limits, 7,
    )  # fmt: skip
    assert family.tolist() == [2, 4]
    # family 2: 31 minutes to school 2 instead of none, its other child 17 to school 1; family 4 rides 13, not walks 30
    assert more.tolist() == pytest.approx([31.0, 0.0])
    assert is_beyond.tolist() == [False, True]  # 13 minutes in grade 1
    assert is_offered.tolist() == [True, False]
