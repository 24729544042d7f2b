"""Lines of school buses and transit (校车、公交): what they offer a pupil, who would ride, and who finds a seat."""

from typing import NamedTuple

import numpy as np
from numba import njit

from sim.kernels.codes import ENROLLED, RIDE
from sim.kernels.travel import road_km
from sim.kernels.ways import day_way, has_roads, line_way


class Offers(NamedTuple):
    """What lines offer, a row a settlement.

    Attributes
    ----------
    first : int64 array (settlements + 1,)
        Where the row of each settlement begins in the three arrays below.
    school, line : int32 arrays (offers,)
        A school that can be reached, and by which line.
    minutes : float array (offers,)
        One-way minutes from door to door: walk to the stop, wait, ride, walk from it.
    is_bus : bool array (lines,)
        A school bus, with seats to count and a fee that may be waived; else a transit line.
    fare : float array (lines,)
        Yuan a trip, before a waiver.
    """

    first: np.ndarray
    school: np.ndarray
    line: np.ndarray
    minutes: np.ndarray
    is_bus: np.ndarray
    fare: np.ndarray


def minutes_to_end(minutes_legs, stop_minutes: float) -> np.ndarray:
    """Return the minutes a bus takes from each stop to the end of its line, float array (legs,).

    Parameters
    ----------
    minutes_legs : float array (legs,)
        Driving minutes from each stop to the next, the last leg to the end.
    stop_minutes : float
        It stands so long at each stop on the way.
    """
    legs = np.asarray(minutes_legs, float)
    after = np.arange(len(legs))[::-1]  # stops still to come before the end
    return np.cumsum(legs[::-1])[::-1] + stop_minutes * after


def rows_of_offers(place, school, line, minutes, is_bus, fare, n_places: int) -> Offers:
    """Return `Offers` from offers in any order; of a place they stand by school, then line."""
    order = np.lexsort((line, school, place))
    first = np.searchsorted(place[order], np.arange(n_places + 1)).astype(np.int64)
    return Offers(
        first, school[order].astype(np.int32), line[order].astype(np.int32), minutes[order].astype(float),
        np.asarray(is_bus, bool), np.asarray(fare, float),
    )  # fmt: skip


@njit(cache=True, inline="always")
def _is_free_of_fee(waiver, poor, left_behind):
    """Tell whether a pupil pays no bus fee: `waiver` 0 nobody, 1 poor left-behind, 2 poor, 3 everybody."""
    return waiver == 3 or (waiver == 2 and poor) or (waiver == 1 and poor and left_behind)


@njit(cache=True, inline="always")
def _cheapest(offers, place, school, own, is_free, yuan_minute, seats):
    """Return where the offer stands that costs a pupil least, of equals the first; -1 = the own trip is as good.

    `own` (2,) are minutes and cost of the own trip, `seats` (lines,) those left, below 0 = not counted.
    """
    which, least = -1, own[1]
    for k in range(offers.first[place], offers.first[place + 1]):
        line = offers.line[k]
        if offers.school[k] != school or offers.minutes[k] > own[0] or seats[line] == 0:
            continue
        fare = 0.0 if is_free and offers.is_bus[line] else offers.fare[line]
        cost = offers.minutes[k] + fare / yuan_minute
        if cost < least:
            least, which = cost, k
    return which


@njit(cache=True, nogil=True)
def best_offers(
    status, school, household, way, settlement, is_poor, is_left_behind, place_x, place_y, school_x, school_y, ways,
    pace, waiver, offers, worth, best, own, is_free, lo, hi,
):  # fmt: skip
    """Set for each pupil who rides by its own means the line it would take, had every line a seat left.

    A line is taken where it is no slower than the pupil's own trip and costs less in all: minutes, and what is paid in
    minutes of equal worth. Of several the one that costs least, of equals the first. So no line can make a trip longer
    or a family worse off.

    Parameters
    ----------
    status, school, household, way : arrays (children,)
    settlement, is_poor, is_left_behind : arrays (households,)
    ways : sim.kernels.ways.Ways
    pace : float array (detour, km_walk_max, walk_kmh, ride_kmh, ride_wait)
    waiver : int array (schools,)
        Who pays no bus fee, by the rules of the school's county.
    offers : Offers
    worth : (float, float)
        Yuan a kilometre of the own ride, yuan that a minute is worth.
    best : int32 array (children,)
        Output: the line, -1 = none.
    own : float array (children, 2)
        Output where there are offers: minutes of the own trip, and what it costs in minutes of equal worth.
    is_free : bool array (children,)
        Output where there are offers: a bus fee would be waived.
    """
    by_road = has_roads(ways)
    not_counted = np.full(len(offers.fare), -1)
    for i in range(lo, hi):
        best[i] = -1
        if status[i] != ENROLLED or way[i] != RIDE:
            continue
        h, s = household[i], school[i]
        p = settlement[h]
        if offers.first[p] == offers.first[p + 1]:
            continue
        straight = road_km(place_x[p], place_y[p], school_x[s], school_y[s], pace[0])
        km, own[i, 0] = line_way(straight, pace)
        if by_road:
            km, own[i, 0] = day_way(ways, p, s, straight, pace)
        own[i, 1] = own[i, 0] + km * worth[0] / worth[1]
        is_free[i] = _is_free_of_fee(waiver[s], is_poor[h], is_left_behind[h])
        k = _cheapest(offers, p, s, own[i], is_free[i], worth[1], not_counted)
        if k >= 0:
            best[i] = offers.line[k]


@njit(cache=True)
def seats_in_turn(place, school, own, is_free, offers, yuan_minute, seats, line, minutes):
    """Let pupils choose in their order: each takes the best line that has a seat left, or goes by its own means.

    Whoever comes later takes nothing from who comes before, so one more line, seat or pupil fewer makes nobody's trip
    cost more.

    Parameters
    ----------
    place, school : int arrays (pupils,)
        Those with a better claim first.
    own : float array (pupils, 2); is_free : bool array (pupils,)
        As of `best_offers`.
    offers : Offers
    yuan_minute : float
        What a minute is worth.
    seats : int array (lines,)
        -1 = not counted: a transit line takes everybody.
    line : int array (pupils,)
        Output: the line taken, -1 = none.
    minutes : float array (pupils,)
        Output: those of the trip.
    """
    left = seats.astype(np.int64)
    for k in range(len(place)):
        offer = _cheapest(offers, place[k], school[k], own[k], is_free[k], yuan_minute, left)
        line[k], minutes[k] = -1, own[k, 0]
        if offer >= 0:
            line[k], minutes[k] = offers.line[offer], offers.minutes[offer]
            left[line[k]] -= left[line[k]] > 0
