"""Pupils of the second term against plain forms."""

import numpy as np
import pytest
from hypothesis import given

from sim.kernels.codes import ENROLLED, OVER_CAPACITY, OVERFLOW, WAITING
from sim.kernels.second_term import look_at_pupils
from tests.columns import choice, table, whole
from tests.plain_luck import uniform

KEY, SEED, YEAR = np.uint64(0xABCDEF01), 5, 2020
CHILDREN = {
    "status": choice(np.uint8, ENROLLED, ENROLLED, WAITING),
    "school": whole(np.int16, 0, 2),
    "grade": whole(np.uint8, 1, 9),
    "placement": choice(np.uint8, 0, 1, OVERFLOW, OVER_CAPACITY),
}


def looked_at(c, share, edges):
    """Return who came by overflow, who is drawn, and the pupils by school and grade; rows are split at `edges`."""
    n = len(c["uid"])
    came, drawn, pupils = np.ones(n, bool), np.ones(n, bool), np.zeros((3, 9), np.int64)
    columns = [c[name] for name in ("uid", "status", "school", "grade", "placement")]
    for lo, hi in zip(edges[:-1], edges[1:], strict=True):
        look_at_pupils(*columns, share, SEED, KEY, YEAR, came, drawn, (pupils,), lo, hi)
    return came, drawn, pupils


@given(table(CHILDREN))
def test_pupils_are_counted_and_those_who_came_otherwise_than_by_right_found(c):
    n, is_pupil = len(c["uid"]), c["status"] == ENROLLED
    came, _, pupils = looked_at(c, 0.5, (0, n // 2, n))
    assert came.tolist() == (is_pupil & np.isin(c["placement"], (OVERFLOW, OVER_CAPACITY))).tolist()
    counted = np.zeros((3, 9), np.int64)
    for s, g in zip(c["school"][is_pupil], c["grade"][is_pupil], strict=True):
        counted[s, g - 1] += 1
    assert pupils.tolist() == counted.tolist()


@pytest.mark.parametrize("share", [0.0, 0.3, 1.0])
@pytest.mark.parametrize("every", [1, 2, 5])  # of whom one is a pupil
def test_pupils_drawn_are_those_whose_own_luck_is_below(share, every):
    """1,300 children are more than two blocks; a split of the rows changes nothing."""
    uid = np.random.default_rng(3).integers(0, 2**64, 1300, np.uint64)
    status = np.where(np.arange(1300) % every == 0, ENROLLED, WAITING).astype(np.uint8)
    c = {"uid": uid, "status": status, "school": np.zeros(1300, np.int16), "grade": np.ones(1300, np.uint8)}
    _, drawn, _ = looked_at(c | {"placement": np.zeros(1300, np.uint8)}, share, (0, 700, 1300))
    luck = np.array([uniform(SEED, KEY, YEAR, u) for u in uid])
    assert drawn.tolist() == ((status == ENROLLED) & (luck < share)).tolist()
