"""Places in private schools (民办): the lots of children, and seats given to the nearest."""

import numpy as np
from numba import njit

from sim.base.draws import uniform


@njit(cache=True)
def lots(seed, what_for, year, uid, school_uid):
    """Return the lot of each child at a school, float (children,) in [0, 1).

    Parameters
    ----------
    seed, what_for, year : int
        Key of the draws, as in `sim.base.draws.uniform`.
    uid, school_uid : uint64 arrays (children,)
        Lasting numbers of the child and of the school it draws for.
    """
    out = np.empty(len(uid))
    for i in range(len(uid)):
        out[i] = uniform(seed, what_for, year, uid[i], school_uid[i])
    return out


@njit(cache=True)
def take_nearest(order, grade, which, minutes, limit, seats):
    """Return the nearest school with a seat within the limit for each child, -1 = none, int64 (children,).

    Children choose in order; of schools equally near the first listed is taken.

    Parameters
    ----------
    order : int array
        Children in the order they choose; others are given nothing.
    grade : int array (children,)
    which, minutes : arrays (children, k)
        Schools in reach, -1 = no more, and day-trip minutes to them.
    limit : float array (children,)
        Longest day trip, minutes.
    seats : int array (schools, 9)
        Seats to give; reduced in place, never below zero.
    """
    out = np.full(len(grade), -1, np.int64)
    for i in order:
        best = np.inf
        for k in range(which.shape[1]):
            s = which[i, k]
            if s < 0:
                break
            if seats[s, grade[i] - 1] > 0 and minutes[i, k] <= limit[i] and minutes[i, k] < best:
                best, out[i] = minutes[i, k], s
        if out[i] >= 0:
            seats[out[i], grade[i] - 1] -= 1
    return out
