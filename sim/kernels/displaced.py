"""Children a school would lose by a closing or a change of its grades."""

import numpy as np
from numba import njit

from sim.base.chunks import find_chunks
from sim.kernels.codes import BELOW_AGE, ENROLLED, WAITING


def concerned(status, school, household, settlement, zone, is_asked, threads: int = 1) -> np.ndarray:
    """Return the children whom closings of schools may concern, rows ascending, int64.

    Who is at one of the schools, and who lives where one is the zone school of a grade; nobody who is done with school.

    Parameters
    ----------
    status, school, household, settlement, zone : arrays
        As in `displaced`.
    is_asked : bool array (schools,)
        Schools about which parents are asked.
    threads : int
    """
    nowhere = np.append(is_asked, False)  # the last is that of -1, no school
    columns = status, school, household, settlement
    return find_chunks(_find_concerned, len(status), threads, *columns, _is_zone(zone, nowhere), nowhere)


@njit(cache=True, nogil=True)
def _is_zone(zone, is_asked):
    """Return in which settlements a school that is asked about is the zone school of a grade, bool (settlements,)."""
    found = np.zeros(len(zone), np.bool_)
    for p in range(zone.shape[0]):
        for g in range(zone.shape[1]):
            found[p] |= is_asked[zone[p, g]]
    return found


@njit(cache=True, nogil=True)
def _find_concerned(status, school, household, settlement, is_zone, is_asked, found, lo, hi):
    """Find who is at a school that is asked about, or lives where one is the zone school; return how many."""
    n, last = 0, len(is_asked) - 1  # of no school
    for i in range(lo, hi):
        at = np.uint64(i)
        s, p = school[at], settlement[np.uint64(household[at])]
        found[np.uint64(n)] = i
        is_meant = is_asked[np.uint64(s if s >= 0 else last)] | is_zone[np.uint64(p)]
        n += is_meant & (status[at] <= WAITING)
    return n


@njit(cache=True, nogil=True)
def of_each_school(among, school, household, settlement, zone, number, n_asked):
    """Return `concerned` school by school: where those of each begin, int64 (asked + 1,), and their rows, ascending.

    Parameters
    ----------
    among, school, household, settlement, zone : int arrays
        As in `displaced`.
    number : int array (schools + 1,)
        Number of each school that is asked about, -1 of others; the last is of no school.
    n_asked : int
    """
    first, mine = np.zeros(n_asked + 1, np.int64), np.empty(zone.shape[1] + 1, np.int64)
    for i in among:
        for k in range(_asked_of(i, school, household, settlement, zone, number, mine)):
            first[mine[k] + 1] += 1
    first = np.cumsum(first)
    rows, free = np.empty(first[n_asked], np.int64), first.copy()
    for i in among:
        for k in range(_asked_of(i, school, household, settlement, zone, number, mine)):
            rows[free[mine[k]]] = i
            free[mine[k]] += 1
    return first, rows


@njit(cache=True, nogil=True)
def _asked_of(i, school, household, settlement, zone, number, mine):
    """Fill `mine` with the schools asked about that may concern a child, each once; return how many they are."""
    n, p = 0, settlement[household[i]]
    for g in range(-1, zone.shape[1]):
        asked = number[school[i] if g < 0 else zone[p, g]]
        is_new = asked >= 0
        for k in range(n):
            is_new &= mine[k] != asked
        if is_new:
            mine[n] = asked
            n += 1
    return n


@njit(cache=True, nogil=True)
def displaced(
    among, status, school, grade, birth_year, birth_month, household, settlement, zone, grade_low, grade_high, row,
    lost, comes_early, year, year_due,
):  # fmt: skip
    """Return the children who would be displaced, rows ascending, and the grade each would be in, int64 arrays.

    Those who would be in a grade given up when it is: pupils of the school who would still be there, and children of
    its zone who would enter, or who then go on to no school.

    Parameters
    ----------
    among : int64 array
        Children to look at, rows ascending: `concerned` by the school, and perhaps by others.
    status, school, grade, birth_year, birth_month, household : arrays (children,)
    settlement : array (households,)
    zone : int array (settlements, 9)
        Zone school by grade.
    grade_low, grade_high : arrays (schools,)
        Grades taught now.
    row : int
        The school.
    lost : bool array (9,)
        Grades it would teach no more.
    comes_early : int
        Who would come to its lowest grade so many years later is taken as in it: schools whose grades run out; else 0.
    year, year_due : int
        School years of now and of when it takes effect.
    """
    rows, grades, n = np.empty(len(among), np.int64), np.empty(len(among), np.int64), 0
    low, high = np.int64(grade_low[row]), np.int64(grade_high[row])
    for i in among:
        if status[i] == BELOW_AGE:
            entry = np.int64(birth_year[i]) + 6 + (birth_month[i] > 8)
            g = 1 + year_due - max(entry, year + 1)
        else:
            g = np.int64(grade[i]) + (year_due - year)
        attends = school[i] == row
        if comes_early > 0 and not attends and low - comes_early <= g <= low:
            g = low
        if g < low or g > high or not lost[g - 1]:
            continue
        goes_on = (
            status[i] != BELOW_AGE and school[i] >= 0 and grade_low[school[i]] <= g <= grade_high[school[i]]
        )
        if attends if goes_on else zone[settlement[household[i]], g - 1] == row:
            rows[n], grades[n] = i, g
            n += 1
    return rows[:n].copy(), grades[:n].copy()


@njit(cache=True, nogil=True)
def displace_pupils(lost, heir, year, status, school, grade, year_displaced, counters, lo, hi):
    """Let the pupils of grades no longer taught wait for a place at the school that takes over, children lo..hi.

    Parameters
    ----------
    lost : bool array (schools, 9)
        Grades a school teaches no more.
    heir : int array (schools, 9)
        School that takes over each grade, -1 = none.
    year : int
    status, school, grade, year_displaced : arrays (children,)
        All but the grade are changed. Who is no pupil and has a school takes over the right to the heir too.
    counters : (int64 array (schools, 9),)
        Output: pupils displaced, added to what is there.
    """
    count, n = counters[0], len(lost)
    loses = np.zeros(n + 1, np.bool_)  # the last is of no school
    for s in range(n):
        loses[s] = lost[s].any()
    for i in range(lo, hi):
        s = np.int64(school[i])
        if loses[np.uint64(s if s >= 0 else n)]:
            g = np.int64(grade[i]) - 1
            if lost[s, g]:
                if status[i] == ENROLLED:
                    count[s, g] += 1
                    status[i], year_displaced[i] = WAITING, year
                school[i] = heir[s, g]
