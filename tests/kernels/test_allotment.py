"""Posts allotted in a kernel: as a plain twin in NumPy does it, to the last post."""

import numpy as np
import pytest

from sim.kernels.allotment import (
    allot_posts,
    allot_to_counties,
    ask_posts,
    need_posts,
    sum_as_numpy,
    sums_of_counties,
)
from sim.kernels.classes import shared_classes

LUCK = np.random.default_rng(7)


def plain(total, need, floor):
    """Return whole posts by the rule in words: floors first, the rest by need above them, largest remainders last."""
    if total <= 0 or len(need) == 0:
        return np.zeros(len(need), np.int64)
    if floor.sum() >= total:
        exact = floor * (total / floor.sum())
    elif np.maximum(need, floor).sum() < total:
        exact = plain_beyond_need(total, need, floor)
    else:
        above = np.maximum(need - floor, 0.0)
        exact = floor + above / above.sum() * (total - floor.sum())
    whole = np.floor(exact).astype(np.int64)
    whole[np.argsort(whole - exact, kind="stable")[: int(total - whole.sum())]] += 1
    return whole


def plain_beyond_need(total, need, floor):
    if need.sum() == 0:
        return floor + (total - floor.sum()) / len(need)
    at_floor = np.zeros(len(need), bool)
    while True:
        free = np.where(at_floor, 0.0, need)
        shares = free / free.sum() * (total - floor[at_floor].sum())
        low = ~at_floor & (shares < floor)
        if not low.any():
            return np.where(at_floor, floor, shares)
        at_floor |= low


@pytest.mark.parametrize("n", [0, 1, 7, 8, 9, 127, 128, 129, 300, 1000, 4097])
def test_sums_are_those_of_numpy_to_the_last_bit(n):
    amounts = LUCK.random(n + 3) * 100
    assert sum_as_numpy(amounts, 3, n + 3) == amounts[3:].sum()


def test_posts_are_those_of_the_plain_twin():
    for _ in range(400):
        n = int(LUCK.integers(0, 40))
        need = LUCK.random(n) * LUCK.choice([0, 1, 5, 50]) * (LUCK.random(n) < 0.8)
        floor = np.round(LUCK.random(n) * LUCK.choice([0, 1, 8, 30]))
        total = int(LUCK.integers(0, 3 + int(2.2 * need.sum() + floor.sum())))
        found = np.empty(n, np.int64)
        allot_posts(total, need, floor, found)
        assert found.tolist() == plain(total, need, floor).tolist()
        assert n == 0 or found.sum() == total


def test_counties_are_allotted_apart():
    need, floor, first = np.array([1.0, 3.0, 5.0]), np.zeros(3), np.array([0, 2, 2, 3])
    found, sums = np.empty(3, np.int64), np.empty(3)
    allot_to_counties(np.array([8, 4, 7]), need, floor, first, found)
    sums_of_counties(need, first, sums)
    assert found.tolist() == [2, 6, 7]
    assert sums.tolist() == [4.0, 0.0, 5.0]


def test_needs_are_those_of_numpy_to_the_last_bit():
    pupils, classes = (LUCK.integers(0, most, (50, 9)) for most in (90, 4))
    terms, kind = 1.0 + LUCK.random((3, 9)) * 30, LUCK.integers(0, 3, 50)
    found = np.empty((3, 50, 2))
    need_posts(pupils, classes, terms, kind, 0.93, found)
    t = terms[kind]
    periods = classes * t[:, [6, 6, 7, 7, 7, 7, 8, 8, 8]]
    taught, formed, weekly = (np.add.reduceat(one, (0, 6), axis=1) for one in (pupils, classes, periods))
    expected = taught / t[:, :2], formed * t[:, 2:4], weekly / 0.93 / t[:, 4:6]
    assert (found == np.stack(expected)).all()


def test_asks_are_those_of_numpy_to_the_last_bit():
    """Weights, none of them in the last county; floors of small schools, of protected ones and for boarders."""
    pupils, classes = (LUCK.integers(0, most, (50, 9)) * LUCK.integers(0, 2, (50, 9)) for most in (30, 3))
    boarders, is_protected = LUCK.integers(0, 2, 50) * LUCK.integers(0, 70, 50), LUCK.integers(0, 2, 50)
    terms, kind = LUCK.random((3, 16)) * 30 + 1, LUCK.integers(0, 3, 50)
    terms[:, 13] /= 31
    terms[2, 9:12] = 0
    by_yardstick, by_stage, sums = np.empty((3, 50, 2)), np.empty((50, 2)), np.empty((4, 50))
    ask_posts(pupils, classes, boarders, is_protected, terms, kind, 100, 0.93, by_yardstick, by_stage, sums)
    needs, t = np.empty((3, 50, 2)), terms[kind]
    need_posts(pupils, classes, terms, kind, 0.93, needs)
    weights = np.where(
        (kind == 2)[:, None], [1, 0, 0], t[:, 9:12] / np.maximum(t[:, 9:12].sum(axis=1), 1)[:, None]
    )
    mean = weights[:, :1] * needs[0] + weights[:, 1:2] * needs[1] + weights[:, 2:] * needs[2]
    by_classes, total = needs[1].sum(axis=1), pupils.sum(axis=1)
    beyond = np.where(boarders > 0, np.ceil(t[:, 14] + boarders / 100.0 * t[:, 15] - 1e-9), 0.0)
    least = np.where(
        shared_classes(pupils, classes).any(axis=1), t[:, 12], np.minimum(t[:, 12], np.ceil(by_classes))
    )
    floor = np.where((total > 0) & (total < 100), least, 0.0)
    floor = np.maximum(floor, np.where(is_protected > 0, np.ceil(t[:, 13] * by_classes - 1e-9), 0.0)) + beyond
    assert (by_yardstick == needs).all()
    assert (by_stage == mean).all()
    assert (sums == np.stack([mean.sum(axis=1), by_classes, beyond, floor])).all()
    assert len(set(floor.tolist())) > 10
