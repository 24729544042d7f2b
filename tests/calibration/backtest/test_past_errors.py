"""Intervals from past errors, on one school and on many."""

import numpy as np
import pytest

from sim.calibration.backtest import past_errors as module
from sim.calibration.backtest.history import Forecast
from sim.calibration.backtest.past_errors import Errors, PastErrors, past_errors
from sim.calibration.backtest.rivals import naive
from tests.calibration.backtest.hand import history


def test_errors_are_those_of_earlier_origins_within_the_history():
    known = past_errors(naive, history([[100, 0], [110, 0], [121, 0], [120, 0]])).errors
    assert {lead for level, lead in known if level == "school"} == {1, 2}
    assert known["school", 1].forecast.tolist() == [110, 121]
    assert known["school", 1].ratio == pytest.approx([121 / 110, 120 / 121])
    assert known["school", 2].ratio == pytest.approx([120 / 110])


def test_each_lead_has_the_errors_of_its_own_year():
    def doubling(known, leads):
        return Forecast(known.pupils[None, :, -1] * 2.0 ** np.arange(1, leads + 1)[:, None, None])

    known = past_errors(doubling, history([[50, 0], [100, 0], [200, 0], [400, 0], [800, 0]])).errors
    for lead in (1, 2, 3):
        assert known["school", lead].ratio == pytest.approx(np.ones(4 - lead))


def test_few_errors_make_a_normal_distribution_that_widens_with_the_root_of_the_lead():
    past = past_errors(naive, history([[100, 0], [110, 0], [121, 0]]))  # one error known, 10 % at one year
    for lead in (1, 4):
        ((places, ratios),) = past.groups("system", lead, np.array([500.0]))
        assert places.tolist() == [0]
        logs = np.log(ratios)
        assert logs.mean() == pytest.approx(0, abs=1e-9)
        assert logs.std() == pytest.approx(np.log(1.1) * np.sqrt(lead), rel=0.02)


def test_small_and_large_units_have_their_own_errors(monkeypatch):
    monkeypatch.setattr(module, "PER_GROUP", 20)
    sizes = np.concatenate([np.full(20, 30.0), np.full(20, 400.0)])
    ratios = np.concatenate([np.linspace(0.5, 1.5, 20), np.linspace(0.9, 1.1, 20)])
    past = PastErrors({("school", 1): Errors(sizes, ratios)})
    small, large = past.groups("school", 1, np.array([500.0, 20.0, 30.0]))
    assert small[0].tolist() == [1, 2]
    assert small[1].tolist() == sorted(ratios[:20])
    assert large[0].tolist() == [0]
    assert large[1].tolist() == sorted(ratios[20:])


def test_units_all_of_one_size_make_one_group(monkeypatch):
    monkeypatch.setattr(module, "PER_GROUP", 10)
    past = PastErrors({("school", 1): Errors(np.full(40, 25.0), np.linspace(0.8, 1.2, 40))})
    ((places, ratios),) = past.groups("school", 1, np.array([1.0, 25.0, 900.0]))
    assert places.tolist() == [0, 1, 2]
    assert len(ratios) == 40


def test_the_nearest_shorter_lead_stands_in_and_is_stretched():
    ratios = np.exp(np.linspace(-0.2, 0.2, 40))
    past = PastErrors(
        {
            ("school", 1): Errors(np.full(40, 25.0), ratios * 9),
            ("school", 2): Errors(np.full(40, 25.0), ratios),
        }
    )
    ((_, stretched),) = past.groups("school", 8, np.array([25.0]))
    assert np.log(stretched) == pytest.approx(np.linspace(-0.4, 0.4, 40))


def test_a_level_without_errors_has_no_groups():
    assert PastErrors({}).groups("school", 1, np.array([1.0])) == []
