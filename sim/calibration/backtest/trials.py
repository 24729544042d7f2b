"""What the forecasts of earlier origins teach: how wide the scatter must be."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from sim.calibration.backtest.history import History
from sim.kernels.cohort_regression import NORMAL_80, robust_scale

TRIALS = 3  # earlier origins tried
LEAST_YEARS = 3  # known at the earliest of them
LEAST_PUPILS = 20  # of a school at the target; smaller ones are not judged
WIDTHS = 0.8, 1.5  # bounds of the width (assumption)
PRIOR_JUDGED = 30  # schools judged whose weight a width of 1 has (assumption)


def width_of(history: History, forecast: Callable[[History], np.ndarray]) -> float:
    """Return by what factor schools were missed a year ahead at earlier origins, beyond the scatter foreseen there.

    The scatter is fitted to the cells of the known years; rates, trends and effects that turn out otherwise come on
    top. All of it was known at the last year of the history, so this is a bureau's own experience. The fewer schools
    there are, the more the factor is pulled to 1.

    Parameters
    ----------
    history : History
    forecast : function
        From a shorter history to futures of its next year, (R, S, K).
    """
    missed = []
    for origin in history.years[-1 - TRIALS : -1]:
        known = history.until(int(origin))
        later = history.pupils[:, len(known.years)]
        if len(known.years) < LEAST_YEARS or np.isnan(later).all():
            continue
        futures = forecast(known).sum(-1)
        actual, last = np.nansum(later, axis=1), np.nansum(known.pupils[:, -1], axis=1)
        judged = (last > 0) & (actual >= LEAST_PUPILS) & (futures.std(0) > 0)
        if judged.any():
            missed.append((actual - np.median(futures, 0))[judged] / _scale(futures[:, judged]))
    n = sum(map(len, missed))
    if n < 2:
        return 1.0
    seen = robust_scale(np.concatenate(missed)) ** 2
    return float(np.sqrt((n * seen + PRIOR_JUDGED) / (n + PRIOR_JUDGED)).clip(*WIDTHS))


def _scale(futures: np.ndarray) -> np.ndarray:
    low, high = np.quantile(futures, [0.1, 0.9], axis=0)
    return np.maximum(high - low, 1.0) / NORMAL_80
