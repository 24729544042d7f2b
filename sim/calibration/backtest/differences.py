"""The project's method against each rival, with an interval over schools."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

from sim.calibration.backtest.units import CELL, SCHOOL, SYSTEM

COLUMNS = ("table", "method", "rival", "lead", "level", "measure", "n_schools", "ratio", "low", "high")
RESAMPLES = 1000
BETWEEN = (0.025, 0.975)  # of the resampled ratios: a 95 % interval


def differences(scores: pd.DataFrame, method: str, seed: int = 1) -> pd.DataFrame:
    """Return the error of a method over that of each rival, columns `COLUMNS`; below 1 the method errs less.

    Schools are compared by mape and crps, cells by wape and crps, the system by mape. low and high bound the 95 %
    interval over `RESAMPLES` resamplings of schools, each with all its origins; the system's sums are taken anew of the
    schools resampled. Townships are not compared: a resampling of schools is none of townships.

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
                ratios = errors[method][level, measure] / np.maximum(errors[rival][level, measure], 1e-12)
                low, high = np.quantile(ratios[1:], BETWEEN)
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
        draws = np.random.default_rng(seed).multinomial(
            self.n_schools, np.full(self.n_schools, 1 / self.n_schools), RESAMPLES
        )
        self._weights = np.vstack([np.ones(self.n_schools), draws])

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
