"""Posts are allotted within the total: floors first, the rest by need, whole posts."""

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sim.kernels.allotment import split_posts
from sim.kernels.codes import CLOSED, OPEN, POINT, PRIVATE, PUBLIC, TOWN, VILLAGE
from sim.rules.rulebook import Rulebook
from sim.world.central_schools import central_schools
from sim.world.posts import allot, asked, for_teachers, pooled
from sim.world.schools import schools as empty_schools


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
        (27, [10, 5, 1], [0, 3, 3], [16, 8, 3]),  # more than all need: 24 beside the kept floor, 10 : 5
        (
            48,
            [10, 5, 1],
            [0, 3, 3],
            [30, 15, 3],
        ),  # three posts for each needed: every floor is reached by need alone
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
    if floor.sum() <= total <= np.maximum(need, floor).sum():
        above = np.maximum(need - floor, 0.0)
        share = above / above.sum() if above.sum() > 0 else np.full(len(need), 1 / len(need))
        assert (
            abs(found - floor - share * (total - floor.sum())) < 1 + 1e-9
        ).all()  # within one post of the exact share
        order = np.argsort(above, kind="stable")
        assert (np.diff((found - floor)[order]) >= -1).all()  # more need, never clearly fewer posts
    elif floor.sum() <= total:
        asks, beyond = need > 0, (need > 0) & (found > floor + 1)
        most = ((found[beyond] - 1) / need[beyond]).max(initial=0.0)
        assert (found[asks] + 1 + 1e-6 >= most * need[asks]).all()  # a floor takes nothing from who has it
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
    asks = asked(pupils, classes, book)
    assert asks.by_yardstick[0].tolist() == [[2.0, 2.0], [0.0, 0.0]]
    assert asks.need.tolist() == [4.0, 0.0]
    assert asks.by_classes.tolist() == [2 * 1.8 + 3.0, 0.0]


def test_posts_split_by_the_need_of_the_stages():
    """7 of 9 : 3; none needed: all of the primary stage where it is taught."""
    need = np.array([[9.0, 3.0], [0, 0], [0, 0], [0, 5]])
    teaches, found = np.array([[1, 1], [1, 0], [0, 1], [1, 1]], bool), np.empty((4, 2), np.int64)
    split_posts(np.array([7, 4, 4, 6]), need, teaches, found)
    assert found.tolist() == [[5, 2], [4, 0], [0, 4], [0, 6]]


def test_floors_of_small_schools_and_points():
    """By 1.8 posts a class; grades that share a class have the floor whatever their classes ask for."""
    grades = [
        ([5, 4, 3, 0, 0, 0, 0, 0, 0], [1, 0, 0, 0, 0, 0, 0, 0, 0], 3),  # a point: one class of three grades
        ([20, 0, 0, 0, 0, 0, 0, 0, 0], [1, 0, 0, 0, 0, 0, 0, 0, 0], 2),  # one class of one grade: 1.8
        ([20, 20, 0, 0, 0, 0, 0, 0, 0], [1, 1, 0, 0, 0, 0, 0, 0, 0], 3),  # 3.6, at most the floor
        ([17, 17, 17, 17, 17, 17, 0, 0, 0], [1, 1, 1, 1, 1, 1, 0, 0, 0], 0),  # 102 pupils
        ([0] * 9, [0] * 9, 0),
    ]
    pupils, classes, expected = (np.array(column) for column in zip(*grades, strict=True))
    assert asked(pupils, classes, Rulebook()).floor.tolist() == expected.tolist()
    four = asked(pupils, classes, Rulebook(min_posts_small=4)).floor
    assert four.tolist() == [4, 2, 4, 0, 0]


def test_posts_of_protected_schools_and_for_boarders_stand_in_the_floor():
    """6 classes of 20: 10.8 posts by classes; half of them is 6, and 30 boarders have 1 + 0.6, which makes 2."""
    pupils, classes = (np.array([[n] * 6 + [0] * 3] * 4) for n in (20, 1))
    book = Rulebook(minority_floor=0.5, posts_per_boarding_school=1, posts_per_100_boarders=2)
    asks = asked(pupils, classes, book, 1.0, np.array([0, 30, 0, 30]), np.array([0, 0, 1, 1]))
    assert asks.beyond.tolist() == [0, 2, 0, 2]
    assert asks.floor.tolist() == [0, 2, 6, 8]


