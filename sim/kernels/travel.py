"""Daily travel to school (上学方式)."""

import numpy as np
from numba import njit

from sim.kernels.codes import ENROLLED, RIDE, WALK
from sim.kernels.ways import day_way, foot_or_ride, has_roads, line_way


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


@njit(cache=True, nogil=True)
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
    by_road = has_roads(ways)
    for i in range(lo, hi):
        way[i] = WALK
        minutes[i] = 0
        over_limit[i] = 0
        if status[i] != ENROLLED:
            continue
        s, p, g = school[i], settlement[household[i]], grade[i]
        line = road_km(place_x[p], place_y[p], school_x[s], school_y[s], pace[0])
        km, t = line_way(line, pace)
        if by_road:
            km, t = day_way(ways, p, s, line, pace)
        way[i] = WALK if km <= pace[1] else RIDE
        minutes[i] = min(255, int(t + 0.5))
        over_limit[i] = 1 if t > limits[s, g - 1] else 0
