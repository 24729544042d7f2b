"""The line before each place applied for: who stands where in it, and who was the last to get in.

Pairs are held by applicant, best first: those of applicant i are `first[i]` to `first[i + 1]` - 1. A lower score stands
further ahead, on equal scores the lower applicant row; a score of infinity is not eligible and stands in no line.
"""

import numpy as np
from numba import njit

from sim.kernels.market_checks import fixed, lists_of, real_numbers


def ranks_in_line(first, cell, score, cells: int) -> np.ndarray:
    """Return the position of each pair's applicant in the line of its cell, int64 (pairs,).

    Parameters
    ----------
    first : int array (applicants + 1,)
    cell : int array (pairs,)
        The place applied for, 0 to `cells` - 1.
    score : float array (pairs,)
    cells : int
        Number of places.

    Returns
    -------
    int64 array (pairs,)
        0 for the head of the line, -1 where the applicant is not eligible.

    Raises
    ------
    ValueError
        As in `sim.kernels.markets`.
    """
    first, cell, score = scored_lists(first, cell, score, cells)
    begin, pair, _ = lines(first, cell, score, cells)
    rank = np.full(len(cell), -1, np.int64)
    rank[pair] = np.arange(len(pair)) - np.repeat(begin[:-1], np.diff(begin))
    return rank


def last_admitted(accepted, first, cell, score, cells: int) -> np.ndarray:
    """Return the applicant row admitted from furthest back in the line of each cell, int64 (cells,), -1 = none.

    Parameters
    ----------
    accepted : int array (applicants,)
        The accepted pair of each applicant, or -1, as `sim.kernels.markets` returns it.
    first, cell, score, cells
        As in `ranks_in_line`.
    """
    first, cell, score = scored_lists(first, cell, score, cells)
    return _last_admitted(fixed(np.asarray(accepted, np.int64)), cell, score, cells)


def scored_lists(first, cell, score, cells: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return checked lists and the score of each pair, float64 (pairs,)."""
    first, cell = lists_of(first, cell, cells)
    score = real_numbers(score, "score", 1)
    if len(score) != len(cell):
        raise ValueError(f"score: {len(score)} rows for {len(cell)} pairs")
    return first, cell, fixed(score)


@njit(cache=True)
def count_eligible(cell, score, cells):
    """Return the pairs of each cell whose applicant is eligible, int64 (cells,)."""
    out = np.zeros(cells, np.int64)
    for k in range(len(cell)):
        if score[k] < np.inf:
            out[cell[k]] += 1
    return out


@njit(cache=True)
def lines(first, cell, score, cells):
    """Return where the line of each cell begins, int64 (cells + 1,), and the pairs and applicants in line."""
    begin = np.zeros(cells + 1, np.int64)
    begin[1:] = np.cumsum(count_eligible(cell, score, cells))
    free = begin[:-1].copy()
    pair, row = np.empty(begin[-1], np.int64), np.empty(begin[-1], np.int64)
    key = np.empty(begin[-1], np.float64)
    for i in range(len(first) - 1):
        for k in range(first[i], first[i + 1]):
            if score[k] < np.inf:
                at = free[cell[k]]
                pair[at], row[at], key[at] = k, i, score[k]
                free[cell[k]] = at + 1
    for c in range(cells):
        lo, hi = begin[c], begin[c + 1]
        order = np.argsort(key[lo:hi], kind="mergesort")  # stable: equal scores stay by row
        pair[lo:hi], row[lo:hi] = pair[lo:hi][order], row[lo:hi][order]
    return begin, pair, row


@njit(cache=True)
def _last_admitted(accepted, cell, score, cells):
    last = np.full(cells, -1, np.int64)
    for i in range(len(accepted)):
        k = accepted[i]
        if k < 0:
            continue
        held = last[cell[k]]
        if held < 0 or score[k] >= score[accepted[held]]:
            last[cell[k]] = i
    return last


@njit(cache=True, nogil=True)
def standing_pairs(first, school, score, grade, stands, begin):
    """Return the pairs that stand in a line, int32 (standing,), and their places, int32: school x 9 + grade - 1.

    Parameters
    ----------
    first, school, score : arrays (applicants + 1,), (pairs,), (pairs,)
        Schools of each applicant, best first; an infinite score stands nowhere.
    grade : int array (applicants,)
        Grade asked for, 1-9.
    stands : bool array (applicants,)
        Who stands in line at all.
    begin : int array (applicants + 1,)
        Output: where the pairs of each applicant begin.
    """
    n = 0
    for i in range(len(grade)):
        if stands[i]:
            for k in range(first[i], first[i + 1]):
                n += score[k] < np.inf
    pair, cell = np.empty(n, np.int32), np.empty(n, np.int32)
    n = 0
    for i in range(len(grade)):
        begin[i] = n
        if stands[i]:
            for k in range(first[i], first[i + 1]):
                if score[k] < np.inf:
                    pair[n], cell[n] = k, school[k] * 9 + grade[i] - 1
                    n += 1
    begin[len(grade)] = n
    return pair, cell
