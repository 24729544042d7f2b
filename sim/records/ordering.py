"""Put the rows of a record table in the order of its key columns."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from sim.records.columns import Coded, RecordTable


def ranks(coded: Coded) -> tuple[np.ndarray, list[str]]:
    """Return each row's index among the sorted distinct values in use, and those values.

    Parameters
    ----------
    coded : Coded
        A text column; names may stand twice or be unused, which leaves no trace in the result.

    Returns
    -------
    indices : int32 array
        One index a row.
    values : list of str
        Sorted by code point, each once.
    """
    used = np.zeros(len(coded.names), dtype=bool)
    used[coded.codes] = True
    values = sorted({coded.names[i] for i in np.flatnonzero(used)})
    place = {value: i for i, value in enumerate(values)}
    rank = np.array([place.get(value, -1) for value in coded.names], dtype=np.int32)
    return rank[coded.codes] if len(rank) else np.zeros(0, dtype=np.int32), values


def sorted_rows(table: RecordTable, keys: Sequence[str], name: str) -> RecordTable:
    """Return the table with its text columns in ranks and its rows sorted by the key columns.

    Raises
    ------
    ValueError
        When two rows have the same key: a defect of the recorder, never of the user.
    """
    normal = {column: _normal(values) for column, values in table.items()}
    columns = [_comparable(normal[key]) for key in keys]
    if _strictly_increasing(columns):
        return normal
    order = np.lexsort(columns[::-1])
    if not _strictly_increasing([column[order] for column in columns]):
        raise ValueError(f"record table {name}: two rows share the key {', '.join(keys)}")
    return {column: _take(values, order) for column, values in normal.items()}


def _normal(values: np.ndarray | Coded) -> np.ndarray | Coded:
    """Return a text column by ranks; a column of numbers as it is."""
    return Coded(*ranks(values)) if isinstance(values, Coded) else np.asarray(values)


def _comparable(values: np.ndarray | Coded) -> np.ndarray:
    """Return an array whose order is the order of the values."""
    return values.codes if isinstance(values, Coded) else values


def _take(values: np.ndarray | Coded, order: np.ndarray) -> np.ndarray | Coded:
    """Return the rows in `order`."""
    return Coded(values.codes[order], values.names) if isinstance(values, Coded) else values[order]


def _strictly_increasing(columns: list[np.ndarray]) -> bool:
    """Tell whether each row comes after the one before, comparing the columns in turn."""
    n_rows = len(columns[0])
    after = np.zeros(max(n_rows - 1, 0), dtype=bool)
    for column in reversed(columns):  # the first key decides, so it is laid on last
        after = (column[1:] > column[:-1]) | ((column[1:] == column[:-1]) & after)
    return bool(after.all())
