"""From yearly pieces to record tables: columns joined, texts kept as codes."""

import numpy as np

from sim.records.declared import Coded, RecordTable, TableDeclaration

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
            names = pieces[0].names if pieces else []
            if any(piece.names is not names and piece.names != names for piece in pieces):
                raise ValueError(f"{declared.name}.{column.name}: names differ between years")
            table[column.name] = Coded(
                np.concatenate([p.codes for p in pieces]).astype(np.int32), list(names)
            )
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


def constant(rows: int, value: float) -> np.ndarray:
    """Return a column of one value."""
    return np.full(rows, value)
