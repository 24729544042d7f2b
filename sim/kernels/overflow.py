"""Overflow (统筹): who found no seat by right is placed where one is free, nearest first; at last beyond the seats.

Children are served in a given order, each among all schools of the own county. Nobody is sent beyond the travel limit
while a seat within it is free, as those within are given first.
"""

import numpy as np
from numba import njit

from sim.kernels.codes import BEYOND_SEATS, GRADES, OVERFLOW_FAR, OVERFLOW_NEAR
from sim.kernels.travel import road_km
from sim.kernels.ways import day_way, has_roads, line_way

_KEPT = 16384  # minutes of day trips kept at a time: 128 KB
WITHIN, ANYWHERE, BEYOND, DONE = range(4)  # steps of overflow, and what comes after the last
NOWHERE, UNKNOWN = (
    -1,
    -2,
)  # school a home and grade were last given: none may be reached, and none looked for yet


@njit(cache=True, nogil=True)
def place_elsewhere(
    order, is_local, home, grade, county, x, y, ways, first, members, school_x, school_y, takes, limit, pace, begin,
    end, seats, classes, pupils, placed, outcome,
):  # fmt: skip
    """Place each child, in order, by the steps `begin` to `end` - 1 of overflow, each for all before the next.

    The steps are 0 a free seat within the limit, 1 a free seat anywhere, 2 beyond the seats, for local children alone.

    Parameters
    ----------
    order : int array
        Applicants in the order they are served; who is placed already is passed over.
    is_local : bool array (applicants,)
    outcome : int array (applicants,)
        Filled in place for who is placed: codes of `sim.kernels.codes.OUTCOME_NAMES`.

    Other parameters as of `nearest_free` and `least_crowded`; `pupils` counts who is placed in any step.
    """
    for step in range(begin, end):
        left = np.empty(len(order), np.int64)
        n = 0
        for i in order:
            if placed[i] < 0 and (step < BEYOND or is_local[i]):
                left[n] = i
                n += 1
        if n == 0:
            continue
        if step < BEYOND:
            nearest_free(
                left[:n], home, grade, county, x, y, ways, first, members, school_x, school_y, takes, limit, pace,
                step == WITHIN, seats, placed,
            )  # fmt: skip
        else:
            least_crowded(
                left[:n], home, grade, county, x, y, ways, first, members, school_x, school_y, takes, limit, pace,
                classes, pupils, placed,
            )  # fmt: skip
        how = OVERFLOW_NEAR if step == WITHIN else (BEYOND_SEATS if step == BEYOND else OVERFLOW_FAR)
        for i in left[:n]:
            if placed[i] >= 0:
                outcome[i] = how
                if step < BEYOND:
                    pupils[placed[i], grade[i] - 1] += 1


@njit(cache=True, nogil=True)
def _listed(first, members, takes, school_x, school_y):
    """List the schools of each county and grade that take children in.

    Returns
    -------
    int array (counties x 9 + 1,)
        Where the schools of each county and grade begin, grades within counties.
    int array (schools listed,), float arrays (schools listed,)
        The schools in the order of `members`, and where they are.
    """
    n_counties = len(first) - 1
    begin = np.zeros(n_counties * GRADES + 1, np.int64)
    school, n = np.empty(len(members) * GRADES, np.int32), 0
    for c in range(n_counties):
        for g in range(GRADES):
            for k in range(first[c], first[c + 1]):
                school[n] = members[k]
                n += takes[members[k], g]
            begin[c * GRADES + g + 1] = n
    x, y = np.empty(n), np.empty(n)
    for k in range(n):
        x[k], y[k] = school_x[school[k]], school_y[school[k]]
    return begin, school, x, y