@pytest.mark.parametrize(
    ("posts", "share", "expected"),
    [
        ([5, 5, 5, 5], 0.9, [5, 5, 4, 4]),  # 4.5 each: 18 of 20, by school 16
        ([1, 1, 1, 7], 0.9, [1, 1, 1, 6]),  # 0.9, 0.9, 0.9, 6.3
        ([3, 3, 3, 3], 0.5, [2, 2, 1, 1]),
        ([4, 0, 9], 1.0, [4, 0, 9]),
        ([0, 0], 0.9, [0, 0]),
        ([], 0.9, []),
    ],
)
def test_posts_for_teachers_are_the_share_of_the_countys(posts, share, expected):
    assert for_teachers(np.array(posts, np.int64), share).tolist() == expected


@given(st.lists(st.integers(0, 60), max_size=12), st.floats(0.3, 1))
def test_a_school_has_no_more_posts_for_teachers_than_posts(posts, share):
    posts = np.array(posts, np.int64)
    found = for_teachers(posts, share)
    assert found.sum() == round(posts.sum() * share)
    assert (found <= posts).all()
    assert (abs(found - posts * share) < 2).all()


POOL = [0, 0, -1, 0]


@pytest.mark.parametrize(
    ("share", "expected"),
    [
        (0.0, [20, 3, 7, 3]),
        # 26 of the pool, more than 12 + 6 + 3 by classes: in this proportion 14.86, 7.43, 3.71
        (1.0, [15, 7, 7, 4]),
        (0.5, [18, 5, 7, 3]),
    ],
)
def test_a_pool_keeps_its_posts_and_shares_them_by_classes(share, expected):
    found = pooled(
        np.array([20, 3, 7, 3]),
        np.array([12.0, 6.0, 4.0, 3.0]),
        np.array([0.0, 3.0, 0.0, 3.0]),
        np.array(POOL),
        share,
    )
    assert found.tolist() == expected


MEMBER = st.tuples(st.integers(0, 40), st.floats(0, 60), st.sampled_from([0.0, 2.0, 3.0]), st.integers(-1, 2))


@given(st.lists(MEMBER, min_size=1, max_size=12), st.floats(0, 1))
def test_what_must_always_hold_of_pools(members, share):
    posts, by_classes, floor, pool = (np.array(column) for column in zip(*members, strict=True))
    found = pooled(posts, by_classes, floor, pool, share)
    assert (found >= 0).all()
    assert (found[pool < 0] == posts[pool < 0]).all()
    for one in range(3):
        mine = pool == one
        assert found[mine].sum() == posts[mine].sum()
        if share == 1.0 and floor[mine].sum() <= posts[mine].sum():
            assert (found[mine] >= floor[mine]).all()
    if share == 0.0:
        assert (found == posts).all()


def test_the_central_school_is_the_largest_that_teaches_grade_6():
    """Township 0: central school 1; its point 0 and village school 2 are sites; town 3, private 4, closed 5 are not.

    Township 1: a nine-year school in a village, alone; township 2: a point without a central school.
    """
    rows = [  # township, zone, kind, ownership, status, grades, pupils
        (0, VILLAGE, POINT, PUBLIC, OPEN, (1, 3), 20),
        (0, TOWN, 0, PUBLIC, OPEN, (1, 6), 500),
        (0, VILLAGE, 0, PUBLIC, OPEN, (1, 6), 80),
        (0, TOWN, 0, PUBLIC, OPEN, (1, 6), 300),
        (0, VILLAGE, 0, PRIVATE, OPEN, (1, 6), 900),
        (0, VILLAGE, 0, PUBLIC, CLOSED, (1, 6), 900),
        (1, VILLAGE, 3, PUBLIC, OPEN, (1, 9), 60),
        (2, VILLAGE, POINT, PUBLIC, OPEN, (1, 3), 9),
    ]
    names = ("township", "zone", "kind", "ownership", "status", "grades", "pupils")
    columns = dict(zip(names, map(list, zip(*rows, strict=True)), strict=True))
    low, high = np.array(columns.pop("grades")).T
    pupils = np.zeros((len(rows), 9), np.int32)
    pupils[:, 0] = columns.pop("pupils")
    table = empty_schools(len(rows))
    table.append(len(rows), grade_low=low, grade_high=high, pupils=pupils, **columns)
    assert central_schools(table).tolist() == [1, 1, 1, -1, -1, -1, 6, -1]
    # the list: 3 runs 1, which runs point 0; 7 is run by 6 of another township; 5 is closed and runs nobody
    with table.writing_as("network"):
        table.writable("central_school")[[0, 1, 7, 6]] = [1, 3, 6, 5]
    assert central_schools(table).tolist() == [3, 3, 3, 3, -1, -1, 6, 6]
