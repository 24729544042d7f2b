"""Record tables in as few bits as their values need, beside the types that are declared for them."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from sim.records.collecting import kept_columns
from sim.records.columns import Coded, RecordTable
from sim.records.hashing import dtype_name

_NARROWER = {1 << 8: np.uint8, 1 << 16: np.uint16}  # by the values that have room


def narrow_columns(table: RecordTable) -> tuple[RecordTable, Mapping[str, str]]:
    """Return a table with narrow columns, and the declared types (dtype names) of its columns of numbers.

    Rows of a recorder are narrow as it keeps them; of other tables whole numbers without a sign are narrowed.
    """
    kept = kept_columns(table)
    if kept is not None:
        return kept
    types = {
        name: dtype_name(values.dtype) for name, values in table.items() if not isinstance(values, Coded)
    }
    return {name: _narrow(values) for name, values in table.items()}, types


def _narrow(values: np.ndarray | Coded) -> np.ndarray | Coded:
    """Return whole numbers without a sign in as many bits as they need; other columns as they are."""
    if isinstance(values, Coded) or values.dtype.kind != "u" or not len(values):
        return values
    largest = values.max()
    for room, dtype in _NARROWER.items():
        if largest < room and values.itemsize > np.dtype(dtype).itemsize:
            return values.astype(dtype)
    return values
