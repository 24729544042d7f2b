"""Quantiles and CRPS of forecasts that are given as equally likely values."""

from __future__ import annotations

import numpy as np

PROBABILITIES = (0.025, 0.10, 0.25, 0.50, 0.75, 0.90, 0.975)
QUANTILES = ("p2_5", "p10", "p25", "p50", "p75", "p90", "p97_5")


def quantiles(values: np.ndarray) -> np.ndarray:
    """Return quantiles (len(PROBABILITIES), ...) over the first axis of sorted values, linear between them."""
    place = np.array(PROBABILITIES) * (len(values) - 1)
    low = np.floor(place).astype(int)
    high = np.minimum(low + 1, len(values) - 1)
    part = (place - low).reshape(-1, *[1] * (values.ndim - 1))
    return values[low] * (1 - part) + values[high] * part


def crps_of_sample(values: np.ndarray, actual: np.ndarray) -> np.ndarray:
    """Return the CRPS (U,) of forecasts of which a sample is given, by the fair estimator.

    mean |x - a| less half the mean distance of two different members: what the distribution behind the sample scores,
    however many members are drawn (Ferro 2014, "Fair scores for ensemble forecasts", doi:10.1002/qj.2270).

    Parameters
    ----------
    values : float array (R, U)
        Sorted over the first axis; R at least 2.
    actual : float array (U,)
    """
    n = len(values)
    return np.abs(values - actual).mean(axis=0) - _distance(values) / (n * (n - 1))


def crps_of_ratios(ratios: np.ndarray, forecast: np.ndarray, actual: np.ndarray) -> np.ndarray:
    """Return the CRPS (U,) of forecasts times equally likely ratios, which are the whole distribution, not a sample.

    Parameters
    ----------
    ratios : float array (R,)
        Sorted.
    forecast, actual : float arrays (U,)
    """
    n = len(ratios)
    sums = np.concatenate([[0.0], np.cumsum(ratios)])
    at = np.divide(actual, forecast, out=np.zeros(len(actual)), where=forecast > 0)
    below = np.searchsorted(ratios, at)
    off = (at * (2 * below - n) + sums[-1] - 2 * sums[below]) / n
    spread = _distance(ratios) / n**2
    return np.where(forecast > 0, forecast * (off - spread), np.abs(actual))


def _distance(values: np.ndarray) -> np.ndarray:
    """Return the sum of distances over all pairs of sorted values, each pair once."""
    n = len(values)
    weights = 2.0 * np.arange(n) - n + 1
    return np.tensordot(weights, values, axes=1)
