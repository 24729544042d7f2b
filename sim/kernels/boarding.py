"""Boarding (寄宿): who would board, and who does where beds are short."""

import numpy as np
from numba import njit

from sim.base.draws import uniform
from sim.kernels.codes import BOARD, ENROLLED

YOUNG = 4  # highest grade at which a boarder is young (低龄寄宿): for dropout, and as counted

# Positions in the vector of boarding: minutes, then log odds ratios.
HALF_PRIMARY, HALF_JUNIOR, SCALE, PER_GRADE, ONE_AWAY, BOTH_AWAY, POOR = range(7)


@njit(cache=True, inline="always")
def board_logit(board_odds, offset, grade, minutes, poor, parents_away):
    """Return the log odds that a pupil would board; `board_odds` and `offset` as in `would_board`."""
    is_junior = grade >= 7
    half = board_odds[HALF_JUNIOR] if is_junior else board_odds[HALF_PRIMARY]
    x = (minutes - half) / board_odds[SCALE] + offset[1 if is_junior else 0]
    x += board_odds[PER_GRADE] * (grade - (8.0 if is_junior else 5.0))
    if parents_away == 1:
        x += board_odds[ONE_AWAY]
    elif parents_away > 1:
        x += board_odds[BOTH_AWAY]
    return x + board_odds[POOR] if poor else x


@njit(cache=True, nogil=True)
def would_board(
    status, grade, school, household, uid, minutes, poverty, parents_away, board_grade, board_odds, offset,
    seed, what_for, year, wish, lo, hi,
):  # fmt: skip
    """Set `wish` of each child: 1 = would board, did its school have a bed.

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
    """
    for i in range(lo, hi):
        wish[i] = 0
        if status[i] != ENROLLED or grade[i] < board_grade[school[i]]:
            continue
        h = household[i]
        odds = np.exp(board_logit(board_odds, offset, grade[i], minutes[i], poverty[h] > 0, parents_away[h]))
        wish[i] = 1 if uniform(seed, what_for, year, uid[i], 0) * (1.0 + odds) < odds else 0


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
