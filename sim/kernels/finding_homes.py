"""Which settlement a draw on the residents of an area falls in."""

import numpy as np
from numba import njit


@njit(cache=True)
def _first_above(edges, value, lo, hi):
    """Return the first of `edges[lo:hi]`, which rise, that is above a value, `hi` if none is."""
    while lo < hi:
        middle = (lo + hi) // 2
        if edges[middle] > value:
            hi = middle
        else:
            lo = middle + 1
    return lo


@njit(cache=True, nogil=True)
def homes_at(place, luck, begins, residents, residents_before, edges, order):
    """Return a settlement of each place (n,) for draws in [0, 1), int64 (n,).

    Parameters
    ----------
    begins : int64 array (places + 1,)
        Where the settlements of a place begin in `order`.
    residents, residents_before : float arrays (places,)
        Of each place, and of all places before it.
    edges : float array (settlements,)
        Residents up to each settlement and with it, in this order.
    order : int array (settlements,)
    """
    homes = np.empty(len(place), np.int64)
    for j in range(len(place)):
        p = place[j]
        at = residents_before[p] + luck[j] * residents[p]
        lo, hi = begins[p], begins[p + 1]
        if lo == hi or edges[hi - 1] <= at or (lo > 0 and edges[lo - 1] > at):  # by rounding beside it
            lo, hi = 0, len(edges)
        homes[j] = order[min(_first_above(edges, at, lo, hi), len(order) - 1)]
    return homes


@njit(cache=True, nogil=True)
def homes_in_seats(county, luck, begins, edges, settlements):
    """Return a settlement of each county's seat (n,) for draws in [0, 1), int64 (n,); 0 where there is none.

    Parameters
    ----------
    begins : int64 array (counties + 1,)
        Where the settlements of a county's seat begin.
    edges : float array (settlements of seats,)
        Share of the residents of the seat up to each settlement and with it.
    settlements : int array (settlements of seats,)
    """
    homes = np.zeros(len(county), np.int64)
    for j in range(len(county)):
        lo, hi = begins[county[j]], begins[county[j] + 1]
        if hi > lo:
            homes[j] = settlements[min(_first_above(edges, luck[j], lo, hi), hi - 1)]
    return homes
