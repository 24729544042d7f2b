"""Canonical tables as data frames in their declared types."""

from __future__ import annotations

import pandas as pd

from sim.base.declaration import Column, Table
from sim.base.reading import TableRead
from sim.inputs.schema import TABLES


def empty_frame(name: str) -> pd.DataFrame:
    """Return a canonical table without rows, its columns in their declared types."""
    return frame_of({}, TABLES[name])


def frame_of_read(read: TableRead, table: Table) -> pd.DataFrame:
    """Return a table that was read as a data frame."""
    return frame_of(read.columns, table)


def frame_of(columns: dict[str, list], table: Table) -> pd.DataFrame:
    """Return columns of values as a data frame; a declared column that is not among them is blank."""
    rows = max((len(values) for values in columns.values()), default=0)
    return pd.DataFrame(
        {one.name: series_of(columns.get(one.name, [None] * rows), one) for one in table.columns}
    )


def series_of(values: list, column: Column) -> pd.Series:
    """Return one column in its declared type; optional whole numbers are Int64, with NA where blank."""
    if column.type == "int":
        return pd.Series(values, dtype="int64" if column.required else "Int64")
    if column.type == "float":
        return pd.Series(values, dtype="float64")
    if column.type == "date":
        return pd.Series(pd.to_datetime(values))
    return pd.Series(["" if value is None else value for value in values], dtype="str")


def is_blank(values: pd.Series) -> pd.Series:
    """Return where a column of a frame holds no value."""
    return values == "" if pd.api.types.is_string_dtype(values.dtype) else values.isna()
