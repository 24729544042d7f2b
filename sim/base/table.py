"""Tables of columns: each column declared once, with one writer; rows move, uids do not."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import numpy as np
from numba import njit


class OwnershipError(Exception):
    """A process asked to write a column that belongs to another."""


@dataclass(frozen=True)
class Column:
    """Declare one column.

    Attributes
    ----------
    name, dtype, owner, unit, meaning : str
        `owner` is the one process that may write the column; the data dictionary is generated from these.
    default : int | float
        Value of new rows that do not give one.
    width : int
        1 for a plain column, else the second dimension (9 for one value a grade).
    refers_to : str
        Name of the table whose row numbers the column holds; such columns are remapped when that table is compacted.
    """

    name: str
    dtype: str
    owner: str
    unit: str
    meaning: str
    default: float = 0
    width: int = 1
    refers_to: str = ""


class Table:
    """Struct of arrays with declared columns, growth and compaction.

    `table["name"]` is a read-only view of the rows in use; `table.writable("name")` is a writable one for the column's
    owner while `writing_as(owner)` is active.
    """

    def __init__(self, name: str, columns: tuple[Column, ...], rows: int = 0) -> None:
        self.name = name
        self.columns = {c.name: c for c in columns}
        if len(self.columns) != len(columns):
            raise ValueError(f"table {name}: a column is declared twice")
        self.n = 0
        self._writer: str | None = None
        self._data = {c.name: self._blank(c, rows) for c in columns}

    @staticmethod
    def _blank(column: Column, rows: int) -> np.ndarray:
        shape = rows if column.width == 1 else (rows, column.width)
        return np.full(shape, column.default, dtype=column.dtype)

    def __len__(self) -> int:
        return self.n

    def __getitem__(self, name: str) -> np.ndarray:
        view = self._data[name][: self.n]
        view.flags.writeable = False
        return view

    @contextmanager
    def writing_as(self, owner: str) -> Iterator[None]:
        """Let `owner` write its columns within the block."""
        before, self._writer = self._writer, owner
        try:
            yield
        finally:
            self._writer = before

    def writable(self, name: str) -> np.ndarray:
        """Return a writable view of a column of the active writer.

        Raises
        ------
        OwnershipError
            If the active writer does not own the column.
        """
        column = self.columns[name]
        if column.owner != self._writer:
            raise OwnershipError(
                f"{self.name}.{name} belongs to {column.owner!r}; {self._writer!r} may not write it"
            )
        return self._data[name][: self.n]

    def append(self, rows: int, **values: np.ndarray | float) -> np.ndarray:
        """Add rows and return their numbers, shape (rows,); columns not given take their default."""
        unknown = values.keys() - self.columns.keys()
        if unknown:
            raise KeyError(f"table {self.name} has no column {sorted(unknown)}")
        start, stop = self.n, self.n + rows
        self._reserve(stop)
        for name, column in self.columns.items():
            self._data[name][start:stop] = values.get(name, column.default)
        self.n = stop
        return np.arange(start, stop, dtype=np.int32)

    def _reserve(self, rows: int) -> None:
        capacity = len(next(iter(self._data.values())))
        if rows <= capacity:
            return
        larger = max(rows, capacity + capacity // 8 + 64)
        for name, column in self.columns.items():
            grown = self._blank(column, larger)
            grown[: self.n] = self._data[name][: self.n]
            self._data[name] = grown

    def keep(self, kept: np.ndarray) -> np.ndarray:
        """Keep rows where `kept` (bool (n,)) is true; return old row -> new row, -1 where removed (int32)."""
        new_row = np.where(kept, np.cumsum(kept, dtype=np.int32) - 1, np.int32(-1))
        for data in self._data.values():
            _close_up(data, kept)
        self.n = int(kept.sum())
        return new_row

    def remap(self, name: str, new_row: np.ndarray) -> None:
        """Replace the row numbers in a referring column after the table it refers to was compacted."""
        if not self.columns[name].refers_to:
            raise ValueError(f"{self.name}.{name} refers to no table")
        values = self._data[name][: self.n]
        values[:] = np.where(values >= 0, new_row[values], values)

    def copy(self) -> "Table":
        """Return an independent copy of the rows in use."""
        twin = Table.__new__(Table)
        twin.name, twin.columns, twin.n, twin._writer = self.name, self.columns, self.n, None
        twin._data = {name: data[: self.n].copy() for name, data in self._data.items()}
        return twin

    def bytes_per_row(self) -> int:
        """Return the bytes of one row over all columns."""
        return sum(np.dtype(c.dtype).itemsize * c.width for c in self.columns.values())


@njit(cache=True, nogil=True)
def _close_up(data, kept):
    """Move the kept rows to the front, in order and in place."""
    j = 0
    for i in range(len(kept)):
        if kept[i]:
            data[j] = data[i]
            j += 1
