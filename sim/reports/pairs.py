"""Summaries of paired differences: the spread over runs and the mean with its interval."""

from __future__ import annotations

import numpy as np
from scipy.special import stdtrit

from sim.indicators.spread import spread

COVERAGE = 0.95
SUMMARY = ("p10", "p50", "p90", "mean", "mean_lo95", "mean_hi95")


def summarise(differences: np.ndarray, draw: np.ndarray) -> dict[str, np.ndarray]:
    """Return spread, mean and interval of paired differences.

    Parameters
    ----------
    differences : float array (cells, pairs)
        Scenario minus base, of the same draw and seed; NaN where one of them is not defined: no pair of that cell.
    draw : int array (pairs,)
        The parameter draw of each pair.

    Returns
    -------
    dict of arrays (cells,)
        p10, p50, p90 : quantiles over all pairs (linear between order statistics); with fewer than
        `sim.indicators.spread.ENOUGH` pairs p10 and p90 are the smallest and the largest.
        mean, mean_lo95, mean_hi95 : mean of the draws' means, and its 95 % t interval.
        n_pairs : number of pairs; a cell without any has NaN in all others.
    """
    is_pair = np.isfinite(differences)
    out = np.full((len(SUMMARY), len(differences)), np.nan)
    patterns, which = np.unique(is_pair, axis=0, return_inverse=True)
    for k, pairs in enumerate(patterns):
        if pairs.any():  # cells with the same pairs are summarised at once
            mine = which == k
            inside = differences[np.ix_(mine, pairs)]
            out[:, mine] = [*spread(inside), *_mean_interval(_independent(inside, draw[pairs]))]
    return {**dict(zip(SUMMARY, out, strict=True)), "n_pairs": is_pair.sum(axis=1)}


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
