"""Filling one by one: the next unit goes where most is missing, or comes from where most is over."""

import numpy as np


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


def matched(
    surplus: np.ndarray, short: np.ndarray, group: np.ndarray, tie: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Match units over to units short within groups, the largest of both first.

    Parameters
    ----------
    surplus, short : int arrays (places,)
    group, tie : int arrays (places,)
        Places of one group may give to each other; on equal amounts the lower `tie` comes first.

    Returns
    -------
    giver, receiver : int64 arrays (units,)
    short_then : int64 array (units,)
        What the receiver lacked before it got the unit.
    """
    giver, _, giver_rank = _ranked(surplus, group, tie)
    receiver, left, receiver_rank = _ranked(short, group, tie)
    n = int(group.max(initial=-1)) + 1
    over, under = (np.bincount(group, np.maximum(a, 0), n).astype(np.int64) for a in (surplus, short))
    pairs = np.minimum(over, under)
    gives, gets = giver_rank < pairs[group[giver]], receiver_rank < pairs[group[receiver]]
    return giver[gives], receiver[gets], left[gets]


def ordinals(sorted_keys: np.ndarray) -> np.ndarray:
    """Return how many equal keys stand before each, int64 (n,); equal keys stand together."""
    n = len(sorted_keys)
    begins = np.flatnonzero(np.r_[True, sorted_keys[1:] != sorted_keys[:-1]]) if n else np.zeros(0, np.int64)
    return np.arange(n) - np.repeat(begins, np.diff(np.r_[begins, n]))


def ordinals_of(keys: np.ndarray) -> np.ndarray:
    """Return how many equal keys come before each, int64 (n,), in any order of keys."""
    order = np.argsort(keys, kind="stable")
    out = np.empty(len(keys), np.int64)
    out[order] = ordinals(keys[order])
    return out


def _ranked(
    amount: np.ndarray, group: np.ndarray, tie: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return units by group, the largest amount first: place, units left there, rank in the group."""
    place, left = _units(amount)
    order = np.lexsort((tie[place], -left, group[place]))
    place, left = place[order], left[order]
    return place, left, ordinals(group[place])


def _units(amount: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the units of each place and how many are left there when each is taken."""
    amount = np.maximum(amount, 0).astype(np.int64)
    place = np.repeat(np.arange(len(amount)), amount)
    return place, amount[place] - ordinals(place)
