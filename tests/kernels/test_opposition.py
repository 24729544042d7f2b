"""Parents against a closing: the logit by hand, and which way each part works."""

import numpy as np
import pytest

from sim.kernels.opposition import p_against

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
