"""Daily travel to school (上学方式)."""

import numpy as np
from numba import njit

from sim.kernels.codes import ENROLLED, RIDE, WALK
from sim.kernels.ways import day_way, foot_or_ride, has_roads, line_way

BLOCK = 512  # children whose trips are reckoned together


@njit(cache=True, inline="always")
def road_km(x1, y1, x2, y2, detour):
    """Return road kilometres between two points in kilometres: straight line x detour."""
    return np.sqrt((x1 - x2) ** 2 + (y1 - y2) ** 2) * detour


@njit(cache=True, inline="always")
def day_minutes(km, km_walk_max, walk_kmh, ride_kmh, ride_wait):
    """Return one-way minutes: on foot up to `km_walk_max`, else riding at `ride_kmh` after `ride_wait` minutes."""
    return foot_or_ride(km, 60.0 * km / ride_kmh, km_walk_max, walk_kmh, ride_wait)


@njit(cache=True)
def trip_minutes(km, pace):
    """Return `day_minutes` of each distance, float array of `km`'s length; `pace` as in `day_trips`."""
    out = np.empty(len(km))
    for i in range(len(km)):
        out[i] = day_minutes(km[i], pace[1], pace[2], pace[3], pace[4])
    return out


@njit(cache=True, nogil=True, error_model="numpy")
def day_trips(
    status, grade, school, household, settlement, place_x, place_y, school_x, school_y, ways, pace, limits,
    way, minutes, over_limit, lo, hi,
):  # fmt: skip
    """Set way of travel, one-way minutes and the over-limit flag of the daily trip from home to school, by child.

    Parameters
    ----------
    ways : sim.kernels.ways.Ways
        Ways by road; empty = straight line x detour.
    pace : float array (detour, km_walk_max, walk_kmh, ride_kmh, ride_wait)
    limits : float array (schools, 9)
        Longest day trip in minutes by the school's county and grade.
    way, minutes, over_limit : uint8 arrays
        Outputs; minutes are whole ones, at most 255, and 0 for who is not at school.
    """
    by_road, paces = has_roads(ways), (pace[0], pace[1], pace[2], pace[3], pace[4])
    rows, km, t = np.empty(BLOCK, np.uint32), np.empty(BLOCK), np.empty(BLOCK)
    home_x, home_y, x, y = np.empty(BLOCK), np.empty(BLOCK), np.empty(BLOCK), np.empty(BLOCK)
    for first in range(lo, hi, BLOCK):  # a block at a time, so that distances and minutes vectorise
        n, end = 0, min(hi, first + BLOCK)
        way[first:end], minutes[first:end], over_limit[first:end] = WALK, 0, 0
        for i in range(first, end):
            rows[np.uint64(n)] = i
            n += status[np.uint64(i)] == ENROLLED
        for k in range(n):  # unsigned places: no look at where an array ends
            at = np.uint64(k)
            i = np.uint64(rows[at])
            p, s = np.uint64(settlement[np.uint64(household[i])]), np.uint64(school[i])
            home_x[at], home_y[at], x[at], y[at] = place_x[p], place_y[p], school_x[s], school_y[s]
        for k in range(n):
            km[k], t[k] = line_way(road_km(home_x[k], home_y[k], x[k], y[k], paces[0]), paces)
        if by_road:
            for k in range(n):
                km[k], t[k] = day_way(ways, settlement[household[rows[k]]], school[rows[k]], km[k], pace)
        for k in range(n):
            at = np.uint64(k)
            i = np.uint64(rows[at])
            way[i] = WALK if km[at] <= paces[1] else RIDE
            minutes[i] = min(255, int(t[at] + 0.5))
            over_limit[i] = t[at] > limits[np.uint64(school[i]), np.uint64(grade[i] - 1)]
