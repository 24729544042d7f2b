"""Boarding (寄宿): who would board, and who does where beds are short."""

import numpy as np
from numba import njit

from sim.base.draws import uniform
from sim.kernels.codes import BOARD, ENROLLED


@njit(cache=True, nogil=True)
def would_board(
    status, grade, school, uid, minutes, board_grade, board_odds, seed, what_for, year, wish, lo, hi
):  # fmt: skip
    """Set `wish` of each child: 1 = would board, did its school have a bed.

    Parameters
    ----------
    minutes : int array (children,)
        One-way minutes of the day trip.
    board_grade : int array (schools,)
        Lowest grade that may board.
    board_odds : float array (half-way minutes primary, half-way minutes junior, scale)
        A child of that grade or above would board with probability logistic((minutes - half-way) / scale).
    """
    for i in range(lo, hi):
        wish[i] = 0
        if status[i] != ENROLLED or grade[i] < board_grade[school[i]]:
            continue
        half = board_odds[0] if grade[i] < 7 else board_odds[1]
        odds = np.exp((minutes[i] - half) / board_odds[2])
        wish[i] = 1 if uniform(seed, what_for, year, uid[i], 0) * (1.0 + odds) < odds else 0


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
