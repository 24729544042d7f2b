"""Put the rows of a record table in the order of its key columns."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from math import prod
from operator import eq

import numpy as np

from sim.records.columns import Coded, RecordTable

_LONG, _FEW_NAMES = 4_096, 8  # rows from which, and names up to which, looking for each name costs less
_ROOM = {np.uint32: 1 << 32, np.uint64: 1 << 64}  # keys that can be told by one number


def ranks(coded: Coded) -> tuple[np.ndarray, list[str]]:
    """Return each row's index among the sorted distinct values in use, and those values.

    Parameters
    ----------
    coded : Coded
        A text column; names may stand twice or be unused, which leaves no trace in the result.

    Returns
    -------
    indices : array of whole numbers
        One index a row.
    values : list of str
        Sorted by code point, each once.
    """
    rank, values = _ranks(tuple(coded.names), _in_use(coded).tobytes())
    return (coded.codes if rank is None else rank.take(coded.codes)), list(values)


@lru_cache(maxsize=512)  # the same places and words in many tables, and in the next run
def _ranks(names: tuple[str, ...], used: bytes) -> tuple[np.ndarray | None, list[str]]:
    """Return the rank of each name among those in use, None where that is its number; and the names by rank."""
    values = sorted({name for name, is_used in zip(names, used, strict=True) if is_used})
    if len(values) == len(names) and all(map(eq, values, names)):
        return None, values
    place = {value: i for i, value in enumerate(values)}
    rank = np.array([place.get(name, 0) for name in names], np.min_scalar_type(len(values)))
    return rank, values


def _in_use(coded: Coded) -> np.ndarray:
    """Return which names of a text column stand in a row, bool (names,)."""
    codes, n_names = coded.codes, len(coded.names)
    if len(codes) > _LONG and n_names <= _FEW_NAMES:
        return np.array([(codes == code).any() for code in range(n_names)])
    used = np.zeros(n_names, dtype=bool)
    if len(codes) > _LONG:  # rows of one name mostly stand together
        used[codes[-1]] = True
        codes = codes[:-1][codes[1:] != codes[:-1]]
    used[codes] = True
    return used


def sorted_rows(table: RecordTable, keys: Sequence[str], name: str) -> RecordTable:
    """Return the table with its text columns in ranks and its rows sorted by the key columns.

    Raises
    ------
    ValueError
        When two rows have the same key: a defect of the recorder, never of the user.
    """
    normal = {column: _normal(values) for column, values in table.items()}
    columns = _merged([_comparable(normal[key]) for key in keys])
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
    return Coded(values.codes.take(order), values.names) if isinstance(values, Coded) else values.take(order)


def _merged(columns: list[np.ndarray]) -> list[np.ndarray]:
    """Return columns that tell the same order: one, if a number has room for all, for that is sorted sooner."""
    if not len(columns[0]) or any(column.dtype.kind != "u" for column in columns):
        return columns
    spans = [int(column.max()) + 1 for column in columns]
    for dtype, room in _ROOM.items():
        if prod(spans) < room:
            key = columns[0].astype(dtype)
            for column, span in zip(columns[1:], spans[1:], strict=True):
                key *= dtype(span)
                key += column
            return [key]
    return columns


def _strictly_increasing(columns: list[np.ndarray]) -> bool:
    """Tell whether each row comes after the one before, comparing the columns in turn."""
    after = columns[-1][1:] > columns[-1][:-1]
    for column in columns[-2::-1]:  # the first key decides, so it is laid on last
        after = (column[1:] > column[:-1]) | ((column[1:] == column[:-1]) & after)
    return bool(after.all())
