"""Families that lost a school choose as often as the chances without schools say, where nothing of schools counts."""

from functools import cache

import numpy as np
import pytest

from sim.kernels.codes import TO_COUNTY_SEAT, TO_TOWNSHIP_SEAT
from sim.kernels.family_children import CLOSED
from sim.kernels.moves import choose_moves
from sim.processes import moves
from sim.processes.year import first_year, year
from sim.records.recorder import Recorder
from sim.world.region import Region
from tests.proof.closing import CloseMany, roomy
from tests.worlds import numbers

LUCKS = 20
NEUTRAL = {"school_pull": 0.0, "closure_push": 0.0}
SEEN, IS_EXPECTED = 9, -7  # positions among the arguments of the choice


@cache
def after_closures() -> Region:
    """Return Tonghua in the year after most schools have closed, before its families move."""
    region = Region(roomy(False), numbers(), (CloseMany(),), 1)
    steps = year(*Recorder().steps())
    region.plan = first_year(steps)
    for _ in range(3):
        region.step()
        region.plan = steps
    region.seen.look(region.zone, region.schools, region.year)
    return region


def asked(monkeypatch, **chosen) -> list:
    """Return what the families' choice is asked with, for all rows."""
    region, seen = after_closures(), []
    monkeypatch.setattr(region, "numbers", {**numbers(), **chosen})
    monkeypatch.setattr(moves, "run_chunks", lambda kernel, rows, threads, *given: seen.append(given))
    moves.choose(region, region.rules, moves.look(region))
    return list(seen[0])


def lost_a_school(given: list) -> np.ndarray:
    return (given[SEEN] & CLOSED) > 0


def chances(given: list) -> np.ndarray:
    n = len(given[0])
    told = [*given]
    told[IS_EXPECTED], told[-1] = True, np.zeros((n, 7))
    choose_moves(*told, 0, n)
    return told[-1]


def to_seats(given: list, luck: int, who: np.ndarray) -> int:
    """Return how many of some families choose a seat with a seed of their own."""
    n = len(given[0])
    told = [*given]
    told[IS_EXPECTED + 1], told[-2] = luck, np.zeros(n, np.uint8)
    choose_moves(*told, 0, n)
    return int(np.isin(told[-2][who], (TO_COUNTY_SEAT, TO_TOWNSHIP_SEAT)).sum())


def distance(given: list, expected: np.ndarray, who: np.ndarray) -> float:
    """Return (found - expected) moves to the seats in standard errors, over several lucks."""
    p = expected[who][:, [TO_COUNTY_SEAT, TO_TOWNSHIP_SEAT]].sum(axis=1)
    found = np.mean([to_seats(given, luck, who) for luck in range(101, 101 + LUCKS)])
    return (found - p.sum()) / np.sqrt((p * (1 - p)).sum() / LUCKS)


@pytest.fixture
def neutral(monkeypatch) -> list:
    return asked(monkeypatch, **NEUTRAL)


def test_chances_without_schools_are_those_of_other_schools_to_the_last_bit(neutral):
    """Zone schools, ways and losses of before the closures in place of those after them: the same chances."""
    before = Region(roomy(False), numbers(), (), 1)
    other = [*neutral]
    at = next(k for k, one in enumerate(neutral) if one is after_closures().zone)
    other[at], other[at + 1] = before.zone, before.zone_minutes
    other[SEEN] = neutral[SEEN] & ~CLOSED
    assert lost_a_school(neutral).sum() > 10_000
    assert (neutral[at] != before.zone).any()
    assert (chances(neutral) == chances(other)).all()


def test_families_that_lost_a_school_move_as_often_as_chance_says(neutral, record_property):
    """Within 3 standard errors without push and pull; with the push far beyond, by which the test can fail."""
    who = np.flatnonzero(lost_a_school(neutral))
    far = distance(neutral, chances(neutral), who)
    record_property("figures", f"{len(who)} families, {far:+.2f} standard errors")
    assert abs(far) < 3


@pytest.mark.parametrize("push", [0.25, 1.0])
def test_a_push_would_be_seen(monkeypatch, push):
    expected = chances(asked(monkeypatch, **NEUTRAL))
    pushed = asked(monkeypatch, school_pull=0.0, closure_push=push)
    assert distance(pushed, expected, np.flatnonzero(lost_a_school(pushed))) > 10
