"""The way from a settlement to a school: by the road table where it reaches, else straight line x detour."""

from typing import NamedTuple

import numpy as np
from numba import njit

# The longest way that is kept from the road table, km: at the declared pace two hours, twice the longest limit of a day
# trip (assumption; it bounds the memory). Who lives farther boards, or goes to the school nearest by straight line.
REACH_KM = 60.0


class Ways(NamedTuple):
    """Ways by road, a row a settlement; without a road table there are no rows, and `first` is a single 0.

    Attributes
    ----------
    place_node : int32 array (settlements,)
        Node of the road graph a settlement stands at, -1 = its county is not told by roads.
    school_node : int32 array (schools,)
        Likewise.
    first : int64 array (settlements + 1,)
        Where the row of each settlement begins in the three arrays below.
    school : int32 array (ways,)
        Schools within `REACH_KM` by road, ascending within a row.
    km : float32 array (ways,)
        Length of the shortest way.
    riding : float32 array (ways,)
        Minutes of the quickest way by bus or car, without waiting.
    """

    place_node: np.ndarray
    school_node: np.ndarray
    first: np.ndarray
    school: np.ndarray
    km: np.ndarray
    riding: np.ndarray


def no_ways() -> Ways:
    """Return the ways of a region without a road table."""
    nodes, minutes = np.zeros(0, np.int32), np.zeros(0, np.float32)
    return Ways(nodes, nodes, np.zeros(1, np.int64), nodes, minutes, minutes)


@njit(cache=True, inline="always")
def foot_or_ride(km, riding, km_walk_max, walk_kmh, ride_wait):
    """Return one-way minutes: on foot up to `km_walk_max`, else `riding` minutes after `ride_wait`."""
    return 60.0 * km / walk_kmh if km <= km_walk_max else ride_wait + riding


@njit(cache=True, inline="always")
def _position(ways, place, school):
    """Return where the way stands in its row, -1 where it is not kept."""
    low, high = ways.first[place], ways.first[place + 1]
    while low < high:
        middle = (low + high) // 2
        if ways.school[middle] < school:
            low = middle + 1
        else:
            high = middle
    return low if low < ways.first[place + 1] and ways.school[low] == school else -1


@njit(cache=True, inline="always")
def has_roads(ways):
    """Tell whether any county is told by roads: asked once before a loop, in which `line_way` then is enough."""
    return len(ways.first) > 1


@njit(cache=True, inline="always")
def line_way(line_km, pace):
    """Return kilometres and one-way minutes of a day trip along the straight line x detour, which is `line_km`."""
    return line_km, foot_or_ride(line_km, 60.0 * line_km / pace[3], pace[1], pace[2], pace[4])


@njit(cache=True)
def day_way(ways, place, school, line_km, pace):
    """Return kilometres and one-way minutes of the day trip from a settlement to a school, where there are roads.

    On foot the shortest way where it is at most `km_walk_max`, else riding the quickest one after waiting. A way that
    roads tell of and that is not kept is longer than `REACH_KM`: as long as that, or as `line_km` if this is more. In
    a county that is not told by roads it is the straight line.

    Parameters
    ----------
    line_km : float
        Straight line x detour.
    pace : float array (detour, km_walk_max, walk_kmh, ride_kmh, ride_wait)
    """
    if ways.place_node[place] < 0 or ways.school_node[school] < 0:
        return line_way(line_km, pace)
    at = _position(ways, place, school)
    if at < 0:
        return line_way(max(line_km, REACH_KM), pace)
    km = np.float64(ways.km[at])
    return km, foot_or_ride(km, np.float64(ways.riding[at]), pace[1], pace[2], pace[4])


@njit(cache=True)
def day_ways(ways, place, school, line_km, pace):
    """Return kilometres and minutes of day trips, float arrays (pairs,); see `day_way`."""
    km, minutes, by_road = np.empty(len(line_km)), np.empty(len(line_km)), has_roads(ways)
    for i in range(len(line_km)):
        km[i], minutes[i] = line_way(line_km[i], pace)
        if by_road:
            km[i], minutes[i] = day_way(ways, place[i], school[i], line_km[i], pace)
    return km, minutes


def rows_of_ways(place, school, km, riding, n_places: int) -> tuple[np.ndarray, ...]:
    """Return `first`, `school`, `km` and `riding` of `Ways` from pairs in any order, each pair once."""
    order = np.lexsort((school, place))
    first = np.searchsorted(place[order], np.arange(n_places + 1)).astype(np.int64)
    return (
        first, school[order].astype(np.int32), km[order].astype(np.float32), riding[order].astype(np.float32)
    )  # fmt: skip
