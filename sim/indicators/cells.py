"""Cells of zone, stage and year: record rows summed into them, and their totals."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from sim.kernels.codes import STAGE_NAMES, ZONE_NAMES

ALL = "all"
ZONES = (ALL, *ZONE_NAMES)
STAGES = (ALL, *STAGE_NAMES)
CELL = ("zone", "stage", "year")


def summed(rows: pd.DataFrame, columns: Sequence[str], by: Sequence[str] = ()) -> pd.DataFrame:
    """Return sums of columns over record rows by zone, stage and year.

    Parameters
    ----------
    rows : DataFrame
        Record rows with zone_kind, stage and year.
    columns : sequence of str
        What to sum; whole numbers.
    by : sequence of str
        Further columns that keep their rows apart, such as county.

    Returns
    -------
    DataFrame of int64
        Indexed by zone, stage, year and the columns of `by`; a cell without rows is not there.

    Raises
    ------
    ValueError
        When a row names a zone kind or stage that the model does not know: it would be lost in silence.
    """
    keys = {
        "zone": _known(rows["zone_kind"], ZONE_NAMES),
        "stage": _known(rows["stage"], STAGE_NAMES),
        "year": rows["year"].astype(np.int64),
        **{name: rows[name].astype(object) for name in by},
    }
    # Counts are kept narrow and unsigned in the records; a gap between two of them can be negative.
    return rows[list(columns)].astype(np.int64).groupby(list(keys.values())).sum().rename_axis(list(keys))


def with_totals(cells: pd.DataFrame) -> pd.DataFrame:
    """Return cells that add up with their sums over zones and stages (`all`), every cell present.

    Parameters
    ----------
    cells : DataFrame
        Numbers indexed by zone, stage and year; a cell that is not there counts as 0 (no school, no pupil).

    Returns
    -------
    DataFrame
        Indexed by zone (`ZONES`), stage (`STAGES`) and year, in this order.
    """
    years = sorted(cells.index.unique("year"))
    whole = cells.reindex(_grid(ZONE_NAMES, STAGE_NAMES, years), fill_value=0)
    values = whole.to_numpy().reshape(len(ZONE_NAMES), len(STAGE_NAMES), len(years), -1)
    for axis in (0, 1):
        values = np.concatenate([values.sum(axis=axis, keepdims=True), values], axis=axis)
    index = _grid(ZONES, STAGES, years)
    return pd.DataFrame(values.reshape(len(index), -1), index, cells.columns)


def _grid(zones: Sequence[str], stages: Sequence[str], years: Sequence[int]) -> pd.MultiIndex:
    return pd.MultiIndex.from_product([zones, stages, years], names=CELL)


def _known(names: pd.Series, allowed: Sequence[str]) -> pd.Series:
    """Return a text column as plain texts after checking that each is allowed."""
    unknown = sorted(set(names.unique()) - set(allowed), key=str)
    if unknown:
        raise ValueError(f"{names.name}: {unknown[0]!r} is none of {', '.join(allowed)}")
    return names.astype(object)
