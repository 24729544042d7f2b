"""Applications of a year, counted by what they have in common."""

import numpy as np
from numba import njit

from sim.kernels.codes import BEYOND_SEATS, OUTCOME_NAMES, OVERFLOW_FAR, OVERFLOW_NEAR, PUBLIC

FIRST, SENT_ELSEWHERE, IN_PUBLIC = range(len(OUTCOME_NAMES), len(OUTCOME_NAMES) + 3)
N_COUNTS = len(OUTCOME_NAMES) + 3
_TABLE_SIZE = 1 << 16  # combinations a table may hold however few the entries; more are sorted


def cells_of(*keys: np.ndarray) -> tuple[list[np.ndarray], np.ndarray]:
    """Return the different combinations of whole numbers, and the one each entry has.

    Parameters
    ----------
    *keys : int arrays (entries,)

    Returns
    -------
    list of int64 arrays (cells,)
        The combinations, a column a key, ascending by the first key, then the second, and so on.
    int64 array (entries,)
        The cell of each entry.
    """
    if len(keys[0]) == 0:
        return [np.zeros(0, np.int64) for _ in keys], np.zeros(0, np.int64)
    low = [int(key.min()) for key in keys]
    width = [int(key.max()) + 1 - least for key, least in zip(keys, low, strict=True)]
    n_codes = float(np.prod(np.array(width, float)))
    code = np.zeros(len(keys[0]), np.int32 if n_codes < 1 << 31 else np.int64)
    for key, least, wide in zip(keys, low, width, strict=True):
        code *= wide
        code += key.astype(code.dtype, copy=False)
        code -= least
    found, cell = _numbered(code, n_codes)
    columns = []
    for least, wide in zip(reversed(low), reversed(width), strict=True):
        found, rest = np.divmod(found, wide)
        columns.append(rest + least)
    return columns[::-1], cell


def _numbered(code: np.ndarray, n_codes: float) -> tuple[np.ndarray, np.ndarray]:
    """Return the codes that occur, ascending, and the position of each entry's among them."""
    if n_codes > max(_TABLE_SIZE, len(code)):
        found, position = np.unique(code, return_inverse=True)
        return found.astype(np.int64), position
    is_there, position = np.zeros(int(n_codes), np.uint8), np.empty(int(n_codes), np.int32)
    found, cell = np.empty(int(n_codes), np.int64), np.empty(len(code), np.int32)
    n = _number(code.astype(np.int32, copy=False), is_there, position, found, cell)
    return found[:n], cell


@njit(cache=True, nogil=True)
def _number(code, is_there, position, found, cell):
    """Fill `found` with the codes that occur, ascending, and `cell` with the place of each entry's; return how many."""
    n = 0
    for i in range(len(code)):
        is_there[np.uint64(code[i])] = 1
    for k in range(len(position)):
        found[n], position[k] = k, n
        n += is_there[k]
    for i in range(len(code)):
        cell[i] = position[np.uint64(code[i])]
    return n


@njit(cache=True, nogil=True)
def count_applications(cell, outcome, school_from, school_to, ownership, counts):
    """Add applications to the rows of `counts` that `cell` names.

    Parameters
    ----------
    counts : int array (cells, N_COUNTS)
        Output: by outcome; in the school asked for first; sent elsewhere by overflow or beyond the seats; in a public
        school.
    cell, outcome : int arrays (applications,)
        Row of `counts`; codes of `sim.kernels.codes.OUTCOME_NAMES`.
    school_from, school_to : int arrays (applications,)
        School asked for first and school found, -1 none.
    ownership : int array (schools,)
    """
    for i in range(len(cell)):
        row, got, what, asked = np.uint64(cell[i]), school_to[i], outcome[i], school_from[i]
        counts[row, np.uint64(what)] += 1
        is_placed, is_first = got >= 0, got == asked
        is_sent = (what == OVERFLOW_NEAR) | (what == OVERFLOW_FAR) | (what == BEYOND_SEATS)
        counts[row, np.uint64(FIRST)] += is_placed & is_first
        counts[row, np.uint64(IN_PUBLIC)] += is_placed & (ownership[np.uint64(max(got, 0))] == PUBLIC)
        counts[row, np.uint64(SENT_ELSEWHERE)] += is_sent & (not is_first)
