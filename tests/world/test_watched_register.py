"""A watched register does what the register does, and tells each change once, with school and grade."""

import inspect
from types import SimpleNamespace

import numpy as np
import pytest

from sim.kernels.codes import (
    BY_OTHER,
    DIED,
    DROPOUTS,
    ENROLLED,
    IN_BEFORE,
    IN_ZONE,
    MOVED_AWAY,
    OUT_BEFORE,
    REPEATERS,
    RETURNS,
    TRANSFER_IN,
    TRANSFER_OUT,
    WAITING,
)
from sim.world.register import Register
from sim.world.watched_register import NO_FLOW, WatchedRegister
from tests.worlds import start


@pytest.fixture
def watched():
    """Return a watched register of the small county at its start, and what it tells, in order."""
    begin, told = start("small"), []
    state = SimpleNamespace(
        children=begin.children.copy(), households=begin.households.copy(), schools=begin.schools
    )

    def watch(change):
        told.append((change.flow, change.how, list(change.rows), list(change.school), list(change.grade)))

    return WatchedRegister(state, watch), told


def pupils(register, school, grade, n):
    c = register.children
    return np.flatnonzero((c["status"] == ENROLLED) & (c["school"] == school) & (c["grade"] == grade))[:n]


def schools_of(register, grade):
    """Return the schools with pupils of a grade."""
    c = register.children
    return np.unique(c["school"][(c["status"] == ENROLLED) & (c["grade"] == grade)])


def test_dropping_out_and_coming_back(watched):
    register, told = watched
    school = int(schools_of(register, 2)[0])
    rows = pupils(register, school, 2, 3)
    register.drop_out(rows, np.full(3, BY_OTHER, np.uint8))
    n_schools = register.flows.shape[1]
    register.come_back(rows[:2], np.ones(n_schools, bool))
    register.come_back(rows[2:], np.zeros(n_schools, bool))
    assert told == [
        (DROPOUTS, "dropped", list(rows), [school] * 3, [2] * 3),
        (RETURNS, "came_back", list(rows[:2]), [school] * 2, [2] * 2),
        (NO_FLOW, "waits", list(rows[2:]), [school], [2]),
    ]
    assert register.flows[RETURNS].sum() == 2
    assert register.children["status"][rows[2]] == WAITING


def test_a_change_of_school_before_the_census_and_one_within_the_year(watched):
    register, told = watched
    one, other = (int(school) for school in schools_of(register, 2)[:2])
    rows = pupils(register, one, 2, 2)
    register.enrol(rows[:1], np.array([other]), np.array([IN_ZONE], np.uint8))
    register.transfer(rows[1:], np.array([other]))
    assert told == [
        (OUT_BEFORE, "changes_school", [rows[0]], [one], [2]),
        (IN_BEFORE, "changes_school", [rows[0]], [other], [2]),
        (TRANSFER_OUT, "second_term", [rows[1]], [one], [2]),
        (TRANSFER_IN, "second_term", [rows[1]], [other], [2]),
    ]


def test_leaving_by_reason_tells_of_pupils_alone(watched):
    register, told = watched
    school = int(schools_of(register, 1)[0])
    rows = pupils(register, school, 1, 2)
    below = np.flatnonzero(register.children["status"] == 0)[:1]
    register.request_leave(np.append(rows, below), np.array([DIED, MOVED_AWAY, MOVED_AWAY]))
    assert told == [
        (OUT_BEFORE, "has_died", [rows[0]], [school], [1]),
        (OUT_BEFORE, "left_region", [rows[1]], [school], [1]),
    ]


def test_promotion_tells_of_repeaters_and_of_the_last_grade_of_a_point(watched):
    register, told = watched
    c = register.children
    grades = start("small").schools["grade_high"]
    point = int(np.flatnonzero(grades < 6)[0])
    last = int(grades[point])
    stays = pupils(register, point, last, 1)
    repeats = np.zeros(len(c), bool)
    repeats[stays] = True
    register.mark_repeating(repeats)
    leaves = np.setdiff1d(pupils(register, point, last, None), stays)
    register.promote(2018, np.zeros(0, int), grades)
    n = len(leaves)
    assert told == [
        (REPEATERS, "repeats", list(stays), [point], [last]),
        (OUT_BEFORE, "grade_not_taught", list(leaves), [point] * n, [last + 1] * n),
    ]
    assert n > 0


def test_a_closing_tells_of_the_pupils_there(watched):
    register, told = watched
    school = int(schools_of(register, 8)[0])
    lost = np.zeros(register.flows.shape[1:], bool)
    lost[school, 7] = True
    rows = pupils(register, school, 8, None)
    register.displace(lost, np.full(lost.shape, -1), 2018)
    assert told == [(OUT_BEFORE, "school_closed", list(rows), [school] * len(rows), [8] * len(rows))]
    assert len(rows) > 0


def test_it_tells_of_every_way_a_flow_is_counted():
    """Whoever teaches the register a new flow teaches the watched one to tell of it, but for parts of other flows."""
    tallies = {
        name
        for name, method in vars(Register).items()
        if inspect.isfunction(method) and {"_tally", "_promote", "_enrol"} & set(method.__code__.co_names)
    }
    assert tallies - {"count_sent_away", "count"} <= set(vars(WatchedRegister))
