"""School districts (学区): the zone school of each settlement and grade, and the minutes to it."""

import numpy as np
from numba import njit

from sim.kernels.codes import GRADES, OPEN, PRIVATE


def serving_by_right(status, grade_low, grade_high, county, ownership) -> np.ndarray:
    """Return which grades of which schools take children by right, bool (schools, 9).

    Those that open public schools teach. A private school (民办) recruits, and takes by right only a grade that no open
    public school of its county teaches; so every child has a zone where all else is private (assumption: there the
    county pays for the places).

    Parameters
    ----------
    status, grade_low, grade_high, county, ownership : int arrays (schools,)
    """
    grades = np.arange(1, GRADES + 1)
    taught = (grade_low[:, None] <= grades) & (grades <= grade_high[:, None]) & (status[:, None] == OPEN)
    is_public = ownership != PRIVATE
    has_public = np.zeros((int(county.max(initial=-1)) + 1, GRADES), bool)
    np.logical_or.at(has_public, county[is_public], taught[is_public])
    return taught & (is_public[:, None] | ~has_public[county])


@njit(cache=True)
def zone_schools(candidates, serves, zone):
    """Fill `zone` (settlements, 9) with the nearest school that serves each grade, -1 where there is none.

    `candidates` (settlements, k) lists the schools a settlement may use, nearest first, -1 = no more; `serves`
    (schools, 9) tells which grades of which schools a child may be given by right.
    """
    for p in range(candidates.shape[0]):
        zone[p, :] = -1
        for k in range(candidates.shape[1]):
            s = candidates[p, k]
            if s < 0:
                break
            for g in range(serves.shape[1]):
                if serves[s, g] and zone[p, g] < 0:
                    zone[p, g] = s


def zone_tables(candidates_primary, candidates_junior, minutes_primary, minutes_junior, serves):
    """Return zone school and day-trip minutes by settlement and grade: int32 and float arrays (settlements, 9).

    A settlement whose zone has no school for a grade gets -1 and 120 minutes. `serves` as in `zone_schools`.
    """
    n = len(candidates_primary)
    zone, minutes = np.full((n, 9), -1, np.int32), np.full((n, 9), 120.0)
    rows = np.arange(n)
    for grades, which, t in (
        (slice(0, 6), candidates_primary, minutes_primary),
        (slice(6, 9), candidates_junior, minutes_junior),
    ):
        found = np.full((n, 9), -1, np.int32)
        zone_schools(which, serves, found)
        zone[:, grades] = found[:, grades]
        for g in range(9)[grades]:
            hit = (which == zone[:, g : g + 1]) & (which >= 0)
            minutes[:, g] = np.where(hit.any(axis=1), t[rows, hit.argmax(axis=1)], 120.0)
    return zone, minutes
