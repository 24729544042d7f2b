"""Quantiles and CRPS beside the plain sums they stand for."""

import numpy as np
import pytest

from sim.calibration.backtest.ensemble import PROBABILITIES, crps_of_ratios, crps_of_sample, quantiles


def test_quantiles_are_linear_between_order_statistics():
    values = np.sort(np.random.default_rng(1).gamma(2, 30, (37, 5)), axis=0)
    assert quantiles(values) == pytest.approx(np.quantile(values, PROBABILITIES, axis=0))


def test_crps_of_a_sample_by_hand():
    # members 1, 2, 4, actual 2: mean distance (1 + 0 + 2) / 3, of two different members (1 + 3 + 2) / 3
    assert crps_of_sample(np.array([[1.0], [2.0], [4.0]]), np.array([2.0])) == pytest.approx([1 - 0.5 * 2])


def test_crps_of_a_sample_does_not_depend_on_its_size_on_average():
    draws = np.random.default_rng(2).normal(size=(20, 40_000))
    actual = np.zeros(40_000)
    few = crps_of_sample(np.sort(draws[:4], axis=0), actual).mean()
    many = crps_of_sample(np.sort(draws, axis=0), actual).mean()
    exact = np.sqrt(2 / np.pi) - 1 / np.sqrt(np.pi)  # of a standard normal at 0
    assert few == pytest.approx(exact, abs=0.01)
    assert many == pytest.approx(exact, abs=0.01)


@pytest.mark.parametrize("actual", [0.0, 3.0, 60.0, 1000.0])
def test_crps_of_ratios_is_that_of_the_distribution_they_are(actual):
    ratios = np.array([0.0, 0.5, 1.0, 1.5])
    values = 50 * ratios
    plain = np.abs(values - actual).mean() - np.abs(values[:, None] - values).mean() / 2
    assert crps_of_ratios(ratios, np.array([50.0]), np.array([actual])) == pytest.approx([plain])


def test_crps_of_a_forecast_of_nobody_is_the_error():
    assert crps_of_ratios(np.array([0.5, 1.0]), np.array([0.0]), np.array([7.0])).tolist() == [7]
