"""Where the values of a column come from: read in a file, derived from other tables, or assumed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sim.base.declaration import Column, Fill
from sim.base.errors import Say
from sim.base.reading import TableRead
from sim.inputs.schema import TABLES

KINDS = {
    "read": Say("read", "读得"),
    "derived": Say("derived", "推算"),
    "assumed": Say("assumed", "假设"),
}


@dataclass(frozen=True)
class Origin:
    """Where the values of one column of one table come from.

    Parameters
    ----------
    rows_read : int
        Rows whose value stands in the file.
    rows_filled : int
        Rows whose value was derived or assumed.
    fill : Fill, optional
        What stands in for the values that were not given, and how it is found.
    """

    rows_read: int
    rows_filled: int = 0
    fill: Fill | None = None

    @property
    def kind(self) -> str:
        """Return 'read' where any row was read, else how the rows were filled: 'derived' or 'assumed'."""
        return "read" if self.rows_read or self.fill is None else self.fill.kind


Origins = dict[tuple[str, str], Origin]


def origins_of_reads(reads: Mapping[str, TableRead]) -> Origins:
    """Return the origin of every column of every table, as if no table were filled yet."""
    return {
        (table.name, column.name): _origin(reads[table.name], column) if table.name in reads else Origin(0)
        for table in TABLES.values()
        for column in table.columns
    }


def _origin(read: TableRead, column: Column) -> Origin:
    """Return the origin of a column that was read: blanks are filled as declared."""
    values = read.columns[column.name]
    n_read = sum(value is not None for value in values)
    if column.otherwise is None:
        return Origin(n_read)
    return Origin(n_read, len(values) - n_read, column.otherwise)
