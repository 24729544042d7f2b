"""From yearly pieces to record tables: columns joined, texts kept as codes."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

from sim.base.errors import Say, TooLargeError
from sim.kernels.narrow import extent, narrowest, repeated
from sim.records.columns import Coded, RecordColumn, RecordTable, TableDeclaration

Collected = dict[str, "np.ndarray | Coded"]
Piece = "np.ndarray | Coded | _Runs"
_MANY = 12  # pieces of a pile from which keys are kept by their runs
_LENGTH = np.dtype(np.uint32)
_NARROW = tuple(np.dtype(kind) for kind in ("uint8", "uint16"))
_LOOSE_BYTES = 1 << 20  # what a pile keeps as it came before it packs it
_WHOLE = {f"{sign}int{bits}": np.iinfo(f"{sign}int{bits}") for sign in ("", "u") for bits in (8, 16, 32, 64)}


@dataclass(frozen=True)
class _Runs:
    """A column that says the same for many rows in turn: what, and for how many rows."""

    values: "np.ndarray | Coded"
    lengths: np.ndarray

    def spread(self) -> "np.ndarray | Coded":
        """Return the column itself."""
        if isinstance(self.values, Coded):
            return Coded(np.repeat(self.values.codes, self.lengths), self.values.names)
        return np.repeat(self.values, self.lengths)


class Pile:
    """Rows of one record table as they come year by year, packed into narrow columns whenever there are many.

    Parameters
    ----------
    declared : TableDeclaration
    kept : callable, optional
        What is kept of rows as they come.
    """

    def __init__(
        self, declared: TableDeclaration, kept: Callable[[Collected], Collected] | None = None
    ) -> None:
        self._declared, self._kept = declared, kept
        self._packed: list[dict[str, Piece]] = []
        self._loose: list[Collected] = []
        self._n_loose = 0

    def add(self, rows: Collected) -> None:
        """Add the rows of a year."""
        rows = self._kept(rows) if self._kept else rows
        self._loose.append(rows)
        self._n_loose += sum(map(_bytes, rows.values()))
        if self._n_loose > _LOOSE_BYTES:
            self._pack()

    def table(self) -> RecordTable:
        """Return the table so far; raises as `to_table` does."""
        self._pack()
        return _PackedTable(self._declared, list(self._packed))

    def _pack(self) -> None:
        if self._loose or not self._packed:
            columns = self._declared.columns
            packed = {one.name: _packed(self._declared, one, self._loose) for one in columns}
            if len(self._packed) >= _MANY:  # a few are quicker to write as they are
                packed |= {key: _in_runs(packed[key]) for key in self._declared.keys}
            self._packed.append(packed)
            self._loose, self._n_loose = [], 0


class _PackedTable(RecordTable):
    """A record table kept in narrow pieces: a column is made when it is asked for, as the declaration has it."""

    def __init__(self, declared: TableDeclaration, parts: list[dict[str, Piece]]) -> None:
        self._types = {column.name: column.dtype for column in declared.columns}
        self._parts = parts

    def __getitem__(self, name: str) -> "np.ndarray | Coded":
        pieces = self._pieces(name)
        if self._types[name] == "text":
            return _joined(pieces)
        return np.concatenate(pieces, dtype=self._types[name])

    def kept(self) -> tuple[Collected, dict[str, str]]:
        """Return the columns as narrow as they are kept, and the declared types of those of numbers."""
        columns = {name: _together(self._pieces(name)) for name in self._types}
        return columns, {name: kind for name, kind in self._types.items() if kind != "text"}

    def _pieces(self, name: str) -> "list[np.ndarray | Coded]":
        pieces = [part[name] for part in self._parts]
        return [piece.spread() if isinstance(piece, _Runs) else piece for piece in pieces]

    def __iter__(self) -> Iterator[str]:
        return iter(self._types)

    def __len__(self) -> int:
        return len(self._types)


def kept_columns(table: RecordTable) -> tuple[Collected, dict[str, str]] | None:
    """Return what `_PackedTable.kept` does of a recorder's table; None of any other."""
    return table.kept() if isinstance(table, _PackedTable) else None


def to_table(declared: TableDeclaration, parts: list[Collected]) -> RecordTable:
    """Return one table from yearly parts in the declared order and dtypes.

    Raises
    ------
    KeyError
        If a part lacks a declared column.
    TooLargeError
        If a count is larger than the declared dtype tells.
    OverflowError
        If one is smaller, which is a defect of the recorder.
    """
    return dict(
        _PackedTable(declared, [{one.name: _packed(declared, one, parts) for one in declared.columns}])
    )


def _packed(declared: TableDeclaration, column: RecordColumn, parts: list[Collected]) -> "np.ndarray | Coded":
    """Return a column of the parts together: whole numbers in the narrowest type that holds them."""
    pieces = [part[column.name] for part in parts]
    if column.dtype == "text":
        return _joined(pieces)
    if len(pieces) == 1 and pieces[0].strides == (0,) and len(pieces[0]):  # one value, as it was told
        return repeated(_narrow(declared, column, pieces[0][:1].copy()), len(pieces[0]))
    values = _narrow(declared, column, np.concatenate(pieces) if pieces else np.zeros(0, column.dtype))
    is_one = (
        column.dtype in _WHOLE and len(values) and values[0] == values[-1] and (values == values[0]).all()
    )
    return repeated(values[:1].copy(), len(values)) if is_one else values


