"""Where pupils sit: counts by school and grade, and what the laws of the model ask of them."""

import numpy as np
from numba import njit

from sim.kernels.codes import ENROLLED, GRADES


@njit(cache=True, nogil=True)
def any_enrolled(status):
    """Tell whether any of some children is enrolled; of a block of neighbours, who are about as old, often none is."""
    n = 0
    for i in range(len(status)):  # counted to the end: so many at a time
        n += np.int64(status[i] == ENROLLED)
    return n > 0


@njit(cache=True, nogil=True)
def count_seated(status, school, grade, counters, lo, hi):
    """Add the enrolled of the children `lo` to `hi` - 1 to counters, and how many of them have no school or no grade.

    Parameters
    ----------
    status, school, grade : arrays (children,)
    counters : tuple of int64 arrays (schools, 9) and (1,)
        By school and grade, and who has none; changed in place.
    """
    counts, astray = counters
    flat, n_schools, their, at, year_of = (
        counts.reshape(-1),
        len(counts),
        status[lo:hi],
        school[lo:hi],
        grade[lo:hi],
    )
    for k in range(len(their)):
        if their[k] == ENROLLED:
            s, g = at[k], year_of[k]
            if (s >= 0) & (s < n_schools) & (g >= 1) & (g <= GRADES):
                flat[np.uint64(s * GRADES + g - 1)] += 1
            else:
                astray[0] += 1


@njit(cache=True, nogil=True)
def count_wrong_roll(status, school, register_school, years_behind):
    """Return how many children are on a roll elsewhere than where they sit and not behind, or behind and not elsewhere.

    Parameters
    ----------
    status, school, register_school, years_behind : arrays (children,)
        Who sits nowhere is rightly on no roll (-1).
    """
    wrong = 0
    for i in range(len(status)):
        here = school[i] if status[i] == ENROLLED else -1
        wrong += (register_school[i] == here) != (years_behind[i] == 0)
    return wrong
