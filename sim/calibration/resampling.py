"""Resampling of schools by keyed draws: how often each stands in a bootstrap sample."""

from __future__ import annotations

from collections.abc import Sequence
from math import exp, factorial

import numpy as np

from sim.base.draws import decision, number_of, uniforms

_RESAMPLED = decision("backtest.resampled")
_POISSON = np.cumsum([exp(-1) / factorial(times) for times in range(12)])  # more often: once in 10**9 draws


def resample_counts(names: Sequence[str], seed: int, times: int) -> np.ndarray:
    """Return how often each unit stands in each resampling, float array (times, units).

    As often as a draw of its own says, Poisson with mean 1 (Hanley & MacGibbon 2006, Computer Methods and Programs in
    Biomedicine 83), so that a unit's luck does not depend on which others there are.
    """
    uid = np.array([number_of(name, 8) for name in names], np.uint64)
    drawn = np.empty((times, len(names)))
    for resample in range(times):
        uniforms(seed, _RESAMPLED, 0, uid, resample, drawn[resample], 0, len(names))
    return np.searchsorted(_POISSON, drawn, side="right").astype(float)
