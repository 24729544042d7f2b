"""School districts (学区): the zone school of each settlement and grade, and the minutes to it."""

import numpy as np
from numba import njit

from sim.kernels.codes import OPEN


@njit(cache=True)
def zone_schools(candidates, school_status, grade_low, grade_high, zone):
    """Fill `zone` (settlements, 9) with the nearest open school that teaches each grade, -1 where there is none.

    `candidates` (settlements, k) lists the schools a settlement may use, nearest first, -1 = no more.
    """
    for p in range(candidates.shape[0]):
        zone[p, :] = -1
        for k in range(candidates.shape[1]):
            s = candidates[p, k]
            if s < 0:
                break
            if school_status[s] != OPEN:
                continue
            for g in range(grade_low[s], grade_high[s] + 1):
                if zone[p, g - 1] < 0:
                    zone[p, g - 1] = s


def zone_tables(
    candidates_primary, candidates_junior, minutes_primary, minutes_junior, status, grade_low, grade_high
):
    """Return zone school and day-trip minutes by settlement and grade: int32 and float arrays (settlements, 9).

    A settlement whose zone has no school for a grade gets -1 and 120 minutes.
    """
    n = len(candidates_primary)
    zone, minutes = np.full((n, 9), -1, np.int32), np.full((n, 9), 120.0)
    rows = np.arange(n)
    for grades, which, t in (
        (slice(0, 6), candidates_primary, minutes_primary),
        (slice(6, 9), candidates_junior, minutes_junior),
    ):
        found = np.full((n, 9), -1, np.int32)
        zone_schools(which, status, grade_low, grade_high, found)
        zone[:, grades] = found[:, grades]
        for g in range(9)[grades]:
            hit = (which == zone[:, g : g + 1]) & (which >= 0)
            minutes[:, g] = np.where(hit.any(axis=1), t[rows, hit.argmax(axis=1)], 120.0)
    return zone, minutes
