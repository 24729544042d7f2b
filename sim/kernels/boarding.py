"""Boarding (寄宿): who would board, and who does where beds are short."""

import numpy as np
from numba import njit

from sim.base.draws import draw_block
from sim.kernels.codes import BOARD, ENROLLED
from sim.kernels.marks import marked

BLOCK = 512  # children whose luck is drawn together, so that it vectorises
SPAN = 4  # minutes of a trip that stand together in bounds
YOUNG = 4  # highest grade at which a boarder is young (低龄寄宿): for dropout, and as counted

# Positions in the vector of boarding: minutes, then log odds ratios.
HALF_PRIMARY, HALF_JUNIOR, SCALE, PER_GRADE, ONE_AWAY, BOTH_AWAY, POOR = range(7)


@njit(cache=True, inline="always")
def board_logit(board_odds, offset, grade, minutes, poor, parents_away):
    """Return the log odds that a pupil would board; `board_odds` and `offset` as in `would_board`."""
    half, half_junior, at, at_junior = board_odds[HALF_PRIMARY], board_odds[HALF_JUNIOR], offset[0], offset[1]
    one, both, less = board_odds[ONE_AWAY], board_odds[BOTH_AWAY], board_odds[POOR]
    is_junior = grade >= 7  # all is read by now: what follows are choices between numbers, not jumps
    x = (minutes - (half_junior if is_junior else half)) / board_odds[SCALE] + (
        at_junior if is_junior else at
    )
    x += board_odds[PER_GRADE] * (grade - (8.0 if is_junior else 5.0))
    x += one if parents_away == 1 else (both if parents_away > 1 else 0.0)
    return x + (less if poor else 0.0)


