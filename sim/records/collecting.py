"""From yearly pieces to record tables: columns joined, texts kept as codes."""

import numpy as np

from sim.records.columns import Coded, RecordTable, TableDeclaration

Collected = dict[str, "np.ndarray | Coded"]


def to_table(declared: TableDeclaration, parts: list[Collected]) -> RecordTable:
    """Return one table from yearly parts in the declared order and dtypes.

    Raises
    ------
    KeyError
        If a part lacks a declared column.
    OverflowError
        If a count does not fit the declared dtype.
    """
    table: RecordTable = {}
    for column in declared.columns:
        pieces = [part[column.name] for part in parts]
        if column.dtype == "text":
            table[column.name] = _joined(pieces)
            continue
        values = np.concatenate(pieces)
        if np.issubdtype(column.dtype, np.integer) and len(values):
            limits = np.iinfo(column.dtype)
            if values.min() < limits.min or values.max() > limits.max:
                raise OverflowError(
                    f"{declared.name}.{column.name}: {values.min()}..{values.max()} does not fit {column.dtype}"
                )
        table[column.name] = values.astype(column.dtype)
    return table


def _joined(pieces: list[Coded]) -> Coded:
    """Return text columns one below the other; names stay the same, grow at the end, or are put in one list."""
    names: dict[str, int] = {}
    codes = []
    before: list[str] | None = None
    for piece in pieces:
        if piece.names is not before and piece.names != before:
            to = np.array([names.setdefault(name, len(names)) for name in piece.names], np.int32)
            before = piece.names
        codes.append(to[piece.codes] if len(piece.codes) else np.zeros(0, np.int32))
    return Coded(np.concatenate(codes) if codes else np.zeros(0, np.int32), list(names))


def constant(rows: int, value: float) -> np.ndarray:
    """Return a column of one value."""
    return np.full(rows, value)
