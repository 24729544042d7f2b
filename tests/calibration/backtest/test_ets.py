"""Exponential smoothing of school totals, by what it must do whatever its weights."""

import numpy as np
import pytest

from sim.calibration.backtest.ets import ets
from sim.calibration.backtest.history import Event
from tests.calibration.backtest.hand import NAN, history

FLAT = [[30, 20]] * 6
GROWING = [[10 + 5 * t, 20 + 5 * t] for t in range(6)]


def test_what_never_changes_stays():
    assert ets(history(FLAT), 3).expected == pytest.approx(np.array([[[30, 20]]] * 3))


def test_a_trend_goes_on_damped_and_grades_keep_their_shares():
    expected = ets(history(GROWING), 4).expected[:, 0]
    totals = expected.sum(axis=1)
    steps = np.diff([80, *totals])
    assert (steps > 0).all()
    assert (steps <= 10 + 1e-6).all()
    assert (np.diff(steps) < 0).all()
    assert expected[:, 0] / totals == pytest.approx(np.full(4, 35 / 80))


def test_a_school_of_few_years_stays_as_it_is():
    new = [[NAN, NAN]] * 3 + [[10, 10], [20, 10], [30, 20]]
    assert ets(history(GROWING, new), 2).expected[:, 1].tolist() == [[30, 20], [30, 20]]
    assert ets(history(new), 1).expected.tolist() == [[[30, 20]]]


def test_a_falling_school_never_goes_below_nobody_and_a_closed_one_stays_closed():
    falling = [[60 - 11 * t, 0] for t in range(6)]
    closed = [[30, 20]] * 5 + [[0, 0]]
    expected = ets(history(falling, closed, FLAT, events=(Event("C", 2007, ()),)), 6).expected
    assert (expected >= 0).all()
    assert (expected[:, 1] == 0).all()
    assert expected[0, 2].sum() == pytest.approx(50)
    assert (expected[1:, 2] == 0).all()
