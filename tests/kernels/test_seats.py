"""Zones, groups and free seats against plain forms, and examples worked by hand."""

import numpy as np
import pytest
from hypothesis import given

from sim.kernels.seats import entry_seats
from sim.kernels.serving import groups_of
from sim.kernels.zones import serving_by_right, zone_schools, zone_tables
from tests.columns import array, choice, whole
from tests.networks import N_PLACES, networks, plain_teaching


def serving(net) -> np.ndarray:
    """Return which grades each school serves, all schools public and of one county."""
    same = np.zeros(len(net["status"]), np.int16)
    return serving_by_right(net["status"], net["low"], net["high"], same, same)


@given(networks())
def test_zone_is_the_nearest_open_school_that_teaches_the_grade(net):
    zone = np.full((N_PLACES, 9), 77, np.int32)
    zone_schools(net["near"], serving(net), zone)
    for p in range(N_PLACES):
        expected = [next((s for s, _ in plain_teaching(net, p, g)), -1) for g in range(1, 10)]
        assert zone[p].tolist() == expected


@given(networks(), networks())
def test_zone_tables_take_each_stage_from_its_own_candidates(net, other):
    junior = {**net, "near": other["near"], "minutes": other["minutes"]}
    zone, minutes = zone_tables(net["near"], junior["near"], net["minutes"], junior["minutes"], serving(net))
    for p in range(N_PLACES):
        for g in range(1, 10):
            found = plain_teaching(net if g < 7 else junior, p, g)
            assert (zone[p, g - 1], minutes[p, g - 1]) == (found[0] if found else (-1, 120.0))


@pytest.mark.parametrize("same_county", [False, True])
@pytest.mark.parametrize(
    ("tenure", "hukou", "same_township", "months", "expected"),
    [
        (0, 0, True, 0, 0), (1, 0, True, 99, 1), (2, 0, True, 0, 1),  # hukou in the township: own home, none
        (0, 0, False, 0, 2), (0, 1, True, 0, 2), (0, 2, False, 99, 2),  # own home, hukou elsewhere
        (1, 1, True, 12, 4), (1, 2, False, 13, 4), (2, 1, False, 11, 5), (1, 2, True, 0, 5),
         # permit of 12 months, or not
    ],
)  # fmt: skip
def test_groups_by_hand(tenure, hukou, same_township, months, expected, same_county):
    columns = (
        np.array([v]) for v in (tenure, hukou, same_township, same_county or same_township, months, 12)
    )
    assert groups_of(*columns).tolist() == [expected]


@pytest.mark.parametrize(
    ("same_county", "months", "expected"), [(True, 0, 3), (False, 12, 4), (False, 11, 5)]
)
def test_renters_with_hukou_in_the_region(same_county, months, expected):
    columns = (np.array([v]) for v in (1, 0, False, same_county, months, 12))
    assert groups_of(*columns).tolist() == [expected]


def plain_seats(pupils, rooms, kept, size):
    """Return the free seats of one school by grade."""
    free = rooms - sum(k for g, k in enumerate(kept) if g not in (0, 6))
    used = [p + k > 0 for p, k in zip(pupils, kept, strict=True)]
    entry = free // 2 if any(used[:6]) and any(used[6:]) else free
    planned = [max(1, entry) if g in (0, 6) else max(1, kept[g]) for g in range(9)]
    return [max(0, planned[g] * size[g] - pupils[g]) for g in range(9)]


@given(
    array((3, 9), choice(np.int64, 0, 0, 1, 44, 45, 46, 130)), array(3, whole(np.int64, 1, 20)),
    array((3, 9), choice(np.int64, 0, 0, 1, 2)), array((3, 9), choice(np.int64, 45, 55)),
)  # fmt: skip
def test_entry_seats(pupils, rooms, kept, size):
    seats = np.full((3, 9), -7, np.int64)
    entry_seats(pupils, rooms, kept, size, seats)
    for s in range(3):
        assert seats[s].tolist() == plain_seats(
            *(x.tolist() for x in (pupils[s], rooms[s], kept[s], size[s]))
        )


def test_entry_seats_by_hand():
    pupils = np.array([[3, 40, 50, 0, 0, 0, 0, 0, 0], [0, 9, 0, 0, 0, 0, 0, 9, 0]])
    kept = np.array([[0, 1, 1, 0, 0, 0, 0, 0, 0], [0, 1, 0, 0, 0, 0, 0, 1, 0]])
    seats = np.zeros((2, 9), np.int64)
    entry_seats(pupils, np.array([4, 5]), kept, np.full((2, 9), 45), seats)
    assert seats[0, :4].tolist() == [2 * 45 - 3, 45 - 40, 0, 45]
    assert seats[1, [0, 6]].tolist() == [45, 45]  # three rooms left, shared by two entry grades: one each
    entry_seats(pupils, np.array([2, 1]), kept, np.full((2, 9), 45), seats)
    assert seats[0, :3].tolist() == [45 - 3, 5, 0]  # an entry grade plans one class even without a room
