"""What the books of people count beside the census: flows, of entry cohorts too, pupils of 31 August, parents."""

import numpy as np
from numba import njit

from sim.kernels.codes import ENROLLED, STAYS


@njit(cache=True, nogil=True)
def count_cohort_flow(rows, county, entered, first, out):
    """Add one to `out` int (counties, cohorts) for each of `rows`, in its `county`; who has not entered is in none."""
    for j in range(len(rows)):
        k = entered[rows[j]] - first
        if 0 <= k < out.shape[1]:
            out[county[j], k] += 1


@njit(cache=True, nogil=True)
def count_year_end(status, school, grade, is_repeating, out):
    """Add pupils, and those among them who will repeat, to `out` int (2, schools, 9)."""
    for i in range(len(status)):
        if status[i] == ENROLLED:
            s, g = np.uint64(school[i]), np.uint64(grade[i] - 1)
            out[0, s, g] += 1
            out[1, s, g] += is_repeating[i] > 0


@njit(cache=True, nogil=True)
def count_flow(place, age, sex, out):
    """Add one to `out` int (places, ages, 2) for each entry of `place`, `age` and `sex`."""
    for i in range(len(place)):
        out[place[i], age[i], sex[i]] += 1


@njit(cache=True, nogil=True)
def count_parents(leaving, mother_year, father_year):
    """Return the parents of families that stay, those away included."""
    n = 0
    for h in range(len(leaving)):
        n += (leaving[h] == STAYS) * ((mother_year[h] > 0) + (father_year[h] > 0))
    return n
