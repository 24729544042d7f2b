"""Summaries of paired differences: the spread over runs and the mean with its interval."""

from __future__ import annotations

import numpy as np
from scipy.special import stdtrit

from sim.indicators.spread import spread

COVERAGE = 0.95


def summarise(differences: np.ndarray, draw: np.ndarray) -> dict[str, np.ndarray]:
    """Return spread, mean and interval of paired differences.

    Parameters
    ----------
    differences : float array (cells, pairs)
        Scenario minus base, of the same draw and seed.
    draw : int array (pairs,)
        The parameter draw of each pair.

    Returns
    -------
    dict of arrays (cells,)
        p10, p50, p90 : quantiles over all pairs (linear between order statistics); with fewer than
        `sim.indicators.spread.ENOUGH` pairs p10 and p90 are the smallest and the largest.
        mean, mean_lo95, mean_hi95 : mean of the draws' means, and its 95 % t interval.
        n_pairs : number of pairs.
    """
    p10, p50, p90 = spread(differences)
    mean, low, high = _mean_interval(_independent(differences, draw))
    return {
        "p10": p10,
        "p50": p50,
        "p90": p90,
        "mean": mean,
        "mean_lo95": low,
        "mean_hi95": high,
        "n_pairs": np.full(len(differences), differences.shape[1]),
    }


def _independent(differences: np.ndarray, draw: np.ndarray) -> np.ndarray:
    """Return the independent units (cells, units): means over seeds by draw; with one draw, its seeds.

    Seeds of one draw share their parameters: taken as units beside several draws they would make the interval too
    narrow.
    """
    draws = np.unique(draw)
    if len(draws) == 1:
        return differences
    return np.stack([differences[:, draw == one].mean(axis=1) for one in draws], axis=1)


def _mean_interval(units: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return mean and bounds of its t interval over units; one unit alone has no bounds (NaN)."""
    n_units = units.shape[1]
    mean = units.mean(axis=1)
    if n_units == 1:
        unknown = np.full(len(mean), np.nan)
        return mean, unknown, unknown.copy()
    quantile = stdtrit(n_units - 1, 0.5 + COVERAGE / 2)
    half = quantile * units.std(axis=1, ddof=1) / np.sqrt(n_units)
    return mean, mean - half, mean + half
