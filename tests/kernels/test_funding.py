"""Pupils by what their funds depend on, against a plain form."""

from collections import Counter

import numpy as np
from hypothesis import given

from sim.kernels.codes import BELOW_AGE, BOARD, DROPPED_OUT, ENROLLED, RIDE, WALK
from sim.kernels.funding import count_funded, empty_funded
from tests.columns import choice, table, whole

CHILDREN = {
    "status": choice(np.uint8, ENROLLED, ENROLLED, BELOW_AGE, DROPPED_OUT),
    "school": whole(np.int16, 0, 2),
    "grade": whole(np.uint8, 1, 9),
    "way": choice(np.uint8, WALK, RIDE, BOARD),
    "household": whole(np.int32, 0, 3),
}


@given(table(CHILDREN))
def test_as_counted_one_by_one(c):
    poverty, out = np.array([0, 1, 0, 1], np.uint8), empty_funded(3)
    count_funded(*(c[name] for name in CHILDREN), poverty, out)
    plain = Counter(
        (c["school"][i], c["grade"][i] > 6, c["way"][i] == BOARD, poverty[c["household"][i]] > 0)
        for i in np.flatnonzero(c["status"] == ENROLLED)
    )
    assert out.sum() == plain.total()
    for cell, n in plain.items():
        assert out[tuple(int(one) for one in cell)] == n