@njit(cache=True, nogil=True, error_model="numpy")
def would_board(
    status, grade, school, household, uid, minutes, poverty, parents_away, board_grade, board_odds, offset,
    seed, what_for, year, found, lo, hi,
):  # fmt: skip
    """Find the children who would board, did their school have a bed; return how many they are.

    Parameters
    ----------
    minutes : int array (children,)
        One-way minutes of the day trip.
    poverty, parents_away : int arrays (households,)
    board_grade : int array (schools,)
        Lowest grade that may board.
    board_odds : float array (half-way minutes primary, half-way minutes junior, scale; log odds ratios of a grade
        higher, one parent away, both away, a poor family)
        A child of that grade or above would board with probability logistic((minutes - half-way) / scale + offset +
        log odds ratios); grades count from the middle of the boarding grades of the stage (5, 8).
    offset : float array (2,)
        By stage; see `board_offset`.
    found : int64 array (children + 1,)
        Output: their rows, ascending, at the front.
    """
    lowest, n_found = board_grade.min() if len(board_grade) else 10, 0
    bounds = _bounds(lowest, board_odds, offset)
    may, rows, luck = np.zeros(BLOCK, np.uint8), np.empty(BLOCK, np.int64), np.empty(BLOCK)
    eights = may.view(np.uint64)
    for first in range(lo, hi, BLOCK):
        end = min(hi, first + BLOCK)
        their, g_of, trip = status[first:end], grade[first:end], minutes[first:end]
        if not _any_from(lowest, g_of):
            continue
        draw_block(seed, what_for, year, uid[first:end], 0, luck)
        may[end - first :] = 0
        for k in range(end - first):  # a draw above the bound settles it, whatever else is known of the child
            bound = bounds[np.uint64(g_of[k]), np.uint64(trip[k]) // np.uint64(SPAN)]
            may[k] = (their[k] == ENROLLED) & (luck[k] < bound)
        for j in range(marked(may, eights, rows)):
            i = first + rows[j]
            h = household[i]
            x = board_logit(board_odds, offset, grade[i], minutes[i], poverty[h] > 0, parents_away[h])
            odds = np.exp(x)
            found[n_found] = i
            n_found += (grade[i] >= board_grade[school[i]]) & (luck[rows[j]] * (1.0 + odds) < odds)
    return n_found


@njit(cache=True)
def _any_from(lowest, grade):
    """Tell whether any of a block is in grade `lowest` or above."""
    n = 0
    for k in range(len(grade)):
        n += np.int64(grade[k] >= lowest)
    return n > 0


@njit(cache=True)
def _bounds(lowest, board_odds, offset):
    """Return what no chance to want a bed exceeds by grade (0-9) and minutes in steps of `SPAN`; 0 below `lowest`.

    Everything else is taken at its most.
    """
    rest = max(0.0, board_odds[ONE_AWAY], board_odds[BOTH_AWAY]) + max(0.0, board_odds[POOR])
    out = np.zeros((10, 256 // SPAN))
    for g in range(lowest, 10):
        for step in range(256 // SPAN):
            low = board_logit(board_odds, offset, g, step * SPAN, False, 0)
            high = board_logit(board_odds, offset, g, (step + 1) * SPAN, False, 0)
            out[g, step] = 1.000001 / (1.0 + np.exp(-(rest + max(low, high))))
    return out


@njit(cache=True)
def expected_boarders(
    status, grade, school, household, minutes, poverty, parents_away, board_grade, board_odds, offset
):  # fmt: skip
    """Return the pupils who are expected to want to board by stage, float array (2,); arguments as `would_board`."""
    out = np.zeros(2)
    for i in range(len(status)):
        if status[i] == ENROLLED and grade[i] >= board_grade[school[i]]:
            h = household[i]
            x = board_logit(board_odds, offset, grade[i], minutes[i], poverty[h] > 0, parents_away[h])
            out[1 if grade[i] >= 7 else 0] += 1.0 / (1.0 + np.exp(-x))
    return out


def board_offset(columns, board_grade, board_odds) -> np.ndarray:
    """Return the offset by stage at which as many want to board as minutes alone would make, float array (2,).

    So the half-way minutes keep their meaning whatever the odds ratios are: these tell who boards, not how many.

    Parameters
    ----------
    columns : sequence of arrays
        The arguments of `expected_boarders` up to `parents_away`.
    board_grade, board_odds : arrays
        As in `would_board`.
    """
    by_minutes = board_odds.copy()
    by_minutes[PER_GRADE:] = 0.0
    offset = np.zeros(2)
    wanted = expected_boarders(*columns, board_grade, by_minutes, offset)
    if not board_odds[PER_GRADE:].any():
        return offset
    reach = 4.0 * np.abs(board_odds[PER_GRADE:]).sum() + 1e-9
    low, high = np.full(2, -reach), np.full(2, reach)
    for _ in range(_HALVINGS):
        offset = (low + high) / 2.0
        too_many = expected_boarders(*columns, board_grade, board_odds, offset) > wanted
        low, high = np.where(too_many, low, offset), np.where(too_many, offset, high)
    return (low + high) / 2.0


_HALVINGS = 40


@njit(cache=True)
def give_beds(rows, school, beds, way, minutes, over_limit, without_bed):
    """Give the beds of each school to `rows` in their order: they board and do not travel daily; the rest goes without.

    Parameters
    ----------
    rows : int array
        Children who would board, those with a better claim first.
    school : int array (children,)
    beds : int array (schools,)
    way, minutes, over_limit, without_bed : uint8 arrays (children,)
        Outputs.
    """
    left = beds.astype(np.int64)
    for i in rows:
        if left[school[i]] > 0:
            left[school[i]] -= 1
            way[i], minutes[i], over_limit[i] = BOARD, 0, 0
        else:
            without_bed[i] = 1


@njit(cache=True)
def beds_to_order(
    boarders, without_bed, over_limit, beds, planned, grade_high, may, board_grade, per_boarder, share_beyond, strength
):  # fmt: skip
    """Return the beds schools should be given, int64 (schools,).

    Parameters
    ----------
    boarders, without_bed, beds, planned, grade_high : int arrays (schools,)
        Pupils who board, and who found no bed; beds there, and on their way; highest grade taught.
    over_limit : int array (schools, 9)
        Day pupils whose trip is longer than the rule allows.
    may : bool array (schools,)
        Schools that get beds at all.
    board_grade : int
        Lowest grade that may board.
    per_boarder, share_beyond, strength : float
        Beds a boarder; part of those of boarding grades beyond the limit for whom a bed is planned, where that is more
        than found none; part of the gap that is closed.
    """
    out = np.zeros(len(beds), np.int64)
    for s in range(len(beds)):
        if not may[s] or grade_high[s] < board_grade:
            continue
        wanted = boarders[s] + max(
            np.float64(without_bed[s]), share_beyond * over_limit[s, board_grade - 1 :].sum()
        )
        missing = np.ceil(per_boarder * wanted - 1e-9) - beds[s] - planned[s]
        out[s] = np.floor(strength * max(missing, 0.0) + 0.5)
    return out


@njit(cache=True)
def canteen_seats_to_order(boarders, seats, planned, may, sittings, strength):
    """Return the canteen seats schools should be given for those who board, int64 (schools,); as `beds_to_order`."""
    out = np.zeros(len(seats), np.int64)
    for s in range(len(seats)):
        if may[s]:
            missing = (np.int64(boarders[s]) + sittings - 1) // sittings - seats[s] - planned[s]
            out[s] = np.floor(strength * max(0, missing) + 0.5)
    return out
