"""Exponential smoothing with a damped additive trend of each school's total, by statsmodels."""

from __future__ import annotations

import warnings

import numpy as np
from statsmodels.tools.sm_exceptions import ConvergenceWarning
from statsmodels.tsa.holtwinters import ExponentialSmoothing

from sim.calibration.backtest.history import Forecast, History
from sim.calibration.backtest.known import last_known, taught_later

SHORTEST = 4  # years of a series; assumption: a trend smoothed over fewer says nothing
FITTED = 60  # schools that weights are fitted to; enough for a median (measured: 0.25 s)
_WEIGHTS = ("smoothing_level", "smoothing_trend", "damping_trend")


def ets(history: History, leads: int) -> Forecast:
    """Return each school's total by exponential smoothing, shared out to grades as in the last year.

    Three weights hold for the whole system: the medians of those that the library fits to `FITTED` schools, evenly
    spaced by size. Fitted to each school, five to eight numbers a school, weights run to their bounds and cost
    accuracy, and minutes. The level starts at the first year in which the school has pupils, the trend at 0. A
    school of fewer than `SHORTEST` years stays as it is, as `naive`. A missing cell is as it was last known. Totals are
    never below 0; the system is the sum of its schools.
    """
    last = last_known(history.pupils)
    now = last.sum(axis=1)
    series = _series(history, now)
    totals = np.repeat(now[None], leads, axis=0)
    with warnings.catch_warnings(), np.errstate(divide="ignore", invalid="ignore"):
        # the library complains of weights at their bounds, and of the AIC of a series that never changes
        warnings.simplefilter("ignore", ConvergenceWarning)
        weights = _weights(sorted(series.values(), key=lambda values: values[-1])) if series else {}
        for school, values in series.items():
            totals[:, school] = _smoothing(values).fit(optimized=False, **weights).forecast(leads)
    growth = np.divide(np.maximum(totals, 0.0), now, out=np.zeros_like(totals), where=now > 0)
    return Forecast(np.where(taught_later(history, leads, last > 0), growth[:, :, None] * last, 0.0))


def _series(history: History, now: np.ndarray) -> dict[int, np.ndarray]:
    """Return the totals by year of schools with pupils and years enough, from the first year with pupils on."""
    by_year = np.array(
        [last_known(history.pupils[:, : t + 1]).sum(axis=1) for t in range(len(history.years))]
    )
    every = {
        int(school): by_year[np.argmax(by_year[:, school] > 0) :, school]
        for school in np.flatnonzero(now > 0)
    }
    return {school: values for school, values in every.items() if len(values) >= SHORTEST}


def _weights(series: list[np.ndarray]) -> dict[str, float]:
    """Return the median weights of some of the series, which are ordered by size."""
    some = [series[i] for i in np.unique(np.linspace(0, len(series) - 1, FITTED).round().astype(int))]
    fitted = [_smoothing(values).fit().params for values in some]
    level, trend, damping = (float(np.median([params[name] for params in fitted])) for name in _WEIGHTS)
    return dict(zip(_WEIGHTS, (level, min(level, trend), damping), strict=True))


def _smoothing(values: np.ndarray) -> ExponentialSmoothing:
    return ExponentialSmoothing(
        values,
        trend="add",
        damped_trend=True,
        initialization_method="known",
        initial_level=values[0],
        initial_trend=0.0,
    )
