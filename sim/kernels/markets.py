"""Matching mechanisms over lists of pairs: who gets which place, without a table of all applicants by all places.

A market is held by applicant: the pairs of applicant i are `first[i]` to `first[i + 1]` - 1, best first. `cell` is the
place applied for (a school, or one kind of its seats; one applicant may list two cells of one school), `score` the
applicant's standing there: lower is better, equal values go to the lower applicant row, infinity is not eligible.
Lotteries are the caller's. All mechanisms return the index of the accepted pair, int64 (applicants,), -1 = none.

Every function takes

first : int array (applicants + 1,)
cell : int array (pairs,), a place not twice in one list
score : float array (pairs,)
capacities : int array (cells,), 0 allowed

modifies none of them, and raises `ValueError`, naming the row, where they are not so.
"""

import numpy as np
from numba import njit

from sim.kernels.codes import GRADES
from sim.kernels.lines import count_eligible, lines, scored_lists
from sim.kernels.market_checks import fixed, lists_of, order_of, seats_of
from sim.kernels.trading import trade


def deferred_acceptance_pairs(first, cell, score, capacities) -> np.ndarray:
    """Return the applicant-optimal stable matching (Gale and Shapley 1962).

    Applicants propose; a place holds the best so far and lets the worst go when it is full. O(pairs log seats).
    """
    return _defer(*_market(first, cell, score, capacities))


def immediate_acceptance_pairs(first, cell, score, capacities) -> np.ndarray:
    """Return the matching of the Boston mechanism: what a place gives in one round it does not take back.

    In round r those still without a place apply to the r-th pair of their list, also where they are not eligible or
    nothing is left there; that round is then lost to them. O(pairs log seats).
    """
    return _accept_at_once(*_market(first, cell, score, capacities))


def top_trading_cycles_pairs(first, cell, score, capacities) -> np.ndarray:
    """Return the matching of top trading cycles with counters (Abdulkadiroglu and Sonmez 2003).

    The line of a place holds those who listed it, so nobody trades a place that he did not list; the form with
    priorities of everybody everywhere is `sim.kernels.admission.top_trading_cycles`. O(pairs log line).
    """
    first, cell, score, seats = _market(first, cell, score, capacities)
    begin, _, line = lines(first, cell, score, len(seats))
    return trade(first, cell, score, begin, line, seats)


def serial_dictatorship_pairs(first, cell, order, capacities) -> np.ndarray:
    """Return the matching where applicants choose one after the other, the row `order[0]` first. O(pairs)."""
    seats = seats_of(capacities)
    first, cell = lists_of(first, cell, len(seats))
    return _choose_in_order(first, cell, fixed(order_of(order, len(first) - 1)), fixed(seats))


def _market(first, cell, score, capacities):
    seats = seats_of(capacities)
    return *scored_lists(first, cell, score, len(seats)), fixed(seats)


@njit(cache=True)
def _rooms_to_hold(cell, score, capacities):
    """Return how many each cell can hold at most, where its part of the heaps begins, and the heaps' length.

    A cell with room for all who are eligible needs no heap: it can hold -1.
    """
    eligible = count_eligible(cell, score, len(capacities))
    limit = np.minimum(capacities, eligible)
    end = np.cumsum(np.where(eligible <= capacities, 0, limit))
    begin = np.zeros(len(limit), np.int64)
    begin[1:] = end[:-1]
    return np.where(eligible <= capacities, -1, limit), begin, end[-1] if len(end) else 0


@njit(cache=True, inline="always")
def _is_worse(score, row, other_score, other_row):
    return score > other_score or (score == other_score and row > other_row)


@njit(cache=True, nogil=True)
def _add(i, s, b, n, heap_score, heap_row):
    """Add applicant `i` with score `s` to the `n` a cell holds: a heap from `b` on, the worst on top."""
    at = n
    while at > 0:
        up = (at - 1) // 2
        if not _is_worse(s, i, heap_score[b + up], heap_row[b + up]):
            break
        heap_score[b + at], heap_row[b + at] = heap_score[b + up], heap_row[b + up]
        at = up
    heap_score[b + at], heap_row[b + at] = s, i


