"""Period retention (时期巩固率): what would be left of a cohort that met the dropout of one year in every grade."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

_COUNTS = ["pupils", "n_dropouts", "n_returns"]


def kept_share(pupils: np.ndarray, dropouts: np.ndarray, returns: np.ndarray, axis: int) -> np.ndarray:
    """Return the product over grades of 1 - (dropouts - returns) / pupils.

    Pupils of 1 September and flows of the same school year. Years of many returns can exceed 1. A grade without
    pupils has nobody to lose; where no grade has pupils there is nothing to tell (NaN).

    Parameters
    ----------
    pupils, dropouts, returns : float arrays
        Grades along `axis`.
    axis : int
    """
    lost = np.divide(dropouts - returns, pupils, out=np.zeros(pupils.shape), where=pupils > 0)
    return np.where((pupils > 0).any(axis), (1.0 - lost).prod(axis), np.nan)


def period_retention(school_grade: pd.DataFrame, by: Sequence[str] = ()) -> pd.Series:
    """Return period retention in percent.

    Parameters
    ----------
    school_grade : DataFrame
        Rows of the record table, with year, grade, pupils, n_dropouts, n_returns and the columns of `by`.
    by : sequence of str
        Columns that tell places apart (such as county); none: all rows together.

    Returns
    -------
    Series of float
        Indexed by the columns of `by` and year; NaN without pupils.
    """
    keys = [school_grade[name].astype(object) for name in by]
    keys += [school_grade[name].astype("int64") for name in ("year", "grade")]
    # The records hold unsigned counts, whose differences would wrap.
    sums = school_grade[_COUNTS].astype("int64").groupby(keys).sum().unstack("grade", fill_value=0)
    kept = kept_share(*(sums[name].to_numpy(float) for name in _COUNTS), axis=1)
    return pd.Series(100.0 * kept, sums.index)
