"""Rows where something holds, of masks in which it seldom does."""

import numpy as np
from numba import njit

_WORD = 8  # places of a mask that are looked at together
_RARE = 25  # where one place of so many holds, or more, all are looked at one by one


def rows_of(mask: np.ndarray) -> np.ndarray:
    """Return the rows in which `mask`, bool or uint8 (n,), is not 0, ascending, int64; as `np.flatnonzero`, sooner."""
    return _rows_of(np.ascontiguousarray(mask).view(np.uint8))


@njit(cache=True, nogil=True)
def _rows_of(mask):
    n = 0
    for i in range(len(mask)):
        n += mask[i] != 0
    rows, found = np.empty(n + 1, np.int64), 0
    if n * _RARE < len(mask):
        found = mark_rows(mask, len(mask), 0, rows, 0)
    else:
        for i in range(len(mask)):
            rows[found] = i
            found += mask[i] != 0
    return rows[:n]


@njit(cache=True, inline="always")
def mark_rows(mask, n, begin, rows, found):
    """Write `begin` and the place of each of the first `n` places of `mask` (uint8) that is not 0 to `rows[found:]`.

    Returns the end of what is written. `rows` has room for one more, which is written over.
    """
    words = mask[: n // _WORD * _WORD].view(np.uint64)
    for w in range(len(words)):
        if words[w] != 0:
            for i in range(_WORD * w, _WORD * w + _WORD):  # without a branch, but for words where none holds
                rows[found] = begin + i
                found += mask[i] != 0
    for i in range(_WORD * len(words), n):
        rows[found] = begin + i
        found += mask[i] != 0
    return found
