"""Serving one line against plain forms: order of service and places; what must always hold."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from sim.kernels.codes import IN_ZONE, OVER_CAPACITY, UNPLACED
from sim.kernels.serving import admit_in_order, order_keys
from tests.columns import array, choice, table, whole
from tests.networks import N_PLACES, N_SCHOOLS
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


@given(table(APPLICANTS), SEATS, st.integers(0, N_SCHOOLS - 1), st.integers(0, 8))
def test_no_seat_oversold_and_more_seats_never_place_fewer(a, seats, s, g):
    placed, how, left = admit(a, seats)
    assert (left >= 0).all()
    given_out = np.zeros_like(seats)
    took = how == IN_ZONE
    np.add.at(given_out, (placed[took], a["grade"][took] - 1), 1)
    assert (seats - left == given_out).all()
    more = seats.copy()
    more[s, g] += 1
    assert (admit(a, more)[0] >= 0).sum() >= (placed >= 0).sum()


@given(table(APPLICANTS), SEATS, st.randoms(use_true_random=False))
def test_permuting_applicants_changes_nothing(a, seats, shuffle):
    rows = list(range(len(a["uid"])))
    shuffle.shuffle(rows)
    placed, how, left = admit(a, seats)
    placed_mixed, how_mixed, left_mixed = admit({name: column[rows] for name, column in a.items()}, seats)
    assert placed_mixed.tolist() == placed[rows].tolist()
    assert how_mixed.tolist() == how[rows].tolist()
    assert (left == left_mixed).all()
