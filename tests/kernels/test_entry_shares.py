"""Entrants split over schools by shares, on numbers worked by hand."""

import numpy as np
import pytest

from sim.kernels.entry_shares import entry_shares

UID = np.arange(1, 4, dtype=np.uint64)


@pytest.mark.parametrize(
    ("total", "seats", "given"),
    [
        (10, None, [5, 3, 2]),
        (10, [4, 9, 9], [4, 4, 2]),  # one over goes to the others, 3 : 2 with luck
        (10, [0, 0, 0], [5, 3, 2]),  # no seats: beyond them, in proportion
        (16, [4, 6, 9], [4, 6, 6]),  # of the four over, one more fits into the second
        (10, [2, 2, 2], [4, 3, 3]),  # six seated, four beyond: 2, 1.2, 0.8
        (0, None, [0, 0, 0]),
    ],
)
def test_entrants_are_split_in_proportion_and_held_at_seats(total, seats, given):
    split = entry_shares(
        total,
        np.array([0.5, 0.3, 0.2]),
        None if seats is None else np.array(seats),
        seed=1,
        year=2020,
        uid=UID,
    )
    assert split.sum() == total
    assert np.abs(split - given).max() <= 1
    if seats and sum(seats) >= total:
        assert (split <= seats).all()


def test_rounding_up_is_luck_and_fair_over_years():
    weight = np.array([1.0, 1.0, 1.0])
    splits = [entry_shares(10, weight, seed=1, year=year, uid=UID) for year in range(3000)]
    assert np.mean(splits, axis=0) == pytest.approx([10 / 3] * 3, abs=0.05)


def test_a_larger_fraction_is_rounded_up_more_often():
    weight = np.array([0.42, 0.33, 0.25])  # of ten: 4.2, 3.3, 2.5
    splits = [entry_shares(10, weight, seed=1, year=year, uid=UID) for year in range(3000)]
    assert np.mean(splits, axis=0) == pytest.approx([4.2, 3.3, 2.5], abs=0.06)


def test_the_order_of_schools_does_not_matter_and_grades_have_luck_of_their_own():
    weight, uid = np.linspace(1, 3, 30), np.arange(30, dtype=np.uint64)
    split = entry_shares(1000, weight, seed=1, year=2020, uid=uid)
    turned = entry_shares(1000, weight[::-1], seed=1, year=2020, uid=uid[::-1])
    assert (turned[::-1] == split).all()
    other = entry_shares(1000, weight, seed=1, year=2020, uid=uid, grade=6)
    assert (other != split).any()
    assert np.abs(other - split).max() <= 1


def test_nobody_goes_where_there_is_no_weight():
    assert entry_shares(5, np.zeros(3), seed=1, year=1, uid=UID).tolist() == [0, 0, 0]
    assert entry_shares(5, np.array([0, 1.0, 0]), seed=1, year=1, uid=UID).tolist() == [0, 5, 0]


@pytest.mark.parametrize(
    ("total", "weight", "seats"),
    [(1, [-1, 1, 1], None), (1, [1, 1, 1], [-1, 1, 1]), (-1, [1, 1, 1], None), (1, [1, 1, 1], [1, 1])],
)
def test_impossible_shares_are_refused(total, weight, seats):
    with pytest.raises(ValueError, match="one number a school"):
        entry_shares(
            total,
            np.array(weight, float),
            None if seats is None else np.array(seats),
            seed=1,
            year=1,
            uid=UID,
        )