@njit(cache=True, nogil=True)
def _replace(i, s, b, n, heap_score, heap_row):
    """Put applicant `i` with score `s` in the place of the worst of `n`; return whom the cell lets go, `i` or that."""
    if n == 0 or not _is_worse(heap_score[b], heap_row[b], s, i):
        return i
    out, at = np.int64(heap_row[b]), 0
    while True:
        down = 2 * at + 1
        if down >= n:
            break
        right = down + 1
        if right < n and _is_worse(
            heap_score[b + right], heap_row[b + right], heap_score[b + down], heap_row[b + down]
        ):
            down = right
        if not _is_worse(heap_score[b + down], heap_row[b + down], s, i):
            break
        heap_score[b + at], heap_row[b + at] = heap_score[b + down], heap_row[b + down]
        at = down
    heap_score[b + at], heap_row[b + at] = s, i
    return out


@njit(cache=True, nogil=True)
def serve_lines(first, school, grade, score, stands, seats):
    """Return the pair that gives each applicant a seat by deferred acceptance, int64 (applicants,), -1 = none.

    As `deferred_acceptance_pairs`, where the places are schools and grades.

    Parameters
    ----------
    first, school, score : arrays (applicants + 1,), (pairs,), (pairs,)
        Schools of each applicant, best first, and its score there.
    grade : int array (applicants,)
        Grade asked for, 1-9.
    stands : bool array (applicants,)
        Who stands in line at all.
    seats : int array (schools, 9)
        Free seats; reduced in place, never below zero.
    """
    cell, standing = np.empty(len(school), np.int32), score if stands.all() else score.copy()
    for i in range(len(grade)):
        for k in range(first[i], first[i + 1]):
            cell[k] = school[k] * GRADES + grade[i] - 1
            if not stands[i]:
                standing[k] = np.inf
    free = seats.reshape(-1)
    accepted = _defer(first, cell, standing, free)
    for i in range(len(accepted)):
        if accepted[i] >= 0:
            free[cell[accepted[i]]] -= 1
    return accepted


@njit(cache=True, nogil=True)
def _defer(first, cell, score, capacities):
    limit, begin, length = _rooms_to_hold(cell, score, capacities)
    held = np.zeros(len(capacities), np.int64)
    heap_score, heap_row = np.empty(length), np.empty(length, np.int32)
    accepted = np.full(len(first) - 1, -1, np.int64)
    for newcomer in range(len(first) - 1):
        i, k = newcomer, first[newcomer]
        while i >= 0:
            if k == first[i + 1]:
                accepted[i] = -1
                break
            c, out = cell[k], i
            if score[k] < np.inf:
                if limit[c] < 0:
                    out = -1
                elif held[c] < limit[c]:
                    _add(i, score[k], begin[c], held[c], heap_score, heap_row)
                    held[c] += 1
                    out = -1
                else:
                    out = _replace(i, score[k], begin[c], held[c], heap_score, heap_row)
            if out == i:
                k += 1
                continue
            accepted[i] = k
            i = out
            if i >= 0:
                k = accepted[i] + 1
    return accepted


@njit(cache=True)
def _accept_at_once(first, cell, score, capacities):
    limit, begin, length = _rooms_to_hold(cell, score, capacities)
    held = np.zeros(len(capacities), np.int64)
    heap_score, heap_row = np.empty(length), np.empty(length, np.int32)
    accepted = np.full(len(first) - 1, -1, np.int64)
    still = np.flatnonzero(first[1:] > first[:-1])
    turn = 0
    while len(still) > 0:
        for i in still:
            k = first[i] + turn
            if score[k] == np.inf:
                continue
            c, out = cell[k], np.int64(-1)
            if limit[c] >= 0 and held[c] < limit[c]:
                _add(i, score[k], begin[c], held[c], heap_score, heap_row)
                held[c] += 1
            elif limit[c] >= 0:
                out = _replace(i, score[k], begin[c], held[c], heap_score, heap_row)
            if out != i:
                accepted[i] = k
                if out >= 0:
                    accepted[out] = -1
        turn += 1
        n = 0
        for i in still:  # what was given in this round is no longer the cell's to give
            c = cell[first[i] + turn - 1]
            begin[c] += held[c]
            limit[c] -= held[c]
            held[c] = 0
            if accepted[i] < 0 and first[i] + turn < first[i + 1]:
                still[n] = i
                n += 1
        still = still[:n]
    return accepted


@njit(cache=True)
def _choose_in_order(first, cell, order, capacities):
    seats = capacities.copy()
    accepted = np.full(len(first) - 1, -1, np.int64)
    for i in order:
        for k in range(first[i], first[i + 1]):
            if seats[cell[k]] > 0:
                seats[cell[k]] -= 1
                accepted[i] = k
                break
    return accepted
