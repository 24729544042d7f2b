"""Pupils by where they live and where they go: pairs of settlement and school."""

from typing import NamedTuple

import numpy as np
from numba import njit

from sim.kernels.census_words import BEYOND_BIT, DAY_BIT, RIDES_BIT, TRIP_MINUTES

PUPILS, BEYOND, RIDERS = (slice(3 * k, 3 * k + 3) for k in range(3))  # by grades 1-3, 4-6, 7-9
MINUTES, DAY_PUPILS = 9, 10
FIRST_ROOM = 8192  # pairs
BAND_BITS, DAY_PUPIL_BITS = (
    21,
    40,
)  # of packed counts: two million pupils of a pair and band, a trillion minutes
_SCHOOL_BITS = 16


class Pairs(NamedTuple):
    """Pairs of settlement and school that are met, with what is counted of each.

    Attributes
    ----------
    slots : int32 array (4 * room,)
        A hash table, a power of two long: the position of a pair in each slot, -1 = empty.
    keys : int64 array (room,)
        Settlement and, in the lower 16 bits, school; -1 = none yet.
    within : int64 array (room,)
        Whether the settlement lies within the school's service radius, one bit a grade.
    counts : int64 array (room, 4)
        Pupils, those beyond the limit and riders by three bands of grades; minutes and day pupils; packed.
    n : int64 array (1,)
        Pairs met.
    """

    slots: np.ndarray
    keys: np.ndarray
    within: np.ndarray
    counts: np.ndarray
    n: np.ndarray


def no_pairs(room: int = FIRST_ROOM) -> Pairs:
    """Return an empty table with room for so many pairs, a power of two."""
    return Pairs(
        np.full(4 * room, -1, np.int32), np.full(room, -1), np.zeros(room, np.int64), np.zeros((room, 4), np.int64),
        np.zeros(1, np.int64),
    )  # fmt: skip


def with_more_room(pairs: Pairs) -> Pairs:
    """Return the same pairs with twice the room."""
    n, larger = int(pairs.n[0]), no_pairs(2 * len(pairs.keys))
    for old, new in zip(pairs[1:4], larger[1:4], strict=True):
        new[:n] = old[:n]
    larger.n[0] = n
    _fill(larger.slots, larger.keys, n)
    return larger


@njit(cache=True, nogil=True)
def _fill(slots, keys, n):
    for k in range(n):
        slots[slot_of(slots, keys, keys[k])] = k


@njit(cache=True)
def key_of(home, school):
    """Return the key of a pair."""
    return np.int64(home) << _SCHOOL_BITS | np.int64(school)


@njit(cache=True)
def slot_of(slots, keys, key):
    """Return the slot a pair stands in or would, by multiplicative hashing (Knuth 6.4)."""
    last = np.uint64(len(slots) - 1)
    slot = np.uint64(key) * np.uint64(0x9E3779B97F4A7C15) >> np.uint64(32) & last
    while slots[slot] >= 0 and keys[np.uint64(slots[slot])] != key:
        slot = (slot + np.uint64(1)) & last
    return slot


@njit(cache=True)
def add_trip(counts, pair, trip, shift):
    """Add a trip, a word of `census_words.trip_words`, to its pair; `shift` is that of its band of grades."""
    counts[pair, np.uint64(0)] += 1 << shift
    counts[pair, np.uint64(1)] += (trip >> BEYOND_BIT & 1) << shift
    counts[pair, np.uint64(2)] += (trip >> RIDES_BIT & 1) << shift
    counts[pair, np.uint64(3)] += trip >> TRIP_MINUTES | (trip >> DAY_BIT & 1) << DAY_PUPIL_BITS


def pairs_of(tables: list[Pairs]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return the pairs of settlement and school with pupils, ascending, and what is counted of each, packed.

    Parameters
    ----------
    tables : list of Pairs
        Of parts of the children; a pair may stand in several.

    Returns
    -------
    home, school : int64 arrays (pairs,)
    packed : int64 array (pairs, 4)
        For `unpacked`.
    """
    keys = np.concatenate([one.keys[: one.n[0]] for one in tables])
    packed = np.concatenate([one.counts[: one.n[0]] for one in tables])
    order = np.argsort(keys)
    keys, packed = keys.take(order), packed.take(order, axis=0)
    if len(tables) > 1 and len(keys):
        begins = np.flatnonzero(np.diff(keys, prepend=-1))
        keys, packed = keys[begins], np.add.reduceat(packed, begins)
    return keys >> _SCHOOL_BITS, keys & (1 << _SCHOOL_BITS) - 1, packed


def unpacked(packed: np.ndarray) -> np.ndarray:
    """Return counts of pairs, int64 (pairs, 11).

    `PUPILS`, `BEYOND` (is_over_limit) and `RIDERS` (day pupils who do not walk), each by three bands of grades; the
    sum of the minutes of all pupils (`MINUTES`) and the number of day pupils (`DAY_PUPILS`).
    """
    counts = np.empty((len(packed), 11), np.int64)
    _unpack(packed, counts)
    return counts


@njit(cache=True, nogil=True)
def _unpack(packed, counts):
    """Fill `counts` (pairs, 11) from packed ones (pairs, 4)."""
    mask = (1 << BAND_BITS) - 1
    for k in range(len(packed)):
        for kind in range(3):
            for band in range(3):
                counts[k, 3 * kind + band] = packed[k, kind] >> band * BAND_BITS & mask
        counts[k, MINUTES] = packed[k, 3] & (1 << DAY_PUPIL_BITS) - 1
        counts[k, DAY_PUPILS] = packed[k, 3] >> DAY_PUPIL_BITS
