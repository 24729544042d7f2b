"""Travel to school and boarding (上学方式, 寄宿)."""

import numpy as np
from numba import njit

from sim.base.draws import uniform
from sim.kernels.codes import BOARD, ENROLLED, RIDE, WALK


@njit(cache=True, inline="always")
def road_km(x1, y1, x2, y2, detour):
    """Return road kilometres between two points in kilometres: straight line x detour."""
    return np.sqrt((x1 - x2) ** 2 + (y1 - y2) ** 2) * detour


@njit(cache=True, inline="always")
def day_minutes(km, km_walk_max, walk_kmh, ride_kmh, ride_wait):
    """Return one-way minutes: on foot up to `km_walk_max`, else riding at `ride_kmh` after `ride_wait` minutes."""
    if km <= km_walk_max:
        return 60.0 * km / walk_kmh
    return ride_wait + 60.0 * km / ride_kmh


@njit(cache=True)
def trip_minutes(km, pace):
    """Return `day_minutes` of each distance, float array of `km`'s length; `pace` as in `choose_travel`."""
    out = np.empty(len(km))
    for i in range(len(km)):
        out[i] = day_minutes(km[i], pace[1], pace[2], pace[3], pace[4])
    return out


@njit(cache=True, nogil=True)
def choose_travel(
    status, grade, school, household, uid, settlement, place_x, place_y, school_x, school_y, school_beds,
    pace, limits, board_grade, board_odds, seed, what_for, year, way, minutes, over_limit, without_bed, lo, hi,
):  # fmt: skip
    """Set way of travel, one-way minutes, the over-limit flag and the wish for a bed that is not there, by child.

    Parameters
    ----------
    pace : float array (detour, km_walk_max, walk_kmh, ride_kmh, ride_wait)
    limits : float array (schools, 9)
        Longest day trip in minutes by the school's county and grade.
    board_grade : int array (schools,)
        Lowest grade that may board.
    board_odds : float array (half-way minutes primary, half-way minutes junior, scale)
        A child of that grade or above would board with probability logistic((minutes - half-way) / scale), and
        does where its school has beds.
    way, minutes, over_limit, without_bed : uint8 arrays
        Outputs. Minutes of boarders are 0: they do not travel daily. Without a bed: would board at a school that
        has none.
    """
    for i in range(lo, hi):
        way[i] = WALK
        minutes[i] = 0
        over_limit[i] = 0
        without_bed[i] = 0
        if status[i] != ENROLLED:
            continue
        s, p, g = school[i], settlement[household[i]], grade[i]
        km = road_km(place_x[p], place_y[p], school_x[s], school_y[s], pace[0])
        t = day_minutes(km, pace[1], pace[2], pace[3], pace[4])
        if g >= board_grade[s]:
            half = board_odds[0] if g < 7 else board_odds[1]
            odds = np.exp((t - half) / board_odds[2])
            if uniform(seed, what_for, year, uid[i], 0) * (1.0 + odds) < odds:
                if school_beds[s] > 0:
                    way[i] = BOARD
                    continue
                without_bed[i] = 1
        way[i] = WALK if km <= pace[1] else RIDE
        minutes[i] = min(255, int(t + 0.5))
        over_limit[i] = 1 if t > limits[s, g - 1] else 0
