"""The project's method against each rival, with an interval over schools."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

from sim.calibration.backtest.units import CELL, SCHOOL, SYSTEM
from sim.calibration.resampling import resample_counts

COLUMNS = ("table", "method", "rival", "lead", "level", "measure", "n_schools", "ratio", "low", "high")
RESAMPLES = 1000
BETWEEN = (0.025, 0.975)  # of the resampled ratios: a 95 % interval


def differences(scores: pd.DataFrame, method: str, seed: int = 1) -> pd.DataFrame:
    """Return the error of a method over that of each rival, columns `COLUMNS`; below 1 the method errs less.

    Schools are compared by mape and crps, cells by wape and crps, the system by mape. low and high bound the 95 %
    interval over `RESAMPLES` resamplings of schools, each with all its origins; the system's sums are taken anew of the
    schools resampled. Ratios to a rival without any error are empty.
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
    names = judged["unit"].cat.categories
    weights = np.vstack([np.ones(len(names)), resample_counts(names, seed, RESAMPLES)])
    for (table, lead), part in judged.groupby(["table", "lead"]):
        errors = {
            name: dict(_errors(block, weights)) for name, block in part.groupby("method", observed=True)
        }
        n_schools = part["unit"].nunique()
        for rival in [name for name in part["method"].unique() if name != method]:
            for level, measure in [key for key in errors[rival] if key in errors[method]]:
                mine, other = errors[method][level, measure], errors[rival][level, measure]
                ratios = np.divide(mine, other, out=np.full(len(mine), np.nan), where=other > 0)
                drawn = ratios[1:][np.isfinite(ratios[1:])]
                low, high = np.quantile(drawn, BETWEEN) if len(drawn) else (np.nan, np.nan)
                rows.append((table, method, rival, lead, level, measure, n_schools, ratios[0], low, high))
    return pd.DataFrame(rows, columns=list(COLUMNS))


def _errors(block: pd.DataFrame, weights: np.ndarray) -> Iterator[tuple[tuple[str, str], np.ndarray]]:
    """Yield level and measure, and the errors of a method under each weighting, but for a factor methods share.

    Parameters
    ----------
    block : DataFrame
        Scores of one table, lead and method at school and cell level.
    weights : float array (1 + RESAMPLES, S)
        By the categories of the unit.
    """
    school, cell = block[block["level"] == SCHOOL], block[block["level"] == CELL]
    off = (school["forecast"] - school["actual"]).abs()
    yield (SCHOOL, "mape"), _sums(school, off / school["actual"], weights)
    yield (CELL, "wape"), _sums(cell, (cell["forecast"] - cell["actual"]).abs(), weights)
    yield (SYSTEM, "mape"), _system(school, weights)
    for level, rows in ((SCHOOL, school), (CELL, cell)):
        if rows["crps"].notna().all():
            yield (level, "crps"), _sums(rows, rows["crps"], weights)


def _sums(rows: pd.DataFrame, values: pd.Series, weights: np.ndarray) -> np.ndarray:
    """Return the sum of values under each weighting."""
    return weights @ np.bincount(rows["unit"].cat.codes, values, weights.shape[1])


def _system(school: pd.DataFrame, weights: np.ndarray) -> np.ndarray:
    """Return the sum over origins of the system's error over its actual."""
    total = np.zeros(len(weights))
    for _, rows in school.groupby("origin"):
        actual = _sums(rows, rows["actual"], weights)
        total += np.abs(_sums(rows, rows["forecast"], weights) - actual) / np.maximum(actual, 1.0)
    return total
