"""The project's method against each rival, with an interval over schools."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import pandas as pd
from scipy.stats import poisson

from sim.base.draws import decision, number_of, uniforms
from sim.calibration.backtest.units import CELL, SCHOOL, SYSTEM

COLUMNS = ("table", "method", "rival", "lead", "level", "measure", "n_schools", "ratio", "low", "high")
RESAMPLES = 1000
_RESAMPLED = decision("backtest.resampled")
_POISSON = poisson.cdf(np.arange(12), 1.0)  # of 0 to 11 times; more often happens once in 10**9 draws
BETWEEN = (0.025, 0.975)  # of the resampled ratios: a 95 % interval


def differences(scores: pd.DataFrame, method: str, seed: int = 1) -> pd.DataFrame:
    """Return the error of a method over that of each rival, columns `COLUMNS`; below 1 the method errs less.

    Schools are compared by mape and crps, cells by wape and crps, the system by mape. low and high bound the 95 %
    interval over `RESAMPLES` resamplings of schools, each with all its origins; the system's sums are taken anew of the
    schools resampled. A school stands in a resampling as often as a draw of its own says, Poisson with mean 1 (Hanley &
    MacGibbon 2006, Computer Methods and Programs in Biomedicine 83). Ratios to a rival without any error are empty.
    Townships are not compared: a resampling of schools is none of townships.

    Parameters
    ----------
    scores : DataFrame
        As `sim.calibration.backtest.scores.scores` returns it.
    method : str
        A method in the scores.
    seed : int
        Of the resampling.
    """
    rows = []
    judged = scores[scores["level"].isin((SCHOOL, CELL))].astype(
        {"level": "category", "method": "category", "unit": "category"}
    )
    for (table, lead), part in judged.groupby(["table", "lead"]):
        resampled = _Resampled(part, seed)
        errors = {name: dict(resampled.errors(name)) for name in part["method"].unique()}
        for rival in [name for name in errors if name != method]:
            for level, measure in [key for key in errors[rival] if key in errors[method]]:
                mine, other = errors[method][level, measure], errors[rival][level, measure]
                ratios = np.divide(mine, other, out=np.full(len(mine), np.nan), where=other > 0)
                drawn = ratios[1:][np.isfinite(ratios[1:])]
                low, high = np.quantile(drawn, BETWEEN) if len(drawn) else (np.nan, np.nan)
                rows.append(
                    (table, method, rival, lead, level, measure, resampled.n_schools, ratios[0], low, high)
                )
    return pd.DataFrame(rows, columns=list(COLUMNS))


class _Resampled:
    """Errors of one table and lead, first of the schools as they are, then of each resampling."""

    def __init__(self, part: pd.DataFrame, seed: int) -> None:
        self._part = part
        self._schools = pd.Index(part.loc[part["level"] == SCHOOL, "unit"].unique())
        self.n_schools = len(self._schools)
        self._weights = _weights([str(school) for school in self._schools], seed)

    def errors(self, method: str) -> Iterator[tuple[tuple[str, str], np.ndarray]]:
        """Yield level and measure, and errors (1 + RESAMPLES,) but for a factor that all methods share."""
        mine = self._part[self._part["method"] == method]
        school, cell = mine[mine["level"] == SCHOOL], mine[mine["level"] == CELL]
        off = (school["forecast"] - school["actual"]).abs()
        yield (SCHOOL, "mape"), self._sum(school, off / school["actual"])
        yield (CELL, "wape"), self._sum(cell, (cell["forecast"] - cell["actual"]).abs())
        yield (SYSTEM, "mape"), self._system(school)
        for level, block in ((SCHOOL, school), (CELL, cell)):
            if block["crps"].notna().all():
                yield (level, "crps"), self._sum(block, block["crps"])

    def _sum(self, block: pd.DataFrame, values: pd.Series) -> np.ndarray:
        places = self._schools.get_indexer(block["unit"])
        return self._weights @ np.bincount(places, values, self.n_schools)

    def _system(self, school: pd.DataFrame) -> np.ndarray:
        """Return the sum over origins of the system's error over its actual."""
        total = np.zeros(len(self._weights))
        for _, block in school.groupby("origin"):
            actual = self._sum(block, block["actual"])
            total += np.abs(self._sum(block, block["forecast"]) - actual) / np.maximum(actual, 1.0)
        return total


def _weights(schools: Sequence[str], seed: int) -> np.ndarray:
    """Return how often each school stands in the table as it is and in each resampling, (1 + RESAMPLES, S)."""
    uid = np.array([number_of(school, 8) for school in schools], np.uint64)
    drawn = np.empty((RESAMPLES, len(schools)))
    for resample in range(RESAMPLES):
        uniforms(seed, _RESAMPLED, 0, uid, resample, drawn[resample], 0, len(schools))
    return np.vstack([np.ones(len(schools)), np.searchsorted(_POISSON, drawn, side="right")])
