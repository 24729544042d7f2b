"""Who follows the parents, where to, and what is left in the columns, on families picked by hand."""

import numpy as np
import pytest

from sim.kernels.codes import (
    CAME,
    COUNTY_SEAT,
    ENROLLED,
    OUT_LEAVING_CHILD,
    OUT_WITH_CHILD,
    STAY,
    TO_COUNTY_SEAT,
    TO_TOWNSHIP_SEAT,
    WAITING,
)
from sim.kernels.family_children import HAS_PUPILS
from sim.processes import following, moves
from sim.rules.rulebook import Rulebook
from sim.world.region import CountyRules, Region
from sim.world.whereabouts import children_of_families, noting_moves
from tests.worlds import numbers, start

ALL = {"share_accompanying": 1.0, "share_following": 1.0}


def world(in_seat: float) -> tuple[Region, dict[str, np.ndarray]]:
    """Return the small county with rows of families outside the seat, in it, and without pupils; no parent away."""
    region = Region(start("small"), {**numbers(), "share_parents_in_seat": in_seat}, (), 1)
    region.year += 1
    region.accounts.open_year()
    region.register.begin_year()
    c, h = region.children, region.households
    with h.writing_as("moves"):
        h.writable("parents_away")[:] = 0
    at_school = np.zeros(len(h), bool)
    at_school[c["household"][np.isin(c["status"], (ENROLLED, WAITING))]] = True
    in_town = region.geography.rank[h["settlement"]] == COUNTY_SEAT
    groups = {"outside": at_school & ~in_town, "in_town": at_school & in_town, "no_pupil": ~at_school}
    return region, {name: np.flatnonzero(which)[:3] for name, which in groups.items()}


def follow(region: Region, choice: np.ndarray, **shares: float) -> np.ndarray:
    """Let families follow and count their pupils; return those who come to live with their parents."""
    rules = CountyRules([Rulebook().amended(shares)])
    rows, together = following.follow(region, rules, choice, moves.look(region))
    following.count(region, rows, children_of_families(region, rows))
    return together


def away(region: Region, rows, parents: int) -> None:
    with region.households.writing_as("moves"):
        region.households.writable("parents_away")[rows] = parents


@pytest.mark.parametrize(("in_seat", "goes"), [(1.0, TO_COUNTY_SEAT), (0.0, OUT_WITH_CHILD)])
def test_families_go_together_to_where_the_parents_work(in_seat, goes):
    region, rows = world(in_seat)
    choice = np.zeros(len(region.households), np.uint8)
    for which in rows.values():
        choice[which] = OUT_LEAVING_CHILD
    together = follow(region, choice, share_accompanying=1.0)
    assert (choice[rows["outside"]] == goes).all()
    assert (choice[rows["in_town"]] == OUT_WITH_CHILD).all()  # who lives at the seat works elsewhere
    assert (choice[rows["no_pupil"]] == OUT_LEAVING_CHILD).all()
    assert together.tolist() == (rows["outside"].tolist() if in_seat else [])
    pupils = np.isin(region.children["status"], (ENROLLED, WAITING))
    gone = np.isin(region.children["household"], np.concatenate([rows["outside"], rows["in_town"]]))
    assert region.accounts.tally["pupils_following"].sum() == (pupils & gone).sum()


def test_children_follow_by_themselves_the_more_the_longer_parents_are_away():
    """At 0.6 a year from the third year on: none in the year of leaving, then 0.2, 0.4, 0.6 and no more."""
    region, _ = world(0.0)
    h = region.households
    region.numbers["p_child_follows"] = 0.6
    away(region, slice(None), 1)
    may = (moves.look(region) & HAS_PUPILS) > 0
    for years, expected in ((0, 0.0), (1, 0.2), (2, 0.4), (3, 0.6), (12, 0.6)):
        with h.writing_as("moves"):
            h.writable("year_away")[:] = region.year - years
        choice = np.zeros(len(h), np.uint8)
        follow(region, choice)
        assert (choice[~may] == STAY).all()
        goes = (choice[may] == OUT_WITH_CHILD).mean()
        assert abs(goes - expected) < 4 * np.sqrt(expected * (1 - expected) / may.sum()) + 1e-9


