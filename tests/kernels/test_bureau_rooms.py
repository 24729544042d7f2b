"""What bureaus reckon by school: rooms, beds, canteens, heirs, nearest places; beside plain forms and by hand."""

from math import ceil, floor, hypot

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from sim.kernels.boarding import beds_to_order, canteen_seats_to_order
from sim.kernels.line_builder import nearest_places
from sim.kernels.planning import nearest_heirs, rooms_lacking, rooms_to_order, rooms_until_full
from tests.columns import array, choice, whole

N = 4
FEW, FLAGS = array(N, whole(np.int64, 0, 12)), array(N, choice(bool, True, False))


@given(
    array((N, 9), choice(np.int32, 0, 1, 44, 45, 46, 130)), array((N, 9), whole(np.int16, 0, 3)),
    array(N, whole(np.int16, 0, 20)), FLAGS,
)  # fmt: skip
def test_rooms_lacking_are_those_of_the_plain_form(pupils, classes, rooms, is_growing):
    expected = []
    for s in range(N):
        formed = classes[s].tolist()
        needed = [ceil(n / (45 if g < 6 else 50)) for g, n in enumerate(pupils[s].tolist())]
        more = sum(max(0, n - have) for n, have in zip(needed, formed, strict=True) if have)
        free = max(0, int(rooms[s]) - sum(formed))
        expected.append(0 if is_growing[s] else max(0, more - free))
    assert rooms_lacking(pupils, classes, rooms, is_growing, 45, 50).tolist() == expected


def test_rooms_lacking_by_hand():
    pupils, classes = np.zeros((2, 9), np.int32), np.zeros((2, 9), np.int16)
    pupils[0, :2], classes[0, :2] = (91, 40), (2, 1)  # a third class of grade 1, and one room stands free
    pupils[1, :2], classes[1, 0] = (91, 40), 2  # grade 2 sits with others; no room is free
    rooms, grows = np.array([4, 2], np.int16), np.zeros(2, bool)
    assert rooms_lacking(pupils, classes, rooms, grows, 45, 50).tolist() == [0, 1]


def test_rooms_until_a_school_is_full_by_hand():
    low, high = np.array([1, 7, 1], np.uint8), np.array([6, 9, 9], np.uint8)
    there, planned = np.array([40, 39, 60], np.int16), np.array([1, 1, 0])
    assert rooms_until_full(low, high, there, planned, 45, 50, 2000, 2500).tolist() == [3, 0, 0]
    assert rooms_until_full(low, high, there, planned, 40, 40, 2000, 2500).tolist() == [9, 10, 2]


@given(FEW, FEW, FEW, FLAGS, st.sampled_from([0.0, 0.5, 1.0]))
def test_rooms_to_order_are_those_of_the_plain_form(lack, planned, until_full, may, strength):
    rows = zip(*(one.tolist() for one in (lack, planned, until_full, may)), strict=True)
    expected = [floor(strength * min(max(0, x - y), z) + 1e-9) if is_in else 0 for x, y, z, is_in in rows]
    assert rooms_to_order(lack, planned, until_full, may, strength).tolist() == expected


@given(
    FEW, FEW, array((N, 9), whole(np.int64, 0, 9)), FEW, FEW, array(N, choice(np.uint8, 3, 6, 9)), FLAGS,
    st.integers(1, 5), st.sampled_from([0.0, 0.5, 1.0]),
)  # fmt: skip
def test_beds_to_order_are_those_of_the_plain_form(
    boarders, without, over, beds, planned, high, may, lowest, share
):
    expected = []
    for s in range(N):
        wanted = int(boarders[s]) + max(int(without[s]), share * int(over[s, lowest - 1 :].sum()))
        missing = ceil(1.5 * wanted - 1e-9) - int(beds[s]) - int(planned[s])
        expected.append(floor(0.8 * max(0, missing) + 0.5) if may[s] and high[s] >= lowest else 0)
    got = beds_to_order(boarders, without, over, beds, planned, high, may, lowest, 1.5, share, 0.8)
    assert got.tolist() == expected


def test_canteen_seats_by_hand():
    """Of 25 boarders in two sittings 13 sit at once: 3 seats and 4 planned are there, so 6 are missing."""
    boarders, seats, planned = np.array([25, 25, 4]), np.array([3, 3, 3], np.int16), np.array([4, 4, 0])
    may = np.array([True, False, True])
    assert canteen_seats_to_order(boarders, seats, planned, may, 2, 1.0).tolist() == [6, 0, 0]
    assert canteen_seats_to_order(boarders, seats, planned, may, 2, 0.25).tolist() == [
        2,
        0,
        0,
    ]  # 1.5 and a half


@given(
    array((2, N), choice(np.float64, 0.0, 1.0, 2.0, 4.0)), array(N, choice(np.uint8, 1, 1, 7)),
    array(N, choice(np.uint8, 6, 9)), FLAGS, FEW,
)  # fmt: skip
def test_heirs_are_those_of_the_plain_form(at, low, high, may, pupils):
    size, (x, y) = np.full(N, 9.0), at
    km = {
        s: hypot(x[s] - x[0], y[s] - y[0])
        for s in range(1, N)
        if may[s] and low[s] <= low[0] and high[s] >= high[0] and pupils[s] + pupils[0] >= 9
    }
    expected = [s for s in km if km[s] <= 3.0 and km[s] == min(km.values())]
    assert nearest_heirs(0, x, y, low, high, may, pupils, size, 3.0).tolist() == expected


@given(
    array((2, N), choice(np.float64, 0.0, 1.0, 2.5, 4.0)),
    array((2, 6), choice(np.float64, 0.0, 1.0, 3.0, 9.0)),
)
def test_nearest_places_are_those_of_the_plain_form(points, places):
    near, km = nearest_places(*points, *places, 1.35)
    for i, (x, y) in enumerate(points.T):
        away = [hypot(x - p, y - q) * 1.35 for p, q in places.T]
        assert (near[i], km[i]) == (away.index(min(away)), min(away))
    near, km = nearest_places(*points, *places[:, :0], 1.35)
    assert near.tolist() == [-1] * N
    assert np.isinf(km).all()
