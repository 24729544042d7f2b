"""Filling one by one: the next unit goes where most is missing, or comes from where most is over."""

import numpy as np
from numba import njit


def largest_first(amount: np.ndarray, n: int, *ties: np.ndarray) -> np.ndarray:
    """Return the place of each of `n` units, taken one by one where most is left.

    Parameters
    ----------
    amount : int array (places,)
        Units each place has; below 0 it has none.
    n : int
        Units asked for; fewer come where the places have fewer.
    ties : arrays (places,)
        On equal amounts the lowest of the first comes first, then of the next, then the place.

    Returns
    -------
    int64 array (<= n,)
        In the order in which they are taken.
    """
    place, left = _units(amount)
    order = np.lexsort((place, *(tie[place] for tie in reversed(ties)), -left))
    return place[order[:n]]


def largest_first_of_groups(
    amount: np.ndarray, wanted: np.ndarray, group: np.ndarray, tie: np.ndarray
) -> np.ndarray:
    """Return the place of each unit taken, `wanted` (groups,) of each group's places; see `largest_first`.

    Group after group, in each one in the order in which they are taken.
    """
    amount, wanted, group = (np.ascontiguousarray(a, np.int64) for a in (amount, wanted, group))
    return _taken(amount, group, np.argsort(tie, kind="stable"), wanted)[0]


def matched(
    surplus: np.ndarray, short: np.ndarray, group: np.ndarray, tie: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Match units over to units short within groups, the largest of both first.

    Parameters
    ----------
    surplus, short : int arrays (places,)
    group, tie : int arrays (places,)
        Places of one group, from 0 on, may give to each other, those of group -1 to nobody; on equal amounts the lower
        `tie` comes first.

    Returns
    -------
    giver, receiver : int64 arrays (units,)
    short_then : int64 array (units,)
        What the receiver lacked before it got the unit.
    """
    surplus, short, group = (np.ascontiguousarray(a, np.int64) for a in (surplus, short, group))
    by_tie = np.argsort(tie, kind="stable")
    n = int(group.max(initial=-1)) + 1
    pairs = np.minimum(*(_sum_of_groups(amount, group, n) for amount in (surplus, short)))
    giver, _ = _taken(surplus, group, by_tie, pairs)
    receiver, left = _taken(short, group, by_tie, pairs)
    return giver, receiver, left


@njit(cache=True, nogil=True)
def _sum_of_groups(amount, group, n):
    """Return the units of each of `n` groups, int64 (n,)."""
    out = np.zeros(n, np.int64)
    for i in range(len(amount)):
        if group[i] >= 0:
            out[group[i]] += max(amount[i], 0)
    return out


@njit(cache=True, nogil=True)
def _taken(amount, group, by_tie, wanted):
    """Return place of, and what is left at, the first `wanted` units of each group, largest first; int64 (units,).

    `by_tie` are the places in the order in which they come on equal amounts. Units are sorted by one number that tells
    group, amount left and place among equals.
    """
    n, most, units = len(amount), 0, 0
    for i in range(n):
        if group[i] >= 0 and wanted[group[i]] > 0 and amount[i] > 0:
            most = max(most, amount[i])
            units += amount[i]
    key, k = np.empty(units, np.int64), 0
    for turn in range(n):
        i = by_tie[turn]
        if group[i] >= 0 and wanted[group[i]] > 0 and amount[i] > 0:
            for taken in range(amount[i]):
                key[k] = (group[i] * most + (most - amount[i] + taken)) * n + turn
                k += 1
    key.sort()
    place, left, found, of_group, last = np.empty(units, np.int64), np.empty(units, np.int64), 0, 0, -1
    for k in range(units):
        i = by_tie[key[k] % n]
        of_group = of_group + 1 if group[i] == last else 0
        last = group[i]
        if of_group < wanted[last]:
            place[found], left[found] = i, most - key[k] // n % most
            found += 1
    return place[:found], left[:found]


@njit(cache=True, nogil=True)
def new_homes(home, stage, county, teaches, vacant, x, y, uid, to):
    """Set `to` to the new school of each of some teachers, in turn: of the county, and where most posts are vacant.

    The nearer comes first on as many, then the lower lasting number; where none is vacant the nearest takes all. Who
    finds no school of the stage in the county teaches the other stage; without any school `to` is -1.

    Parameters
    ----------
    home, stage : int arrays (teachers,)
        The school that is lost, a row, and the stage, which may be changed.
    county, x, y, uid : arrays (schools,)
        x and y in km.
    teaches : bool array (schools, 2)
    vacant : int64 array (schools, 2)
        Reduced in place.
    """
    for i in range(len(home)):
        lost, best = home[i], -1
        for _ in range(2):
            g, most, near = stage[i], np.int64(0), np.inf
            for s in range(len(county)):
                lacks = max(vacant[s, g], 0)
                if county[s] == county[lost] and teaches[s, g] and lacks >= most:
                    km = np.hypot(x[s] - x[lost], y[s] - y[lost])
                    if lacks > most or km < near or (km == near and uid[s] < uid[best]):
                        best, most, near = s, lacks, km
            if best >= 0:
                break
            stage[i] = 1 - g
        to[i] = best
        if best >= 0:
            vacant[best, stage[i]] -= 1


@njit(cache=True, nogil=True)
def ordinals(sorted_keys):
    """Return how many equal keys stand before each, int64 (n,); equal keys stand together."""
    out = np.zeros(len(sorted_keys), np.int64)
    for i in range(1, len(out)):
        out[i] = out[i - 1] + 1 if sorted_keys[i] == sorted_keys[i - 1] else 0
    return out


def ordinals_of(keys: np.ndarray) -> np.ndarray:
    """Return how many equal keys come before each, int64 (n,), in any order of keys."""
    order = np.argsort(keys, kind="stable")
    out = np.empty(len(keys), np.int64)
    out[order] = ordinals(keys[order])
    return out


def _units(amount: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the units of each place and how many are left there when each is taken."""
    amount = np.maximum(amount, 0).astype(np.int64)
    place = np.repeat(np.arange(len(amount)), amount)
    return place, np.repeat(np.cumsum(amount), amount) - np.arange(len(place))
