"""Living aid (生活补助) of poor pupils: whom it reaches, how much each gets; pupils by what their funds depend on."""

import numpy as np
from numba import njit

from sim.base.draws import uniforms
from sim.kernels.codes import BOARD, ENROLLED
from sim.kernels.marked import BLOCK, pupils_of_families


@njit(cache=True, nogil=True)
def living_aid(
    status,
    school,
    grade,
    way,
    household,
    uid,
    poverty,
    coverage,
    rates,
    reach_key,
    aid_yuan,
    counters,
    lo,
    hi,
):
    """Set `aid_yuan` of each child, 0 of who is not aided, and count the pupils.

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
    counters : tuple of int64 array (schools, 2, 2, 2)
        Pupils by where they sit, stage, boarding and whether they get living aid; changed in place.
    """
    rows, ids, luck = np.empty(BLOCK + 1, np.int64), np.empty(BLOCK, np.uint64), np.empty(BLOCK)
    holds, funded = np.empty(BLOCK, np.uint8), counters[0].reshape(-1)
    for first in range(lo, hi, BLOCK):
        end = min(hi, first + BLOCK)
        n = pupils_of_families(status, household, poverty, first, end, holds, rows)
        aid_yuan[first:end] = 0
        for k in range(n):
            ids[k] = uid[np.uint64(rows[k])]
        uniforms(0, reach_key, 0, ids, 0, luck, 0, n)
        for i in range(np.uint64(first), np.uint64(end)):
            if status[i] == ENROLLED:
                funded[_kind(school[i], grade[i], way[i])] += 1
        for k in range(n):
            i = np.uint64(rows[k])
            at = np.uint64(school[i])
            yuan = rates[at, np.uint64(grade[i] > 6), np.uint64(way[i] == BOARD)]
            if luck[k] < coverage[at] and yuan > 0:
                aid_yuan[i] = yuan
                kind = _kind(school[i], grade[i], way[i])
                funded[kind] -= 1
                funded[kind + np.uint64(1)] += 1


@njit(cache=True, inline="always")
def _kind(school, grade, way):
    """Return the place of pupils without aid in the counter."""
    return np.uint64(8 * np.int64(school) + 4 * (grade > 6) + 2 * (way == BOARD))


def none_funded(n_schools: int) -> tuple[np.ndarray]:
    """Return the counter at zero."""
    return (np.zeros((n_schools, 2, 2, 2), np.int64),)