def _narrow(declared: TableDeclaration, column: RecordColumn, values: np.ndarray) -> np.ndarray:
    """Return a column of numbers in the narrowest type that holds them; see `to_table` for what it raises."""
    if column.dtype not in _WHOLE or len(values) == 0:
        return values.astype(column.dtype, copy=False)
    limits = _WHOLE[column.dtype]
    if values.dtype in _NARROW and values.dtype.itemsize <= limits.dtype.itemsize >> (limits.min < 0):
        return values  # told so narrow that to look for less takes longer than it saves
    low, high = _extent(values)
    if low < limits.min:
        raise OverflowError(f"{declared.name}.{column.name}: {low}..{high} does not fit {column.dtype}")
    if high > limits.max:
        raise _too_large(f"{declared.name}.{column.name}", column, high, limits.max)
    narrow = narrowest(low, high)
    return values.astype(narrow if narrow.itemsize < limits.dtype.itemsize else limits.dtype, copy=False)


def _too_large(where: str, column: RecordColumn, value: int, most: int) -> TooLargeError:
    """Return the error of a number for which the records have no room."""
    return TooLargeError(
        Say("a number of the run is too large for the records", "运行中的一个数超出记录表的范围"),
        where=where,
        value=f"{value:,}",
        rule=Say(
            f"{column.meaning.en}: at most {most:,} ({column.dtype})",
            f"{column.meaning.zh}：至多 {most:,}（{column.dtype}）",
        ),
        remedy=Say(
            "look for an input or a lever that makes one school, place or county so large, or split it in the tables",
            "请查找使某一学校、地点或县过大的输入数据或政策措施，或在输入表中将其拆分",
        ),
    )


def _in_runs(column: "np.ndarray | Coded") -> Piece:
    """Return a column by its runs where that takes less than half of its memory."""
    values = column.codes if isinstance(column, Coded) else column
    starts = np.flatnonzero(values[1:] != values[:-1]) + 1
    if 2 * (len(starts) + 1) * (values.itemsize + _LENGTH.itemsize) > values.nbytes or not values.strides[0]:
        return column
    lengths = np.diff(starts, prepend=0, append=len(values)).astype(_LENGTH)
    first = values.take(np.concatenate([[0], starts]))
    return _Runs(Coded(first, column.names) if isinstance(column, Coded) else first, lengths)


def _extent(values: np.ndarray) -> tuple[int, int]:
    """Return the lowest and the highest value."""
    if values.dtype == np.int64:
        return extent(values)  # most are
    return int(np.minimum.reduce(values)), int(np.maximum.reduce(values))


def _bytes(values: "np.ndarray | Coded") -> int:
    return values.codes.nbytes if isinstance(values, Coded) else values.nbytes


def _together(pieces: list["np.ndarray | Coded"]) -> "np.ndarray | Coded":
    """Return pieces one below the other, as narrow as the widest of them."""
    if isinstance(pieces[0], Coded):
        return pieces[0] if len(pieces) == 1 else _joined(pieces)
    return np.ascontiguousarray(pieces[0]) if len(pieces) == 1 else np.concatenate(pieces)


def _joined(pieces: list[Coded]) -> Coded:
    """Return text columns one below the other; names stay the same, grow at the end, or are put in one list."""
    last = pieces[-1].names if pieces else []
    if all(piece.names is last or piece.names == last[: len(piece.names)] for piece in pieces):
        kind = np.min_scalar_type(len(last))
        codes = [piece.codes for piece in pieces if len(piece.codes)]
        return Coded(
            np.concatenate(codes, dtype=kind, casting="unsafe") if codes else np.zeros(0, kind), list(last)
        )
    names: dict[str, int] = {}
    to: list[np.ndarray] = []
    before: list[str] | None = None
    for piece in pieces:
        if piece.names is not before and piece.names != before:
            row = np.array([names.setdefault(name, len(names)) for name in piece.names], np.int32)
            before = piece.names
        to.append(row)
    kind = np.min_scalar_type(len(names))
    codes = [row.astype(kind)[piece.codes] for row, piece in zip(to, pieces, strict=True) if len(piece.codes)]
    return Coded(np.concatenate(codes) if codes else np.zeros(0, kind), list(names))


def filled(counts: np.ndarray) -> tuple[np.ndarray, ...]:
    """Return the cells that are not 0: where they stand on each axis of `counts`, and what they hold."""
    cell = np.flatnonzero(counts != 0)  # of bool: three times as quick as of numbers
    return *np.unravel_index(cell, counts.shape), counts.reshape(-1).take(cell)


def constant(rows: int, value: float) -> np.ndarray:
    """Return a column of one value, that takes no memory."""
    return repeated(np.array([value]), rows)
