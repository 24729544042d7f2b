"""Living aid (生活补助) of poor pupils: whom it reaches, and how much each gets."""

import numpy as np
from numba import njit

from sim.base.draws import uniform
from sim.kernels.codes import BOARD, ENROLLED

POOR, AIDED = range(2)
AID_COUNTS = ("n_poor", "n_aided")


@njit(cache=True, nogil=True)
def living_aid(
    status, school, grade, way, household, uid, poverty, coverage, rates, reach_key, aid_yuan, lo, hi
):
    """Set `aid_yuan` of each child, 0 of who is not aided.

    Parameters
    ----------
    status, school, grade, way, household, uid : arrays (children,)
    poverty : array (households,)
        0 = not on the poverty register.
    coverage : float array (schools,)
        Share of the poor pupils of a school whom aid reaches. A child's own draw, a lasting one, tells whether it is
        among them, so that more coverage reaches the same children and others.
    rates : int array (schools, 2, 2)
        Yuan a year by stage and boarding (no, yes).
    """
    for i in range(lo, hi):
        aid_yuan[i] = 0
        if status[i] == ENROLLED and poverty[household[i]] > 0:
            s = school[i]
            if uniform(0, reach_key, 0, uid[i], 0) < coverage[s]:
                aid_yuan[i] = rates[s, int(grade[i] > 6), int(way[i] == BOARD)]


@njit(cache=True, nogil=True)
def count_aided(status, school, grade, household, poverty, aid_yuan, counts):
    """Add poor pupils and those among them who get living aid to `counts`, int (2, schools, 9), as `AID_COUNTS`."""
    for i in range(len(status)):
        if status[i] == ENROLLED and poverty[household[i]] > 0:
            counts[POOR, school[i], grade[i] - 1] += 1
            counts[AIDED, school[i], grade[i] - 1] += aid_yuan[i] > 0


def empty_aided(n_schools: int) -> np.ndarray:
    """Return zeros for `count_aided`, int64 (2, schools, 9)."""
    return np.zeros((len(AID_COUNTS), n_schools, 9), np.int64)
