"""School districts (学区): the zone school of each settlement and grade, and the minutes to it."""

import numpy as np
from numba import njit

from sim.kernels.codes import GRADES, OPEN, PRIVATE

FIRST_JUNIOR = 6  # column of grade 7
NOWHERE = 120.0  # minutes to a school that is not there (assumption)


def serving_by_right(status, grade_low, grade_high, county, ownership) -> np.ndarray:
    """Return which grades of which schools take children by right, bool (schools, 9).

    Those that open public schools teach. A private school (民办) recruits, and takes by right only a grade that no open
    public school of its county teaches; so every child has a zone where all else is private (assumption: there the
    county pays for the places).

    Parameters
    ----------
    status, grade_low, grade_high, county, ownership : int arrays (schools,)
    """
    serves = np.zeros((len(status), GRADES), bool)
    if len(status):
        _fill_serving(status, grade_low, grade_high, county, ownership, serves)
    return serves


@njit(cache=True, nogil=True)
def _fill_serving(status, grade_low, grade_high, county, ownership, serves):
    has_public = np.zeros((county.max() + 1, GRADES), np.bool_)
    for is_private in (False, True):
        for s in range(len(status)):
            if status[s] != OPEN or (ownership[s] == PRIVATE) != is_private:
                continue
            c = county[s]
            for g in range(grade_low[s] - 1, grade_high[s]):
                serves[s, g] = not (is_private and has_public[c, g])
                has_public[c, g] |= not is_private


@njit(cache=True, nogil=True)
def zone_schools(candidates, minutes, serves, low, high, zone, way):
    """Fill `zone` and `way` (settlements, 9) of some grades: the nearest school that serves each, the minutes to it.

    Parameters
    ----------
    candidates : int array (settlements, k)
        Schools a settlement may use, nearest first, -1 = no more.
    minutes : float array (settlements, k)
        Day-trip minutes to them.
    serves : bool array (schools, 9)
        Which grades of which schools a child may be given by right.
    low, high : int
        Columns of the first of the grades and of that after the last.
    zone : int array (settlements, 9)
        Output, -1 where no school serves a grade.
    way : float array (settlements, 9)
        Output, `NOWHERE` minutes where none does.
    """
    for p in range(candidates.shape[0]):
        open_grades = high - low
        for g in range(low, high):
            zone[p, g], way[p, g] = -1, NOWHERE
        for k in range(candidates.shape[1]):
            s = candidates[p, k]
            if s < 0 or open_grades == 0:
                break
            for g in range(low, high):
                if serves[s, g] and zone[p, g] < 0:
                    zone[p, g], way[p, g] = s, minutes[p, k]
                    open_grades -= 1


def zone_tables(candidates_primary, candidates_junior, minutes_primary, minutes_junior, serves):
    """Return zone school and day-trip minutes by settlement and grade: int32 and float arrays (settlements, 9).

    A settlement whose zone has no school for a grade gets -1 and `NOWHERE` minutes. `serves` as in `zone_schools`.
    """
    zone, way = (
        np.empty((len(candidates_primary), GRADES), np.int32),
        np.empty((len(candidates_primary), GRADES)),
    )
    zone_schools(candidates_primary, minutes_primary, serves, 0, FIRST_JUNIOR, zone, way)
    zone_schools(candidates_junior, minutes_junior, serves, FIRST_JUNIOR, GRADES, zone, way)
    return zone, way


@njit(cache=True, nogil=True)
def taught_elsewhere(grade_low, grade_high, runs_out, county, ownership, row):
    """Return which grades another school of the county teaches and goes on to teach, bool (9,).

    A private school stands in for private ones alone.

    Parameters
    ----------
    grade_low, grade_high : int64 arrays (schools,)
        Grades taught; a school that does not teach has 1 and 0.
    runs_out : int64 array (schools,)
        Above 0 where the grades of a school run out.
    county, ownership : int arrays (schools,)
    row : int
        The school itself.
    """
    out = np.zeros(GRADES, np.bool_)
    for s in range(len(county)):
        is_like = ownership[s] != PRIVATE or ownership[row] == PRIVATE
        if s != row and county[s] == county[row] and is_like and runs_out[s] == 0:
            out[grade_low[s] - 1 : grade_high[s]] = True
    return out
