"""Which families have pupils and which children are theirs, against plain forms."""

import numpy as np
from hypothesis import given

from sim.base.chunks import BLOCK, find_chunks
from sim.kernels.codes import CLOSED, ENROLLED, LEFT, OPEN, WAITING
from sim.kernels.family_children import HAS_PUPILS, children_of, look_at_children, note_lost
from tests.columns import array, table, whole

CHILDREN = {"household": whole(np.int32, 0, 3), "status": whole(np.uint8, 0, 5)}


@given(table(CHILDREN))
def test_families_with_pupils(c):
    pupils = {int(h) for h, s in zip(c["household"], c["status"], strict=True) if s in (ENROLLED, WAITING)}
    n, nothing_lost = len(c["household"]), np.zeros((1, 9), np.int16)
    grade, year = np.ones(n, np.uint8), np.zeros(n, np.int16)
    columns = c["household"], c["status"], grade, year, year, grade, np.zeros(4, np.int32), nothing_lost
    seen = look_at_children(*columns, 2020)
    assert ((seen & HAS_PUPILS) > 0).tolist() == [h in pupils for h in range(4)]


def test_children_looked_at_by_several_threads_are_put_together():
    """Marks of families whose children stand in different parts of the table."""
    n, families = 4 * BLOCK, 20_011
    at = np.arange(n)
    columns = (
        (at * 7919 % families).astype(np.int32), (at % 6).astype(np.uint8), (1 + at // 7 % 9).astype(np.uint8),
        np.where(at % 97 == 0, 2020, 0).astype(np.int16), (2020 - at % 16).astype(np.int16),
        (1 + at % 12).astype(np.uint8), (np.arange(families) % 3).astype(np.int32),
    )  # fmt: skip
    lost = np.zeros((3, 9), np.int16)
    lost[1, 4] = 2019
    alone = look_at_children(*columns, lost, 2020)
    assert len(np.unique(alone)) > 50
    for threads in (2, 3):
        assert (look_at_children(*columns, lost, 2020, threads) == alone).all()


@given(table(CHILDREN), array(4, whole(np.uint8, 0, 7)))
def test_children_of_some_families(c, wanted):
    found = find_chunks(children_of, len(c["household"]), 1, c["household"], c["status"], wanted)
    assert found.tolist() == [
        i for i, h in enumerate(c["household"]) if wanted[h] > 0 and c["status"][i] != LEFT
    ]
    assert found.dtype == np.int64


def test_a_grade_is_lost_where_its_zone_school_is_closed_or_does_not_teach_it():
    """Three settlements: a school of grades 1-6 and one of 7-9, the last one of which is closed, and none at all."""
    zone = np.array([[0] * 6 + [1] * 3, [0] * 9, [-1] * 9], np.int32)
    status, low, high = (
        np.array([OPEN, CLOSED], np.uint8),
        np.array([1, 7], np.uint8),
        np.array([6, 9], np.uint8),
    )
    year_lost = np.full((3, 9), 2010, np.int16)
    note_lost(zone, status, low, high, 2019, year_lost)
    assert year_lost.tolist() == [[2010] * 6 + [2019] * 3, [2010] * 6 + [2019] * 3, [2010] * 9]
    note_lost(zone, status[:1].repeat(2), low, high, 2020, year_lost)
    assert year_lost.tolist() == [[2010] * 6 + [2019] * 3, [2010] * 6 + [2020] * 3, [2010] * 9]
