"""Lots and seats given to the nearest: against plain forms."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from sim.base.draws import decision, uniform_of
from sim.kernels.private_places import lots, take_nearest
from tests.columns import array, choice

N, K, S = 6, 3, 4


def test_a_lot_belongs_to_child_and_school():
    key, uid, school = decision("test.lots"), np.array([3, 3, 9], np.uint64), np.array([7, 8, 7], np.uint64)
    found = lots(5, key, 2019, uid, school)
    assert found.tolist() == [uniform_of(5, key, 2019, u, s) for u, s in ((3, 7), (3, 8), (9, 7))]
    assert len(set(found.tolist())) == 3


def plain_nearest(order, grade, which, minutes, limit, seats):
    left, out = seats.copy(), [-1] * len(grade)
    for i in order:
        listed = which[i].tolist().index(-1) if -1 in which[i] else K
        near = [
            (minutes[i, k], k) for k in range(listed)
            if left[which[i, k], grade[i] - 1] > 0 and minutes[i, k] <= limit[i]
        ]  # fmt: skip
        if near:
            out[i] = int(which[i, min(near)[1]])
            left[out[i], grade[i] - 1] -= 1
    return out, left


@given(
    st.permutations(range(N)), st.integers(0, N), array(N, choice(np.uint8, 1, 7)),
    array((N, K), choice(np.int32, -1, 0, 1, 2, 3)), array((N, K), choice(np.float64, 5.0, 30.0, 31.0)),
    array(N, choice(np.float64, 4.0, 30.0, 60.0)), array((S, 9), choice(np.int64, 0, 0, 1, 2)),
)  # fmt: skip
def test_taking_the_nearest_is_the_plain_form(order, served, grade, which, minutes, limit, seats):
    order = np.array(order[:served], np.int64)
    expected, left = plain_nearest(order, grade, which, minutes, limit, seats)
    assert take_nearest(order, grade, which, minutes, limit, seats).tolist() == expected
    assert (seats == left).all()
