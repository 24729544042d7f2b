"""Zones and planned classes against plain forms, and examples worked by hand."""

import numpy as np
from hypothesis import given

from sim.kernels.seats import planned_classes
from sim.kernels.zones import serving_by_right, zone_schools, zone_tables
from tests.columns import array, choice, whole
from tests.networks import N_PLACES, networks, plain_teaching


def serving(net) -> np.ndarray:
    """Return which grades each school serves, all schools public and of one county."""
    same = np.zeros(len(net["status"]), np.int16)
    return serving_by_right(net["status"], net["low"], net["high"], same, same)


@given(networks())
def test_zone_is_the_nearest_open_school_that_teaches_the_grade(net):
    zone, way = np.full((N_PLACES, 9), 77, np.int32), np.full((N_PLACES, 9), 77.0)
    zone_schools(net["near"], net["minutes"], serving(net), 0, 9, zone, way)
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


def plain_classes(pupils, rooms, kept):
    """Return the classes planned for one school by grade."""
    free = rooms - sum(k for g, k in enumerate(kept) if g not in (0, 6))
    used = [p + k > 0 for p, k in zip(pupils, kept, strict=True)]
    entry = free // 2 if any(used[:6]) and any(used[6:]) else free
    return [max(1, entry) if g in (0, 6) else max(1, kept[g]) for g in range(9)]


@given(
    array((3, 9), choice(np.int64, 0, 0, 1, 44, 45, 46, 130)), array(3, whole(np.int64, 1, 20)),
    array((3, 9), choice(np.int64, 0, 0, 1, 2)),
)  # fmt: skip
def test_planned_classes(pupils, rooms, kept):
    planned = np.full((3, 9), -7, np.int64)
    planned_classes(pupils, rooms, kept, planned)
    for s in range(3):
        assert planned[s].tolist() == plain_classes(*(x.tolist() for x in (pupils[s], rooms[s], kept[s])))


def test_planned_classes_by_hand():
    pupils = np.array([[3, 40, 50, 0, 0, 0, 0, 0, 0], [0, 9, 0, 0, 0, 0, 0, 9, 0]])
    kept = np.array([[0, 1, 1, 0, 0, 0, 0, 0, 0], [0, 1, 0, 0, 0, 0, 0, 1, 0]])
    planned = np.zeros((2, 9), np.int64)
    planned_classes(pupils, np.array([4, 5]), kept, planned)
    assert planned[0, :4].tolist() == [2, 1, 1, 1]
    assert planned[1, [0, 6]].tolist() == [1, 1]  # three rooms left, shared by two entry grades: one each
    planned_classes(pupils, np.array([2, 1]), kept, planned)
    assert planned[0, :3].tolist() == [1, 1, 1]  # an entry grade plans one class even without a room
