"""Period retention (时期巩固率): what would be left of a cohort that met the dropout of one year in every grade."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from sim.indicators.cells import ALL, CELL, STAGES, ZONES, summed

_COUNTS = ["pupils", "n_dropouts", "n_returns"]


def period_retention(school_grade: pd.DataFrame, by: Sequence[str] = ()) -> pd.Series:
    """Return period retention in percent.

    The product over the grades present of 1 - (n_dropouts - n_returns) / pupils, pupils of 1 September and flows of
    the same school year. Years of many returns can exceed 100. A grade without pupils has nobody to lose.

    Parameters
    ----------
    school_grade : DataFrame
        Rows of the record table, with year, grade, pupils, n_dropouts, n_returns and the columns of `by`.
    by : sequence of str
        Columns that tell places apart (such as county); none: all rows together.

    Returns
    -------
    Series of float
        Indexed by the columns of `by` and year.
    """
    keys = [school_grade[name].astype(object) for name in by]
    keys += [school_grade[name].astype("int64") for name in ("year", "grade")]
    # The records hold unsigned counts, whose differences would wrap.
    sums = school_grade[_COUNTS].astype("int64").groupby(keys).sum()
    lost = (sums["n_dropouts"] - sums["n_returns"]) / sums["pupils"].where(sums["pupils"] > 0)
    return 100.0 * (1.0 - lost.fillna(0.0)).groupby(level=[*by, "year"]).prod()


def retention(school_grade: pd.DataFrame) -> pd.DataFrame:
    """Return period retention of every zone and stage, `all` included, in percent.

    Returns
    -------
    DataFrame of float
        Column period_retention, indexed by zone, stage and year; 100 where a cell has no pupils.
    """
    cells = summed(school_grade, _COUNTS, by=["grade"]).reset_index()
    years = sorted(cells["year"].unique())
    found = {
        (zone, stage): _of(cells, zone, stage).reindex(years, fill_value=100.0)
        for zone in ZONES
        for stage in STAGES
    }
    return pd.concat(found, names=CELL).rename("period_retention").to_frame()


def _of(cells: pd.DataFrame, zone: str, stage: str) -> pd.Series:
    """Return period retention by year of one zone and stage; `all` takes every one."""
    inside = (cells["zone"] == zone) | (zone == ALL)
    taught = (cells["stage"] == stage) | (stage == ALL)
    return period_retention(cells[inside & taught])
