"""The table of pairs of settlement and school: it grows, and several are told as one."""

import numpy as np

from sim.kernels.trip_pairs import (
    DAY_PUPILS,
    MINUTES,
    PUPILS,
    add_trip,
    key_of,
    no_pairs,
    pairs_of,
    slot_of,
    unpacked,
)
from sim.kernels.trip_pairs import with_more_room as larger

DAY_TRIP = 1 << 10 | 25 << 16  # a word of `census_words.trip_words`: a day pupil of grade 1, 25 minutes


def put(pairs, home, school):
    """Enter a trip and return the table."""
    if pairs.n[0] == len(pairs.keys):
        pairs = larger(pairs)
    key = key_of(home, school)
    slot = slot_of(pairs.slots, pairs.keys, key)
    if pairs.slots[slot] < 0:
        pairs.slots[slot], pairs.keys[pairs.n[0]] = pairs.n[0], key
        pairs.n[0] += 1
    add_trip(pairs.counts, np.uint64(pairs.slots[slot]), DAY_TRIP, 0)
    return pairs


def test_more_pairs_than_there_is_room_for_at_first():
    """Eight settlements and five schools, each pair twice, in a table with room for four."""
    pairs, all_pairs = no_pairs(4), [(home, school) for home in range(8) for school in (0, 3, 7, 9, 400)]
    for home, school in [*all_pairs, *reversed(all_pairs)]:
        pairs = put(pairs, home, school)
    home, school, packed = pairs_of([pairs])
    assert list(zip(home.tolist(), school.tolist(), strict=True)) == all_pairs
    counts = unpacked(packed)
    assert counts[:, PUPILS].tolist() == [[2, 0, 0]] * 40
    assert counts[:, MINUTES].tolist() == [50] * 40
    assert counts[:, DAY_PUPILS].tolist() == [2] * 40


def test_a_pair_in_two_tables_is_told_once():
    one, other = put(no_pairs(4), 5, 2), put(put(no_pairs(4), 5, 2), 1, 2)
    home, school, packed = pairs_of([one, other])
    assert (home.tolist(), school.tolist()) == ([1, 5], [2, 2])
    assert unpacked(packed)[:, 0].tolist() == [1, 2]
    assert [len(part) for part in pairs_of([no_pairs(4), no_pairs(4)])] == [0, 0, 0]
