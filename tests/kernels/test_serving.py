"""Admission against plain forms: order of service, places in the zone, overflow; what must always hold."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.kernels.codes import IN_ZONE, OPEN, OVER_CAPACITY, OVERFLOW, UNPLACED
from sim.kernels.serving import admit_in_order, order_keys, place_overflow
from tests.columns import array, choice, table, whole
from tests.networks import N_PLACES, N_SCHOOLS, networks, plain_teaching
from tests.plain_luck import uniform

KEY = np.uint64(0xABCDEF01)
APPLICANTS = {
    "school": whole(np.int64, -1, N_SCHOOLS - 1),
    "grade": choice(np.uint8, 1, 1, 3, 7),
    "group": whole(np.uint8, 0, 5),
    "is_sure": choice(np.bool_, True, False),
    "home": whole(np.int32, 0, N_PLACES - 1),
}
SEATS = array((N_SCHOOLS, 9), choice(np.int64, 0, 0, 1, 2))
LIMITS = np.array([30.0] * 6 + [31.0] * 3)


def served(a, seed=5, year=2020):
    """Return keys and the order of service."""
    keys = order_keys(a["school"], a["grade"], a["group"], a["uid"], seed, KEY, year)
    return keys, np.argsort(keys, kind="stable")


@given(table(APPLICANTS))
def test_service_is_by_school_grade_group_and_luck(a):
    keys, order = served(a)
    luck = [uniform(5, KEY, 2020, u, s + 1) for u, s in zip(a["uid"], a["school"], strict=True)]
    rank = list(zip(a["school"], a["grade"], a["group"], (int(x * 2**32) for x in luck), strict=True))
    assert order.tolist() == sorted(range(len(rank)), key=lambda i: rank[i])
    assert len(set(keys.tolist())) == len(set(rank))


def admit(a, seats):
    seats = seats.copy()
    placed, how = np.full(len(a["uid"]), 99), np.full(len(a["uid"]), 9, np.uint8)
    admit_in_order(served(a)[1], a["school"], a["grade"], a["is_sure"], seats, placed, how)
    return placed, how, seats


def plain_admit(a, seats):
    left, out = {(s, g): int(n) for (s, g), n in np.ndenumerate(seats)}, {}
    for i in served(a)[1]:
        at = int(a["school"][i]), int(a["grade"][i]) - 1
        if at[0] >= 0 and left[at] > 0:
            left[at] -= 1
            out[i] = at[0], IN_ZONE
        else:
            out[i] = (at[0], OVER_CAPACITY) if at[0] >= 0 and a["is_sure"][i] else (-1, UNPLACED)
    return [out[i][0] for i in range(len(out))], [out[i][1] for i in range(len(out))], left


@given(table(APPLICANTS), SEATS)
def test_admission_is_the_plain_form(a, seats):
    placed, how, left = admit(a, seats)
    expected = plain_admit(a, seats)
    assert (placed.tolist(), how.tolist()) == expected[:2]
    assert dict(np.ndenumerate(left)) == expected[2]


def overflow(a, net, seats, load, rooms):
    """Serve the zone first, then overflow in order of group and luck; return placed, how, seats and load."""
    placed, how, left = admit(a, seats)
    load = load.copy()
    waiting = np.array(
        [i for i in served({**a, "school": np.zeros_like(a["school"])})[1] if placed[i] < 0], np.int64
    )
    local = a["group"] <= 3
    place_overflow(
        waiting, a["home"], a["grade"], local, net["near"], net["minutes"], net["status"], net["low"],
        net["high"], LIMITS,
        left, load, rooms, placed, how,
    )  # fmt: skip
    return waiting, placed, how, left, load


def plain_overflow(a, net, seats, load, rooms, waiting, placed, how):
    left, load = seats.copy(), load.copy()
    for i in waiting:
        g = a["grade"][i]
        found = plain_teaching(net, a["home"][i], g)
        free = [(t > LIMITS[g - 1], s) for s, t in found if left[s, g - 1] > 0]
        near = [(load[s] / max(1, rooms[s]), j, s) for j, (s, t) in enumerate(found) if t <= LIMITS[g - 1]]
        if free:  # within the limit before beyond it, nearest first
            placed[i], how[i] = min(free, key=lambda f: f[0])[1], OVERFLOW
            left[placed[i], g - 1] -= 1
        elif a["group"][i] <= 3 and found:
            placed[i], how[i] = min(near)[2] if near else found[0][0], OVER_CAPACITY
        if placed[i] >= 0:
            load[placed[i]] += 1
    return placed, how, left, load


LOAD, ROOMS = (
    array(N_SCHOOLS, choice(np.float64, 0.0, 10.0, 20.0)),
    array(N_SCHOOLS, choice(np.int64, 0, 1, 2)),
)


@settings(max_examples=250)
@given(table(APPLICANTS, max_rows=14), networks(), SEATS, LOAD, ROOMS)
def test_overflow_is_the_plain_form(a, net, seats, load, rooms):
    placed, how, left = admit(a, seats)
    waiting, *found = overflow(a, net, seats, load, rooms)
    for one, other in zip(
        found, plain_overflow(a, net, left, load, rooms, waiting, placed, how), strict=True
    ):
        assert one.tolist() == other.tolist()
    local = a["group"] <= 3
    for i in np.flatnonzero(local & (found[0] < 0)):
        assert not plain_teaching(
            net, a["home"][i], a["grade"][i]
        )  # no local child unplaced where a school is left


def place_one(seats, minutes, *, is_local=True, load=(0.0, 0.0, 0.0)):
    """Place one child of grade 1 between three primary schools, nearest first; return (school, how)."""
    placed, how = np.array([-1]), np.zeros(1, np.uint8)
    columns = np.zeros(1, np.int64), np.zeros(1, np.int32), np.ones(1, np.uint8), np.array([is_local])
    near, low, high = np.array([[0, 1, 2, -1]], np.int32), np.ones(3, np.uint8), np.full(3, 6, np.uint8)
    free = np.zeros((3, 9), np.int64)
    free[:, 0] = seats
    place_overflow(
        *columns, near, np.array([[*minutes, np.inf]]), np.full(3, OPEN, np.uint8), low, high, LIMITS,
        free, np.array(load),
        np.array([1, 2, 4]), placed, how,
    )  # fmt: skip
    return int(placed[0]), int(how[0])


def test_overflow_by_hand():
    assert place_one([0, 1, 1], [5, 10, 20]) == (1, OVERFLOW)
    assert place_one([1, 1, 0], [36, 10, 11]) == (
        1,
        OVERFLOW,
    )  # 36 minutes on foot are farther than a short ride
    assert place_one([1, 0, 1], [36, 10, 50]) == (0, OVERFLOW)  # beyond the limit the nearest with a seat
    assert place_one([0, 0, 1], [5, 10, 40]) == (2, OVERFLOW)  # a seat beyond the limit before over capacity
    assert place_one([0, 0, 0], [5, 10, 40], load=(30.0, 50.0, 0.0)) == (
        1,
        OVER_CAPACITY,
    )  # 25 a room against 30
    assert place_one([0, 0, 0], [31, 32, 40], load=(30.0, 0.0, 0.0)) == (0, OVER_CAPACITY)
    assert place_one([0, 0, 0], [5, 10, 40], is_local=False) == (-1, UNPLACED)
    assert place_one([0, 0, 1], [5, 10, 40], is_local=False) == (2, OVERFLOW)


@given(
    table(APPLICANTS, max_rows=14),
    networks(),
    SEATS,
    LOAD,
    ROOMS,
    st.integers(0, N_SCHOOLS - 1),
    st.integers(0, 8),
)
def test_no_seat_oversold_and_more_seats_never_place_fewer(a, net, seats, load, rooms, s, g):
    _, placed, how, left, _ = overflow(a, net, seats, load, rooms)
    assert (left >= 0).all()
    took = np.isin(how, (IN_ZONE, OVERFLOW))
    given_out = np.zeros_like(seats)
    np.add.at(given_out, (placed[took], a["grade"][took] - 1), 1)
    assert (seats - left == given_out).all()
    more = seats.copy()
    more[s, g] += 1
    _, placed_more, how_more, _, _ = overflow(a, net, more, load, rooms)
    assert (placed_more >= 0).sum() >= (placed >= 0).sum()
    assert np.isin(how_more, (IN_ZONE, OVERFLOW)).sum() >= took.sum()


@given(table(APPLICANTS, max_rows=14), networks(), SEATS, LOAD, ROOMS, st.randoms(use_true_random=False))
def test_permuting_applicants_changes_nothing(a, net, seats, load, rooms, shuffle):
    rows = list(range(len(a["uid"])))
    shuffle.shuffle(rows)
    mixed = {name: column[rows] for name, column in a.items()}
    _, placed, how, left, crowd = overflow(a, net, seats, load, rooms)
    _, placed_mixed, how_mixed, left_mixed, crowd_mixed = overflow(mixed, net, seats, load, rooms)
    assert placed_mixed.tolist() == placed[rows].tolist()
    assert how_mixed.tolist() == how[rows].tolist()
    assert (left == left_mixed).all()
    assert (crowd == crowd_mixed).all()
