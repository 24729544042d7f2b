"""Tables of columns: each column declared once, with one writer; rows move, uids do not."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from numba import njit

from sim.base.compaction import addresses_of, close_gaps, new_rows, runs_of

FIRST_SPARE = 12  # a copy has room for this part of its rows more
SPARE = 32  # a table that is full grows by at least this part of its rows
_LINE = 64  # bytes the machine moves at once: every column begins with one


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

    _addresses: list[np.ndarray] | None = None  # of plain columns, made when first asked for

    def __init__(self, name: str, columns: tuple[Column, ...], rows: int = 0) -> None:
        self.name = name
        self.columns = {c.name: c for c in columns}
        if len(self.columns) != len(columns):
            raise ValueError(f"table {name}: a column is declared twice")
        self.n = 0
        self._writer: str | None = None
        self._take(_room_for(columns, rows))
        for column in columns:
            self._data[column.name][:] = column.default

    def _take(self, data: dict[str, np.ndarray]) -> None:
        """Keep columns, by name, in place of those there were."""
        self._data = data
        self._views = {}
        self._addresses = None

    def __len__(self) -> int:
        return self._n

    @property
    def n(self) -> int:
        """Return the number of rows in use."""
        return self._n

    @n.setter
    def n(self, rows: int) -> None:
        self._n = rows
        self._views: dict[str, np.ndarray] = {}  # read-only views of these rows, made when first asked for

    def __getstate__(self) -> dict:
        return {**self.__dict__, "_views": {}, "_addresses": None}

    def __getitem__(self, name: str) -> np.ndarray:
        try:
            return self._views[name]
        except KeyError:
            view = self._data[name][: self._n]
            view.flags.writeable = False
            self._views[name] = view
            return view

    def hand_to(self, owner: str | None) -> str | None:
        """Let `owner` write its columns from now on; return who wrote before."""
        before, self._writer = self._writer, owner
        return before

    def writing_as(self, owner: str) -> "_Writing":
        """Let `owner` write its columns within the block."""
        return _Writing(self, owner)

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
        self._take(self._with_room(max(rows, capacity + capacity // SPARE + 64)))

    def _with_room(self, rows: int) -> dict[str, np.ndarray]:
        """Return copies of the rows in use of all columns, with room for `rows` rows."""
        copied = _room_for(self.columns.values(), rows)
        for name, data in self._data.items():
            copied[name][: self._n] = data[: self._n]
        return copied

    def keep(self, kept: np.ndarray, threads: int = 1) -> np.ndarray:
        """Keep rows as `leave_only` does; return old row -> new row, -1 where removed, int32 (n,)."""
        return new_rows(*self.leave_only(kept, threads), len(kept))

    def leave_only(self, kept: np.ndarray, threads: int = 1) -> tuple[np.ndarray, np.ndarray]:
        """Keep rows where `kept` (bool (n,)) is true, in order; columns are closed up by several threads where told.

        Returns the runs of rows that stay, as `sim.base.compaction.runs_of`.
        """
        first, behind = runs_of(kept)
        n = int((behind - first).sum())
        for data in self._data.values():
            if data.ndim > 1:
                data[:n] = data[: self.n][kept]
        plain = [data for data in self._data.values() if data.ndim == 1]
        if self._addresses is None:
            self._addresses = addresses_of(plain)
        close_gaps(self._addresses, len(plain[0]) if plain else 0, first, behind, threads)
        self.n = n
        return first, behind

    def remap(self, name: str, new_row: np.ndarray) -> None:
        """Replace the row numbers in a referring column after the table it refers to was compacted."""
        if not self.columns[name].refers_to:
            raise ValueError(f"{self.name}.{name} refers to no table")
        _renumber(self._data[name][: self.n], new_row)

    def rows(self, rows: np.ndarray) -> dict[str, np.ndarray]:
        """Return copies of some rows, all columns by name."""
        return {name: data[: self.n][rows] for name, data in self._data.items()}

    def put(self, rows: np.ndarray, columns: Mapping[str, np.ndarray | float]) -> None:
        """Write columns of some rows, whoever owns them: for rows that come from elsewhere as a whole."""
        for name, values in columns.items():
            self._data[name][: self._n][rows] = values

    def cut(self, rows: int) -> None:
        """Keep the first `rows` rows."""
        self.n = rows

    def copy(self) -> "Table":
        """Return an independent copy of the rows in use, with some room for more: a run adds rows before any leave."""
        twin = Table.__new__(Table)
        twin.name, twin.columns, twin.n, twin._writer = self.name, self.columns, self.n, None
        room = self._n + self._n // FIRST_SPARE
        twin._take(self._with_room(room))
        return twin

    def release(self) -> None:
        """Give back the memory of all rows; the table is empty afterwards."""
        self.n = 0
        self._take({name: data[:0].copy() for name, data in self._data.items()})

    def bytes_per_row(self) -> int:
        """Return the bytes of one row over all columns."""
        return sum(np.dtype(c.dtype).itemsize * c.width for c in self.columns.values())


def _room_for(columns: Iterable[Column], rows: int) -> dict[str, np.ndarray]:
    """Return columns with room for at least `rows` rows, not filled: in one block of memory."""
    rows = -(-rows // _LINE) * _LINE
    kinds = {c.name: (np.dtype((c.dtype, c.width) if c.width > 1 else c.dtype)) for c in columns}
    ends = rows * np.cumsum([kind.itemsize for kind in kinds.values()])
    block = np.empty(ends[-1], np.uint8)
    return {
        name: block[end - rows * kind.itemsize : end].view(kind.base).reshape(rows, *kind.shape)
        for (name, kind), end in zip(kinds.items(), ends, strict=True)
    }


class _Writing:
    """Let an owner write its columns of a table within a block; who wrote before writes again afterwards."""

    __slots__ = "before", "owner", "table"

    def __init__(self, table: Table, owner: str) -> None:
        self.table, self.owner = table, owner

    def __enter__(self) -> None:
        self.before = self.table.hand_to(self.owner)

    def __exit__(self, *_: object) -> None:
        self.table.hand_to(self.before)


class WritingAll:
    """Let an owner write its columns of several tables within a block; who wrote before writes again afterwards."""

    __slots__ = "before", "owner", "tables"

    def __init__(self, tables: tuple[Table, ...], owner: str) -> None:
        self.tables, self.owner = tables, owner

    def __enter__(self) -> None:
        self.before = [table.hand_to(self.owner) for table in self.tables]

    def __exit__(self, *_: object) -> None:
        for table, writer in zip(self.tables, self.before, strict=True):
            table.hand_to(writer)


@njit(cache=True, nogil=True)
def _renumber(values, new_row):
    for i in range(len(values)):
        if values[i] >= 0:
            values[i] = new_row[values[i]]
