"""Posts are allotted within the total: floors first, the rest by need, whole posts."""

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sim.processes.staffing import allot, needs
from sim.rules.rulebook import Rulebook


def posts(total, need, floor=None):
    need = np.array(need, float)
    return allot(total, need, np.zeros(len(need)) if floor is None else np.array(floor, float)).tolist()


@pytest.mark.parametrize(
    ("total", "need", "floor", "expected"),
    [
        (10, [1, 1, 2], None, [3, 2, 5]),  # 2.5, 2.5, 5: equal remainders, the first school first
        (10, [6, 3, 1], None, [6, 3, 1]),
        (20, [6, 3, 1], None, [12, 6, 2]),  # more posts than need are spread too: the total is given
        (7, [1, 1, 1], None, [3, 2, 2]),
        (12, [10, 1, 1], [0, 3, 3], [6, 3, 3]),  # floors above the need are kept, the rest goes to the others
        (14, [10, 5, 1], [0, 3, 3], [7, 4, 3]),  # 8 beyond the floors, in proportion 10 : 2 : 0 = 6.67, 1.33
        (3, [10, 1, 1], [0, 3, 3], [0, 2, 1]),  # floors beyond the total are cut in proportion
        (6, [10, 1, 1], [0, 3, 3], [0, 3, 3]),
        (5, [1, 1], [3, 3], [3, 2]),
        (9, [1, 1], [3, 3], [5, 4]),  # no need above the floors: the rest in equal parts
        (4, [0, 0, 0], None, [2, 1, 1]),
        (0, [3, 3], [1, 1], [0, 0]),
        (-2, [3, 3], None, [0, 0]),
        (5, [], None, []),
        (1, [5, 0], None, [1, 0]),
    ],
)
def test_by_hand(total, need, floor, expected):
    assert posts(total, need, floor) == expected


SCHOOLS = st.lists(
    st.tuples(st.floats(0, 300), st.sampled_from([0.0, 0.0, 1.0, 3.0, 5.0])), min_size=1, max_size=12
)


@given(st.integers(0, 800), SCHOOLS)
@example(800, [(1e-300, 0.0), (0.0, 3.0)])
@example(7, [(0.1, 0.0)] * 3)
def test_what_must_always_hold(total, schools):
    need, floor = np.array(schools).T
    found = allot(total, need, floor)
    assert found.sum() == total
    assert (found >= 0).all()
    if floor.sum() <= total:
        assert (found >= floor).all()
        above = np.maximum(need - floor, 0.0)
        share = above / above.sum() if above.sum() > 0 else np.full(len(need), 1 / len(need))
        assert (
            abs(found - floor - share * (total - floor.sum())) < 1 + 1e-9
        ).all()  # within one post of the exact share
        order = np.argsort(above, kind="stable")
        assert (np.diff((found - floor)[order]) >= -1).all()  # more need, never clearly fewer posts
    else:
        assert (found <= np.ceil(floor * total / floor.sum() + 1e-9)).all()


@given(st.integers(0, 300), SCHOOLS)
def test_fractions_of_a_floor_are_kept_to_the_whole_post(total, schools):
    need = np.array([n for n, _ in schools])
    floor = np.array([f * 0.6 for _, f in schools])
    found = allot(total, need, floor)
    assert found.sum() == total
    if floor.sum() <= total:
        assert (found >= np.floor(floor)).all()


def test_needs_by_two_yardsticks():
    book = Rulebook()
    pupils = np.array([[19, 19, 0, 0, 0, 0, 27, 0, 0], [0] * 9])
    classes = np.array([[1, 1, 0, 0, 0, 0, 1, 0, 0], [0] * 9])
    by_pupils, by_classes = needs(pupils, classes, book)
    assert by_pupils.tolist() == [2.0 + 2.0, 0.0]
    assert by_classes.tolist() == [2 * 1.8 + 3.0, 0.0]
