"""Transfers of pupils who moved: who asks, who gets a place, and who is left where it is."""

from dataclasses import replace

import numpy as np
import pytest

from sim.kernels.codes import CLOSED, ENROLLED, PUBLIC
from sim.processes import admission
from sim.processes.applicants import summer_of
from sim.rules.admission import Zone
from tests.private_county import POINT, PRIMARY, PRIVATE_NINE, applicants, summer, write
from tests.summers import (
    ELSEWHERE,
    NOBODY_APPLIES,
    PRESENT,
    STOP,
    admit,
    newcomers,
    of_settlement,
    three_public,
)


def pupils_of(region, grade: int = 3, home: int = 0) -> np.ndarray:
    """Return pupils of PRIMARY who live in a settlement."""
    c = region.children
    lives = region.households["settlement"][c["household"]] == home
    return np.flatnonzero(
        (c["status"] == ENROLLED) & (c["grade"] == grade) & (c["school"] == PRIMARY) & lives
    )


def moved_to_point(region, n: int = 3) -> np.ndarray:
    """Let the families of some pupils of grade 3 move to settlement 2, whose school is POINT."""
    rows = pupils_of(region)[:n]
    family = region.children["household"][rows]
    assert len(np.unique(family)) == n
    write(region.households, "moves", "settlement", family, 2)
    write(region.households, "moves", "year_moved", family, region.year)
    return rows


@pytest.mark.parametrize(
    ("seats", "changed", "moved"),
    [
        (2, {}, 3),
        (2, {"stops_transfers": 1}, 2),
        (0, {"cutoff_primary": 46}, 0),
        (9, {"cutoff_primary": 46}, 3),
    ],
)
def test_pupils_who_moved_ask_for_the_school_of_their_address(seats, changed, moved):
    """Beyond the free seats only where no cut-off and no stop is in force."""
    region = summer(**NOBODY_APPLIES)
    rows = moved_to_point(region)
    admit(region, seats={(POINT, 3): seats}, **changed)
    assert (region.children["school"][rows] == POINT).sum() == moved
    assert (region.children["school"][rows] == PRIMARY).sum() == 3 - moved


def test_newcomers_who_moved_change_school_only_to_a_free_seat():
    region = summer(**NOBODY_APPLIES)
    rows = moved_to_point(region)
    newcomers(region, rows)
    admit(region, seats={(POINT, 3): 1})
    assert (region.children["school"][rows] == POINT).sum() == 1


def test_who_has_no_right_at_the_school_of_the_new_address_does_not_change():
    region = summer(**NOBODY_APPLIES)
    rows = moved_to_point(region)
    admit(region, replace(PRESENT, groups=(), eligible=ELSEWHERE))
    assert (region.children["school"][rows] == PRIMARY).all()


def asking(region) -> np.ndarray:
    return admission._moved(region, summer_of(region).asking)


def test_who_asks_for_a_transfer():
    region = summer()
    rows = pupils_of(region, home=0)
    write(region.households, "moves", "settlement", region.children["household"][rows], 2)
    assert not np.isin(rows, asking(region)).any()  # long ago
    write(region.children, "travel", "is_over_limit", rows[0], 1)
    write(region.households, "moves", "year_moved", region.children["household"][rows[1]], region.year)
    asks = np.isin(rows, asking(region))
    siblings = region.children["household"][rows] == region.children["household"][rows[1]]
    assert (asks == siblings | (np.arange(len(rows)) == 0)).all()
    write(region.children, "register", "school", rows[:2], PRIVATE_NINE)  # which families chose
    assert not np.isin(rows[:2], asking(region)).any()


def test_a_pupil_of_a_school_of_its_new_zone_stays_there():
    """Settlement 2 draws among POINT and PRIMARY: who comes from PRIMARY stays, unless its trip was too long."""
    region = three_public()
    write(region.schools, "network", "status", PRIVATE_NINE, CLOSED)
    region.refresh_zones()
    rows = moved_to_point(region)
    write(region.children, "travel", "is_over_limit", rows[0], 1)
    admit(region, replace(PRESENT, zone=Zone("lottery", 2)))
    assert region.children["school"][rows].tolist() == [POINT, PRIMARY, PRIMARY]


@pytest.mark.parametrize("kind", ["lottery", "district"])
def test_who_was_served_this_summer_is_not_moved_again(kind):
    """Families who came this year draw a school like all others, and keep it."""
    region = three_public()
    rows = applicants(region, 1)[0]
    write(region.households, "moves", "year_moved", region.children["household"][rows], region.year)
    told = admit(region, replace(PRESENT, zone=Zone(kind, 2)))
    assert (told.to[told.grade == 1] != region.zone[told.home[told.grade == 1], 0]).sum() >= 3
    assert (region.children["school"][told.rows] == told.to).all()


def test_a_hard_stop_is_not_got_round_by_a_move_of_the_same_year():
    region = summer(**NOBODY_APPLIES)
    rows = of_settlement(region, 0)
    write(region.households, "moves", "year_moved", region.children["household"][rows], region.year)
    admit(region, seats={(PRIMARY, 1): 0}, **STOP)
    assert (region.children["school"][rows] == POINT).all()


def test_who_goes_on_at_its_own_school_may_ask_for_a_nearer_one():
    region = summer(**NOBODY_APPLIES)
    write(region.schools, "network", "ownership", PRIVATE_NINE, PUBLIC)
    rows = applicants(region, 7)[0]
    own = rows[region.children["school"][rows] == PRIVATE_NINE]
    write(region.children, "travel", "is_over_limit", own[:3], 1)
    zone = region.zone[:, 6].copy()
    admit(region)
    expected = [zone[0]] * 3 + [PRIVATE_NINE] * (len(own) - 3)
    assert region.children["school"][own].tolist() == expected
