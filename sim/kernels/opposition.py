"""Parents against a closing (公示中反对撤并的家长): a logit in what it changes for their child."""

import numpy as np
from numba import njit

from sim.kernels.ways import day_way, has_roads, line_way
from sim.kernels.zones import FIRST_JUNIOR, NOWHERE


def p_against(
    minutes_more: np.ndarray, is_beyond: np.ndarray, is_offered: np.ndarray, weights: np.ndarray
) -> np.ndarray:
    """Return the probability that a family is against, float array (families,).

    Parameters
    ----------
    minutes_more : float array
        One-way minutes by which the way to school grows; a shorter way counts as none.
    is_beyond : bool array
        The new way is longer than the rule allows.
    is_offered : bool array
        A bed or a bus comes with the closing.
    weights : float array (4,)
        Log odds: base, per 10 minutes, beyond the limit, offered.
    """
    terms = np.empty((4, len(minutes_more)))
    terms[0], terms[1], terms[2], terms[3] = 1.0, np.maximum(0.0, minutes_more) / 10.0, is_beyond, is_offered
    return 1.0 / (1.0 + np.exp(-(weights @ terms)))


@njit(cache=True, nogil=True)
def _way_to_next(place, grade, row, lists, serves, county):
    """Return the minutes to the nearest school of a county that serves a grade, but for `row`; `NOWHERE` for none."""
    near, minutes = (lists[0], lists[2]) if grade <= FIRST_JUNIOR else (lists[1], lists[3])
    for k in range(near.shape[1]):
        s = near[place, k]
        if s < 0:
            break
        if s != row and county[s] == county[row] and serves[s, grade - 1]:
            return minutes[place, k]
    return NOWHERE


@njit(cache=True, nogil=True)
def worst_of_families(
    children, grades, household, settlement, places, schools, ways, pace, lists, serves, county, row, into, taken,
    limits, offered_from,
):  # fmt: skip
    """Return what a closing does at worst to each family with a child displaced by it.

    Parameters
    ----------
    children, grades : int64 arrays (displaced,)
        As `sim.kernels.displaced.displaced` returns them.
    household, settlement : int arrays (children,), (households,)
    places, schools : (x, y)
        Kilometres east and north of the settlements and of the schools.
    ways : sim.kernels.ways.Ways
    pace : float array (detour, km_walk_max, walk_kmh, ride_kmh, ride_wait)
    lists : tuple
        The arguments of `sim.kernels.zones.zone_tables` but the last.
    serves : bool array (schools, 9)
        As in `sim.kernels.zones.zone_schools`.
    county : int array (schools,)
    row, into : int
        The school, and that which takes over the grades `taken`, bool (9,).
    limits : float array (9,)
        Longest day trip by grade, minutes.
    offered_from : int
        Lowest grade to which a bed or a bus is offered.

    Returns
    -------
    family : int64 array (families,)
        Rows of the households, ascending.
    more : float array (families,)
        Minutes by which the way of the child grows whose way grows most, not below 0.
    is_beyond, is_offered : bool arrays (families,)
        Of any of its displaced children the new way is beyond the limit; of any a bed or a bus is offered.
    """
    (x, y), (school_x, school_y), by_road = places, schools, has_roads(ways)
    paces = (pace[0], pace[1], pace[2], pace[3], pace[4])
    order = np.argsort(household[children], kind="mergesort")
    family, more = np.empty(len(children), np.int64), np.zeros(len(children))
    is_beyond, is_offered = np.zeros(len(children), np.bool_), np.zeros(len(children), np.bool_)
    n = -1
    for k in order:
        h, g = np.int64(household[children[k]]), grades[k]
        if n < 0 or family[n] != h:
            n += 1
            family[n] = h
        place = settlement[h]
        km = np.hypot(x[place] - school_x[row], y[place] - school_y[row]) * paces[0]
        now = day_way(ways, place, row, km, pace)[1] if by_road else line_way(km, paces)[1]
        if taken[g - 1]:
            km = np.hypot(x[place] - school_x[into], y[place] - school_y[into]) * paces[0]
            new = day_way(ways, place, into, km, pace)[1] if by_road else line_way(km, paces)[1]
        else:
            new = _way_to_next(place, g, row, lists, serves, county)
        more[n] = max(more[n], new - now)
        is_beyond[n] |= new > limits[g - 1]
        is_offered[n] |= g >= offered_from
    n += 1
    return family[:n].copy(), more[:n].copy(), is_beyond[:n].copy(), is_offered[:n].copy()
