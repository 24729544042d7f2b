"""Whole numbers in the narrowest type that holds them."""

import numpy as np
from numba import njit

UNSIGNED = tuple(np.dtype(kind) for kind in ("uint8", "uint16", "uint32", "uint64"))
_BY_BITS = [UNSIGNED[sum(bits > 8 << k for k in range(3))] for bits in range(65)]


def repeated(one: np.ndarray, rows: int) -> np.ndarray:
    """Return the only value of `one` (1,) as often as there are rows, read-only; it takes no memory.

    As `np.broadcast_to`, which takes ten times as long.
    """
    out = np.ndarray(rows, one.dtype, one, strides=(0,))
    out.flags.writeable = False
    return out


def narrowest(low: int, high: int) -> np.dtype:
    """Return the narrowest type of whole numbers that holds both."""
    if low < 0:
        return np.result_type(np.min_scalar_type(low), np.min_scalar_type(high))
    return _BY_BITS[high.bit_length()]


@njit(cache=True, nogil=True)
def extent(values):
    """Return the lowest and the highest of `values`, int64 (n,), n > 0."""
    low = high = values[0]
    for i in range(len(values)):
        low, high = min(low, values[i]), max(high, values[i])
    return low, high


@njit(cache=True, nogil=True)
def survey(counts, is_told, low, high):
    """Mark the cells in which any of `counts`, int64 (k, cells), is not 0, and tell how far each reaches beyond 0.

    Parameters
    ----------
    counts : int64 array (k, cells)
    is_told : uint8 array (cells,)
        Added to.
    low, high : int64 arrays (k,)
        Output: the lowest and the highest of each, 0 among them.
    """
    for k in range(len(counts)):
        row, least, most = counts[k], 0, 0
        for i in range(len(row)):
            is_told[i] |= row[i] != 0
            least, most = min(least, row[i]), max(most, row[i])
        low[k], high[k] = least, most


def taken_narrow(counts: np.ndarray, low: np.ndarray, high: np.ndarray, cell: np.ndarray) -> list[np.ndarray]:
    """Return some cells of each of `counts`, int64 (k, cells), in the narrowest type; `low`, `high` by `survey`."""
    types = [narrowest(least, most) for least, most in zip(low.tolist(), high.tolist(), strict=True)]
    is_busy = ((low != 0) | (high != 0)).tolist()
    out = [repeated(np.zeros(1, UNSIGNED[0]), len(cell))] * len(counts)
    for kind in dict.fromkeys(types):
        which = [k for k, one in enumerate(types) if one == kind and is_busy[k]]
        found = np.empty((len(which), len(cell)), kind)
        _take(counts, np.array(which), cell, found)
        for k, row in zip(which, found, strict=True):
            out[k] = row
    return out


@njit(cache=True, nogil=True)
def _take(counts, which, cell, out):
    """Fill `out` (which, cells) with some cells of some of `counts`."""
    for j in range(len(which)):
        k = np.uint64(which[j])
        for i in range(len(cell)):
            out[j, i] = counts[k, np.uint64(cell[i])]