@njit(cache=True, nogil=True, error_model="numpy")
def _fill_minutes(place, x, y, ways, by_road, lo, hi, school, school_x, school_y, pace, minutes, at):
    """Fill the minutes, from `at` on, of the day trip from a settlement to the schools `lo` to `hi` - 1 of a list."""
    paces = (pace[0], pace[1], pace[2], pace[3], pace[4])
    to_x, to_y, out = school_x[lo:hi], school_y[lo:hi], minutes[at : at + hi - lo]
    for k in range(len(out)):  # apart from choices, so that it vectorises
        out[k] = line_way(road_km(x, y, to_x[k], to_y[k], paces[0]), paces)[1]
    if by_road:
        for k in range(lo, hi):
            line = road_km(x, y, school_x[k], school_y[k], paces[0])
            minutes[at + k - lo] = day_way(ways, place, school[k], line, pace)[1]


@njit(cache=True, nogil=True)
def _least(values, lo, hi):
    """Return where the least of `values`, int64, stands from `lo` to `hi` - 1, the first of equals, -1 of none.

    Of numbers that are not negative those with a fraction have the order of the whole numbers with the same bits; the
    least of whole numbers is found several at a time.
    """
    some, least = values[lo:hi], np.int64(9223372036854775807)
    for k in range(len(some)):
        least = some[k] if some[k] < least else least
    for k in range(len(some)):
        if some[k] == least:
            return lo + k
    return -1


@njit(cache=True, nogil=True)
def nearest_free(
    order, home, grade, county, x, y, ways, first, members, school_x, school_y, takes, limit, pace, is_within, seats,
    placed,
):  # fmt: skip
    """Give each child, in order, the free seat that takes the fewest minutes to reach.

    Parameters
    ----------
    order : int array
        Applicants in the order they are served; who is placed already is passed over.
    home, grade, county : int arrays (applicants,)
        Settlement, grade 1-9 and county.
    x, y : float arrays (settlements,)
        Km.
    ways : sim.kernels.ways.Ways
        Ways by road; empty = straight line x detour.
    first, members : int arrays (counties + 1,), (schools,)
        Schools ordered by county, and where each county begins.
    school_x, school_y : float arrays (schools,)
        Km.
    takes : bool array (schools, 9)
        Whether a school takes children of a grade in by overflow.
    limit : float array (counties, 9)
        Longest day trip, minutes.
    pace : float array (5,)
        As in `sim.kernels.travel.day_trips`.
    is_within : bool
        True: only seats within the limit; False: any.
    seats : int array (schools, 9)
        Free seats; reduced in place, never below zero.
    placed : int array (applicants,)
        School or -1; filled in place.
    """
    by_road = has_roads(ways)
    begin, school, at_x, at_y = _listed(first, members, takes & (seats > 0), school_x, school_y)
    end, minutes = begin[1:].copy(), np.empty(len(at_x))
    as_whole, found = minutes.view(np.int64), np.full(len(x) * GRADES, UNKNOWN, np.int32)
    for i in order:
        if placed[i] >= 0:
            continue
        g = grade[i] - 1
        p, known = home[i], home[i] * GRADES + g
        best = found[known]
        if best == UNKNOWN or (best >= 0 and seats[best, g] == 0):
            cell = county[i] * GRADES + g
            lo, hi = begin[cell], end[cell]
            _fill_minutes(p, x[p], y[p], ways, by_road, lo, hi, school, at_x, at_y, pace, minutes, lo)
            k = _least(as_whole, lo, hi)
            is_far = k >= 0 and is_within and minutes[k] > limit[county[i], g]
            best = school[k] if k >= 0 and not is_far else NOWHERE
            found[known] = best
        if best < 0:
            continue
        placed[i] = best
        seats[best, g] -= 1
        if seats[best, g] == 0:
            end[county[i] * GRADES + g] -= 1
            _close(best, begin[county[i] * GRADES + g], end[county[i] * GRADES + g], school, at_x, at_y)


@njit(cache=True, nogil=True)
def _close(full, lo, last, school, x, y):
    """Take a school that is full from its list, which begins at `lo` and ends with `last`."""
    at = lo
    while school[at] != full:
        at += 1
    for k in range(at, last):
        school[k], x[k], y[k] = school[k + 1], x[k + 1], y[k + 1]


