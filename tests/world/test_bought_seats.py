"""Bought seats by hand: who still sits in one, and what it costs."""

from dataclasses import replace

import numpy as np

from sim.kernels.codes import ENROLLED, WAITING
from sim.rules.rulebook import Rulebook
from sim.world.bought_seats import BoughtSeats
from sim.world.region import CountyRules, Region
from sim.world.running_cost import bought_seats_yuan
from tests.worlds import numbers, start


def test_a_seat_is_counted_while_its_child_sits_there_and_given_up_for_good():
    region = Region(start("small"), numbers(), (), seed=1)
    rows = np.flatnonzero(region.children["status"] == ENROLLED)[:5]
    uid = region.children["uid"][rows].copy()
    with region.writing_as("register"):
        region.children.writable("school")[rows] = [0, 0, 1, 1, 0]
        region.children.writable("grade")[rows] = [1, 2, 1, 7, 3]
    region.bought_seats.add(uid[:4], np.array([0, 0, 1, 1]))
    count = region.bought_seats.count(region)
    assert count[:2].tolist() == [[2, 0], [1, 1]]
    assert count.sum() == 4
    with region.writing_as("register"):
        region.children.writable("status")[rows[0]] = WAITING
        region.children.writable("school")[rows[2]] = 0
    assert region.bought_seats.count(region)[:2].tolist() == [[1, 0], [0, 1]]
    with region.writing_as("register"):
        region.children.writable("status")[rows[0]] = ENROLLED
    region.rules = CountyRules(
        replace(Rulebook(), yuan_bought_seat_primary=10.0, yuan_bought_seat_junior=30.5)
        for _ in region.counties
    )
    assert bought_seats_yuan(region, region.rules)[:2].tolist() == [10, 30]


def test_a_seat_bought_anew_takes_the_place_of_the_older_one():
    seats = BoughtSeats()
    seats.add(np.array([7, 8], np.uint64), np.array([1, 2]))
    seats.add(np.array([8], np.uint64), np.array([3]))
    assert dict(zip(seats.uid.tolist(), seats.school.tolist(), strict=True)) == {7: 1, 8: 3}
