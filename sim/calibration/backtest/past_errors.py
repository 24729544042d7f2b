"""Intervals of a method from its own past errors: what was actual over what was forecast, at earlier origins.

Nothing is used but the history known at the origin. At each level errors at the lead asked for are pooled over origins
with at least one transition before them and over units of similar size: up to `GROUPS` groups by forecast, each of
about `PER_GROUP` errors or more. Where none is known at that lead, the log-errors of the nearest shorter lead stand in,
times the square root of the ratio of leads, as of a random walk. Fewer than `FEW` errors, as at system level, are too
few to read a distribution from: those of all leads are brought to the lead asked for in the same way, and make a normal
distribution of the log-error around 0, whose standard deviation is their root mean square.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import product

import numpy as np
from scipy.special import ndtri

from sim.calibration.backtest.history import History, Method
from sim.calibration.backtest.units import units_at

GROUPS = 10  # by size; measured: CRPS is 2 % lower than in thirds on a large table, the same on a small one
PER_GROUP = 150  # errors; assumption: four beyond P2.5 and four beyond P97.5
FEW = 30  # errors; assumption: below, the tails of a sample say nothing of P2.5 and P97.5
_NORMAL = ndtri((np.arange(199) + 0.5) / 199)  # 199 equally likely values of a standard normal


@dataclass(frozen=True)
class Errors:
    """Forecasts of one level and lead made in the past, and actual over forecast; each float array (N,)."""

    forecast: np.ndarray
    ratio: np.ndarray


@dataclass(frozen=True)
class PastErrors:
    """Errors known at an origin by level and lead, in years."""

    errors: Mapping[tuple[str, int], Errors]

    def groups(self, level: str, lead: int, forecast: np.ndarray) -> list[tuple[np.ndarray, np.ndarray]]:
        """Return units that share their past errors: their places, and the sorted ratios of actual to forecast.

        Nothing where no error of the level is known.
        """
        leads = sorted(known for at, known in self.errors if at == level)
        if not leads:
            return []
        nearest = max((known for known in leads if known <= lead), default=leads[0])
        errors = self.errors[level, nearest]
        if len(errors.ratio) < FEW:
            return [(np.arange(len(forecast)), self._normal(level, leads, lead))]
        cuts = _cuts(errors.forecast)
        of_errors, of_units = np.searchsorted(cuts, errors.forecast), np.searchsorted(cuts, forecast)
        ratios = errors.ratio ** np.sqrt(lead / nearest)
        return [
            (np.flatnonzero(of_units == group), np.sort(ratios[of_errors == group]))
            for group in range(len(cuts) + 1)
        ]

    def _normal(self, level: str, leads: list[int], lead: int) -> np.ndarray:
        """Return ratios of a normal log-error, from the errors of all leads."""
        logs = [
            np.log(np.maximum(self.errors[level, known].ratio, 1e-3)) * np.sqrt(lead / known)
            for known in leads
        ]
        return np.exp(_NORMAL * np.sqrt(np.mean(np.concatenate(logs) ** 2)))


def _cuts(sizes: np.ndarray) -> np.ndarray:
    """Return where groups of about equal number part, each cut the largest size of its group; no group is empty."""
    n_groups = int(np.clip(len(sizes) // PER_GROUP, 1, GROUPS))
    cuts = np.unique(np.quantile(sizes, np.arange(1, n_groups) / n_groups, method="lower"))
    return cuts[cuts < sizes.max()]


def past_errors(method: Method, history: History) -> PastErrors:
    """Return the errors that a method would have made in its history.

    Parameters
    ----------
    method : Method
        Asked for `expected` only.
    history : History
        What is known at the origin.
    """
    years = [int(year) for year in history.years]
    found: dict[tuple[str, int], list[tuple[np.ndarray, np.ndarray]]] = {}
    expected = {year: method(history.until(year), years[-1] - year).expected for year in years[1:-1]}
    for origin, lead in product(years[1:-1], range(1, len(years))):
        if origin + lead > years[-1]:
            continue
        for units in units_at(history, origin, lead):
            forecast = units.of(expected[origin][lead - 1])
            some = forecast > 0
            pair = forecast[some], units.actual[some] / forecast[some]
            found.setdefault((units.level, lead), []).append(pair)
    return PastErrors(
        {key: Errors(*map(np.concatenate, zip(*pairs, strict=True))) for key, pairs in found.items()}
    )
