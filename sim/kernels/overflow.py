"""Overflow (统筹): who found no seat by right is placed where one is free, nearest first; at last beyond the seats.

Children are served in a given order, each among all schools of the own county. Nobody is sent beyond the travel limit
while a seat within it is free, as those within are given first.
"""

import numpy as np
from numba import njit

from sim.kernels.travel import road_km
from sim.kernels.ways import day_way, has_roads, line_way


@njit(cache=True)
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
    for i in order:
        if placed[i] >= 0:
            continue
        g = grade[i] - 1
        most = limit[county[i], g] if is_within else np.inf
        best, least = -1, np.inf
        for k in range(first[county[i]], first[county[i] + 1]):
            s = members[k]
            if takes[s, g] and seats[s, g] > 0:
                line = road_km(x[home[i]], y[home[i]], school_x[s], school_y[s], pace[0])
                t = line_way(line, pace)[1]
                if by_road:
                    t = day_way(ways, home[i], s, line, pace)[1]
                if t <= most and t < least:
                    best, least = s, t
        if best >= 0:
            placed[i] = best
            seats[best, g] -= 1


@njit(cache=True)
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
    for i in order:
        if placed[i] >= 0:
            continue
        g = grade[i] - 1
        best, lowest, best_minutes = -1, np.inf, np.inf
        nearest, least = -1, np.inf
        for k in range(first[county[i]], first[county[i] + 1]):
            s = members[k]
            if not takes[s, g]:
                continue
            line = road_km(x[home[i]], y[home[i]], school_x[s], school_y[s], pace[0])
            t = line_way(line, pace)[1]
            if by_road:
                t = day_way(ways, home[i], s, line, pace)[1]
            if t < least:
                nearest, least = s, t
            mean = pupils[s, g] / classes[s, g]
            if t <= limit[county[i], g] and (mean < lowest or (mean == lowest and t < best_minutes)):
                best, lowest, best_minutes = s, mean, t
        placed[i] = best if best >= 0 else nearest
        if placed[i] >= 0:
            pupils[placed[i], g] += 1


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
