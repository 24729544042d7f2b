"""Private schools (民办): which one a family applies to, the lottery where it is oversubscribed, and seats bought."""

import numpy as np
from numba import njit

from sim.base.draws import uniform


@njit(cache=True, inline="always")
def _gumbel(u):
    return -np.log(-np.log(u + 1e-300) + 1e-300)


@njit(cache=True)
def chosen_private(
    which, minutes, grade, recruits, quality, pull, public_quality, public_minutes, weight_quality, weight_minutes,
    uid, school_uid, seed, what_for, year,
):  # fmt: skip
    """Return the private school each applicant applies to, -1 = to none, int64 (applicants,).

    The one of largest utility among the private schools in reach and the public school the child would be given, each
    with a Gumbel draw of the child's own for it. Utility of the public school is 0, of a private one
    pull + weight_quality x (its quality - public_quality) - weight_minutes x (its minutes - public_minutes) / 10.

    Parameters
    ----------
    which : int array (applicants, k)
        Schools in reach, -1 = no more.
    minutes : float array (applicants, k)
        Day-trip minutes to them.
    grade : int array (applicants,)
    recruits : bool array (schools, 9)
        Which schools recruit for which grade.
    quality : float array (schools,)
    pull, public_quality, public_minutes : float arrays (applicants,)
    weight_quality : float
        Utility per point of quality.
    weight_minutes : float
        Utility per 10 minutes saved.
    uid, school_uid : uint64 arrays (applicants,), (schools,)
        Lasting numbers, by which luck is drawn.
    seed, what_for, year : int
        Key of the draws.
    """
    out = np.full(len(grade), -1, np.int64)
    for i in range(len(grade)):
        best, is_drawn = 0.0, False
        for k in range(which.shape[1]):
            s = which[i, k]
            if s < 0:
                break
            if not recruits[s, grade[i] - 1]:
                continue
            if not is_drawn:
                best, is_drawn = _gumbel(uniform(seed, what_for, year, uid[i], 0)), True
            utility = pull[i] + weight_quality * (quality[s] - public_quality[i])
            utility -= weight_minutes * (minutes[i, k] - public_minutes[i]) / 10.0
            utility += _gumbel(uniform(seed, what_for, year, uid[i], school_uid[s]))
            if utility > best:
                best, out[i] = utility, s
    return out


@njit(cache=True)
def lots(seed, what_for, year, uid, school_uid):
    """Return the lot of each child at a school, float (children,) in [0, 1); `uid` and `school_uid` one a child."""
    out = np.empty(len(uid))
    for i in range(len(uid)):
        out[i] = uniform(seed, what_for, year, uid[i], school_uid[i])
    return out


def winners(school, grade, lot, uid, seats) -> np.ndarray:
    """Return who wins a seat at the school applied to, bool (applicants,): the lowest lots, as many as seats.

    Parameters
    ----------
    school, grade : int arrays (applicants,)
    lot : float array (applicants,)
    uid : uint64 array (applicants,)
        Decides between equal lots.
    seats : int array (schools, 9)
        Free seats; not changed.
    """
    cell = np.asarray(school, np.int64) * seats.shape[1] + grade - 1
    order = np.lexsort((uid, lot, cell))
    in_line = cell[order]
    rank = np.arange(len(order)) - np.searchsorted(in_line, in_line)
    won = np.empty(len(order), bool)
    won[order] = rank < seats.reshape(-1)[in_line]
    return won


@njit(cache=True)
def take_nearest(order, grade, which, minutes, limit, seats):
    """Return the nearest school with a seat within the limit for each child, -1 = none, int64 (children,).

    Children choose in order; of schools equally near the first listed is taken.

    Parameters
    ----------
    order : int array
        Children in the order they choose.
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