def test_who_follows_by_itself_follows_under_the_lever_too():
    region, _ = world(0.0)
    region.numbers["p_child_follows"] = 0.3
    away(region, slice(None), 2)
    with region.households.writing_as("moves"):
        region.households.writable("year_away")[:] = region.year - 5
    went = []
    for share in (0.0, 0.5):
        choice = np.zeros(len(region.households), np.uint8)
        follow(region, choice, share_following=share)
        went.append(choice != STAY)
    assert went[1][went[0]].all()
    assert went[1].sum() > went[0].sum() > 0


def test_left_behind_children_follow_unless_the_family_does_something_else():
    region, rows = world(0.0)
    a, b, c = rows["outside"]
    away(region, [a, b], 1)
    choice = np.zeros(len(region.households), np.uint8)
    choice[b] = TO_TOWNSHIP_SEAT
    assert follow(region, choice, share_following=1.0).tolist() == []
    assert choice[[a, b, c]].tolist() == [OUT_WITH_CHILD, TO_TOWNSHIP_SEAT, STAY]


def test_each_share_is_about_its_own_families():
    region, rows = world(0.0)
    leaves, behind, _ = rows["outside"]
    away(region, [behind], 2)
    for name, expected in (
        ("accompanying", [OUT_WITH_CHILD, STAY]),
        ("following", [OUT_LEAVING_CHILD, OUT_WITH_CHILD]),
    ):
        choice = np.zeros(len(region.households), np.uint8)
        choice[leaves] = OUT_LEAVING_CHILD
        follow(region, choice, **{f"share_{name}": 1.0})
        assert choice[[leaves, behind]].tolist() == expected


def test_at_share_zero_nobody_follows():
    region, rows = world(0.5)
    away(region, rows["outside"], 2)
    choice = np.full(len(region.households), OUT_LEAVING_CHILD, np.uint8)
    assert len(follow(region, choice)) == 0
    assert (choice == OUT_LEAVING_CHILD).all()


def test_a_larger_share_adds_families_and_changes_none():
    region, _ = world(0.3)
    away(region, slice(None), 1)
    before = np.zeros(len(region.households), np.uint8)
    after = before.copy()
    follow(region, before, share_following=0.2)
    follow(region, after, share_following=0.6)
    assert 0 < (before != STAY).sum() < (after != STAY).sum()
    assert (after[before != STAY] == before[before != STAY]).all()


def test_nobody_follows_where_schools_alone_are_known():
    region, rows = world(0.0)
    region.by_shares = [type("One", (), {"county": 0})()]
    choice = np.full(len(region.households), OUT_LEAVING_CHILD, np.uint8)
    assert len(follow(region, choice, **ALL)) == 0
    assert (choice == OUT_LEAVING_CHILD).all()


def test_at_the_seat_the_parents_live_with_them_and_are_residents_again():
    region, rows = world(1.0)
    family = rows["outside"][:1]
    away(region, family, 2)
    choice = np.zeros(len(region.households), np.uint8)
    choice[family] = STAY
    with region.writing_as("moves"):
        together = follow(region, choice, share_following=1.0)
        movers = np.flatnonzero(choice)
        assert together.tolist() == movers.tolist() == family.tolist()
        with noting_moves(region, movers):
            moves._relocate(region, choice, movers)
            following.reunite(region, together)
    h, g = region.households, region.geography
    assert h["parents_away"][family].tolist() == [0]
    assert g.rank[h["settlement"][family]].tolist() == [COUNTY_SEAT]
    parents = int((h["mother_year"][family] > 0)[0]) + int((h["father_year"][family] > 0)[0])
    assert region.accounts.flows[CAME].sum() == parents
