"""Serving applicants in order at one school each."""

import numpy as np
from numba import njit

from sim.base.draws import uniform
from sim.kernels.codes import IN_ZONE, OVER_CAPACITY, UNPLACED


@njit(cache=True)
def order_keys(school, grade, group, uid, seed, what_for, year):
    """Return sort keys (uint64): school and grade, then group, then a tie-break drawn for child and school."""
    n = len(school)
    keys = np.empty(n, np.uint64)
    for i in range(n):
        tie = np.uint64(uniform(seed, what_for, year, uid[i], school[i] + 1) * 4294967296.0)
        cell = np.uint64((school[i] + 1) * 9 + grade[i] - 1)
        keys[i] = (cell << np.uint64(36)) | (np.uint64(group[i]) << np.uint64(32)) | tie
    return keys


@njit(cache=True)
def admit_in_order(order, school, grade, is_sure, seats, placed, how):
    """Admit applicants to one school each, in the given order, while seats last; sure ones also beyond.

    Parameters
    ----------
    order : int array
        Row numbers of applicants in the order they are served.
    school, grade, is_sure : arrays (applicants,)
        The school asked for (-1 = none), the grade, and whether the school must take the child whatever its seats.
    seats : int array (schools, 9)
        Free seats; reduced in place, never below zero.
    placed, how : int arrays (applicants,)
        Outputs: school or -1, and IN_ZONE, OVER_CAPACITY or UNPLACED.
    """
    for j in range(len(order)):
        i = order[j]
        s, g = school[i], grade[i] - 1
        placed[i], how[i] = -1, UNPLACED
        if s < 0:
            continue
        if seats[s, g] > 0:
            seats[s, g] -= 1
            placed[i], how[i] = s, IN_ZONE
        elif is_sure[i]:
            placed[i], how[i] = s, OVER_CAPACITY
