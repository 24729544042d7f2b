"""From the record tables of one run to the levels of its indicators: pure functions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import partial

import numpy as np
import pandas as pd

from sim.indicators.cells import ALL, CELL, STAGES, ZONES
from sim.indicators.declared import INDICATORS
from sim.indicators.run_tables import RunTables, axes_of

_BY_COUNTY = -4  # axis of the counties in an amount


def needed_columns(names: Iterable[str] = tuple(INDICATORS)) -> dict[str, list[str]]:
    """Return the columns to read by record table: those that indicators declare and those that place a row."""
    needed = {column for name in names for column in INDICATORS[name].kind.needs}
    tables = sorted({"county", *(table for table, _ in needed)})  # the counties and years of a run
    return {
        table: sorted({*axes_of(table), *(column for of, column in needed if of == table)})
        for table in tables
    }


def measure(
    tables: Mapping[str, pd.DataFrame], county: str | None = None, names: Iterable[str] = tuple(INDICATORS)
) -> pd.DataFrame:
    """Return the indicators of one run.

    Parameters
    ----------
    tables : mapping of str to DataFrame
        Record tables by name, with at least the columns of `needed_columns`.
    county : str, optional
        The code of one county, whose cells are wanted; the whole region by default.
    names : iterable of str
        The indicators wanted; all by default.

    Returns
    -------
    DataFrame of float
        One column an indicator, in the order of `names`; indexed by zone, stage and year. NaN where an indicator
        is not defined: a cell it is not given for, nobody to divide by, no data.

    Raises
    ------
    ValueError
        When no row is of the county, or a row names a place, zone kind or stage that is not known.
    """
    run = RunTables(tables)
    if county is not None and county not in run.counties:
        raise ValueError(f"no row of the records is of the county {county!r}")
    at = None if county is None else run.counties.index(county)

    def of_place(amount: np.ndarray) -> np.ndarray:
        return amount.sum(axis=_BY_COUNTY) if at is None else np.take(amount, at, axis=_BY_COUNTY)

    levels = {
        name: np.where(one.cells.mask()[..., None], one.kind.level(run, of_place), np.nan).ravel()
        for name, one in ((name, INDICATORS[name]) for name in names)
    }
    return pd.DataFrame(levels, _index(run.years))


def measure_places(
    tables: Mapping[str, pd.DataFrame], names: Iterable[str], stage: str = ALL
) -> pd.DataFrame:
    """Return indicators of the region and of each county, all zones together, of all stages or of one.

    Parameters
    ----------
    tables : mapping of str to DataFrame
        Record tables by name, with at least the columns of `needed_columns`.
    names : iterable of str
    stage : str
        One of `STAGES`.

    Returns
    -------
    DataFrame
        indicator, county (empty for the region), year and value; no row where an indicator is not defined.
    """
    run, names = RunTables(tables), list(names)
    whole = partial(np.sum, axis=_BY_COUNTY)
    single = [partial(np.take, indices=at, axis=_BY_COUNTY) for at in range(len(run.counties))]
    at = STAGES.index(stage)
    values = [[INDICATORS[name].kind.level(run, of)[0, at] for of in (whole, *single)] for name in names]
    axes = {"indicator": names, "county": ["", *run.counties], "year": run.years}
    rows = pd.MultiIndex.from_product(axes.values(), names=axes).to_frame(index=False)
    return rows.assign(value=np.ravel(values)).dropna(subset="value", ignore_index=True)


def _index(years: np.ndarray) -> pd.MultiIndex:
    """Return all cells, sorted in the order of zones and stages, in which `all` stands first."""
    axes = [list(ZONES), list(STAGES), years.tolist()]
    places = np.indices([len(axis) for axis in axes]).reshape(len(axes), -1)
    return pd.MultiIndex(levels=axes, codes=places, names=CELL)