@njit(cache=True, nogil=True)
def least_crowded(
    order, home, grade, county, x, y, ways, first, members, school_x, school_y, takes, limit, pace, classes, pupils,
    placed,
):  # fmt: skip
    """Place each child, in order, beyond the seats: within the limit where the class mean is lowest, else the nearest.

    Parameters
    ----------
    classes : int array (schools, 9)
        Classes each grade may have, at least one.
    pupils : int array (schools, 9)
        Pupils there and placed so far; those placed here are added in place.
    placed : int array (applicants,)
        School or -1 (no school of the county teaches the grade); filled in place. Equal means: the nearer school.
    """
    by_road = has_roads(ways)
    begin, school, at_x, at_y = _listed(first, members, takes, school_x, school_y)
    minutes, mean = np.empty(_KEPT + len(at_x)), np.empty(len(at_x))
    as_whole, kept_at, used = minutes.view(np.int64), np.full(len(x) * GRADES, UNKNOWN, np.int32), 0
    for cell in range(len(begin) - 1):
        for k in range(begin[cell], begin[cell + 1]):
            mean[k] = pupils[school[k], cell % GRADES] / classes[school[k], cell % GRADES]
    for i in order:
        if placed[i] >= 0:
            continue
        g = grade[i] - 1
        cell, most = county[i] * GRADES + g, limit[county[i], g]
        lo, hi, p = begin[cell], begin[cell + 1], home[i]
        at = kept_at[p * GRADES + g]
        if at == UNKNOWN:
            at = used  # once there is no more room, minutes are written over
            _fill_minutes(p, x[p], y[p], ways, by_road, lo, hi, school, at_x, at_y, pace, minutes, at)
            if used + hi - lo <= _KEPT:
                kept_at[p * GRADES + g] = at
                used += hi - lo
        best, lowest, best_minutes = -1, np.inf, np.inf
        for k in range(lo, hi):
            t = minutes[at + k - lo]
            if t <= most and (mean[k] < lowest or (mean[k] == lowest and t < best_minutes)):
                best, lowest, best_minutes = k, mean[k], t
        k = best
        if best < 0:
            nearest = _least(as_whole, at, at + hi - lo)
            k = nearest - at + lo if nearest >= 0 else -1
        if k >= 0:
            s = school[k]
            placed[i] = s
            pupils[s, g] += 1
            mean[k] = pupils[s, g] / classes[s, g]


@njit(cache=True, nogil=True)
def by_county_and_group(left, by_luck, county, group):
    """Return applicants by county, then by group, then by luck, int64.

    Parameters
    ----------
    left, by_luck : int arrays (n,)
        Applicants, and their positions in the order of their luck.
    county, group : int arrays (applicants,)
        Not negative.
    """
    n_counties, n_groups = 0, 0
    for i in left:
        n_counties, n_groups = max(n_counties, county[i] + 1), max(n_groups, group[i] + 1)
    begin, out = np.zeros(n_counties * n_groups + 1, np.int64), np.empty(len(left), np.int64)
    for i in left:
        begin[county[i] * n_groups + group[i] + 1] += 1
    for cell in range(n_counties * n_groups):
        begin[cell + 1] += begin[cell]
    for k in by_luck:
        cell = county[left[k]] * n_groups + group[left[k]]
        out[begin[cell]] = left[k]
        begin[cell] += 1
    return out


@njit(cache=True)
def least_crowded_of_zone(order, first, school, may, grade, classes, pupils, placed):
    """Place each child, in order, beyond the seats at the school of its own zone where the class mean is lowest.

    Parameters
    ----------
    first, school : int arrays (applicants + 1,), (pairs,)
        The schools of each child's zone; of equal means the first is taken.
    may : bool array (pairs,)
        Whether the child may be admitted there by right.
    """
    for i in order:
        g = grade[i] - 1
        best, lowest = -1, np.inf
        for k in range(first[i], first[i + 1]):
            s = school[k]
            mean = pupils[s, g] / classes[s, g]
            if may[k] and mean < lowest:
                best, lowest = s, mean
        if best >= 0:
            placed[i] = best
            pupils[best, g] += 1
