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
    "aid_yuan": choice(np.uint16, 0, 0, 500, 1250),
}


@given(table(CHILDREN))
def test_as_counted_one_by_one(c):
    out = empty_funded(3)
    count_funded(*(c[name] for name in CHILDREN), out)
    plain = Counter(
        (c["school"][i], c["grade"][i] > 6, c["way"][i] == BOARD, c["aid_yuan"][i] > 0)
        for i in np.flatnonzero(c["status"] == ENROLLED)
    )
    assert out.sum() == plain.total()
    for cell, n in plain.items():
        assert out[tuple(int(one) for one in cell)] == n
