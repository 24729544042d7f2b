"""From the record tables of one run to the levels of its indicators: pure functions."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from sim.indicators.cells import summed, with_totals
from sim.indicators.declared import INDICATORS
from sim.indicators.retention import retention


def counts(school_grade: pd.DataFrame) -> pd.DataFrame:
    """Return the indicators that are plain sums of a column of `school_grade`.

    Returns
    -------
    DataFrame of int64
        One column an indicator, indexed by zone, stage and year, with totals.
    """
    column = {name: one.columns[0] for name, one in INDICATORS.items() if one.is_sum}
    cells = summed(school_grade, list(column.values()))
    return with_totals(cells.rename(columns={source: name for name, source in column.items()}))


def seats_gap(school: pd.DataFrame) -> pd.DataFrame:
    """Return seats short and seats idle.

    The gap, pupils - seats_rated, is taken for each stage and zone kind of each county: idle rooms in a village
    seat nobody in the county seat, and those of one county nobody in the next. Positive and negative gaps are then
    summed apart, in totals too, and never netted.

    Returns
    -------
    DataFrame of int64
        Columns seats_short and seats_idle, seats, both >= 0; indexed by zone, stage and year, with totals.
    """
    cells = summed(school, ["pupils", "seats_rated"], by=["county"])
    gap = cells["pupils"] - cells["seats_rated"]
    apart = pd.DataFrame({"seats_short": gap.clip(lower=0), "seats_idle": (-gap).clip(lower=0)})
    return with_totals(apart.groupby(["zone", "stage", "year"]).sum())


def needed_columns() -> dict[str, list[str]]:
    """Return the columns to read by record table: those of the declarations and of the cells."""
    needed: dict[str, set[str]] = {}
    for one in INDICATORS.values():
        cell = {"year", "zone_kind", "stage"} | (set() if one.is_sum else {"county"})
        needed[one.table] = needed.get(one.table, set()) | cell | set(one.columns)
    return {table: sorted(columns) for table, columns in needed.items()}


def measure(tables: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Return every indicator of one run.

    Parameters
    ----------
    tables : mapping of str to DataFrame
        Record tables by name, with at least the columns of `needed_columns`.

    Returns
    -------
    DataFrame
        One column an indicator, in the order of declaration; indexed by zone, stage and year.
    """
    grades = tables["school_grade"]
    whole = counts(grades).join(seats_gap(tables["school"])).join(retention(grades))
    return whole[list(INDICATORS)]
