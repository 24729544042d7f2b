"""Whose turn for a bed comes first, beds without area, and the staff that boarders need."""

from dataclasses import replace

import numpy as np
import pytest

from sim.kernels.codes import BOARD, ENROLLED, RIDE
from sim.processes import boarding
from sim.rules.rulebook import Rulebook
from sim.world import checks
from sim.world.beds import usable_beds
from sim.world.region import CountyRules, Region
from tests.worlds import numbers, start

BOOK = Rulebook()


def at_school(**book):
    """Return the small county, its pupils beyond grade 3 all keen to board, with rules changed."""
    eager = {**numbers(), "board_minutes_primary": -400, "board_minutes_junior": -400}
    region = Region(start("small"), eager, (), seed=1)
    region.rules = CountyRules([replace(BOOK, **book)])
    return region


def boards(region: Region, beds: list[int], far=()) -> None:
    with region.writing_as("network"):
        region.schools.writable("beds")[:] = beds
        region.schools.writable("dormitory_m2")[:] = 3.0 * np.array(beds)
    with region.writing_as("travel"):
        region.children.writable("way")[:] = RIDE
        region.children.writable("is_over_limit")[:] = np.isin(np.arange(len(region.children)), far)
        boarding.board(region, region.rules)
    checks.after("travel", region)


def eligible(region: Region, school: int) -> np.ndarray:
    c = region.children
    return np.flatnonzero((c["status"] == ENROLLED) & (c["school"] == school) & (c["grade"] >= 4))


def test_beds_go_to_those_beyond_the_limit_then_to_the_higher_grade():
    region = at_school()
    c = region.children
    pupils = eligible(region, 0)
    far = pupils[c["grade"][pupils] == 4][:3]
    sixth = int((c["grade"][pupils] == 6).sum())
    boards(region, [5 + sixth, 0, 0], far)
    boarder = np.flatnonzero(c["way"] == BOARD)
    assert set(far) <= set(boarder)
    assert np.bincount(c["grade"][boarder], minlength=7)[4:].tolist() == [3, 2, sixth]
    assert c["is_without_bed"].sum() == sum(len(eligible(region, s)) for s in range(3)) - 5 - sixth


def test_poor_and_left_behind_children_come_before_the_higher_grade_where_the_rules_say_so():
    region = at_school(bed_priority=boarding.BY_NEED)
    c, h = region.children, region.households
    pupils = eligible(region, 0)
    family = c["household"][pupils]
    in_need = pupils[(h["poverty"][family] > 0) | (h["parents_away"][family] == 2)]
    assert 3 < len(in_need) < len(pupils)
    boards(region, [len(in_need), 0, 0])
    assert np.flatnonzero(c["way"] == BOARD).tolist() == sorted(in_need.tolist())


def test_by_draw_grade_and_distance_do_not_matter():
    """The same pupils whoever lives far; grades 4 to 6 by their numbers, within five standard errors."""
    chosen = []
    for with_far in (False, True):
        region = at_school(bed_priority=boarding.BY_DRAW)
        pupils = eligible(region, 0)
        n = len(pupils) // 2
        boards(region, [n, 0, 0], pupils[::2] if with_far else ())
        chosen.append(np.flatnonzero(region.children["way"] == BOARD).tolist())
    assert chosen[0] == chosen[1]
    share = np.isin(pupils, chosen[0])
    grade = region.children["grade"][pupils]
    for g in (4, 5, 6):
        mine = share[grade == g]
        assert abs(mine.mean() - 0.5) < 5 * 0.5 / np.sqrt(len(mine))


def test_beds_without_their_area_are_not_used():
    region = at_school(dormitory_m2_per_bed=4.0)
    boards(region, [10, 0, 0])  # 30 m2
    assert usable_beds(region).tolist() == [7, 0, 0]
    assert (region.children["way"] == BOARD).sum() == 7
    region.rules = CountyRules([replace(BOOK, dormitory_m2_per_bed=0.0)])
    assert usable_beds(region).tolist() == [10, 0, 0]


def test_nobody_boards_below_the_lowest_grade():
    region = at_school(boarding_min_grade=6)
    boards(region, [500, 500, 500])
    assert region.children["grade"][region.children["way"] == BOARD].min() == 6


@pytest.mark.parametrize(
    ("boarders", "pupils", "expected"),
    [
        (0, 900, 0),
        (1, 30, 1 + 1 + 1 + 1),  # one of each
        (50, 600, 1 + 1 + 1 + 1),
        (51, 601, 2 + 1 + 2 + 1),
        (401, 401, 9 + 3 + 1 + 1),
    ],
)
def test_staff_needed_by_hand(boarders, pupils, expected):
    assert boarding.staff_needed(np.array([boarders]), np.array([pupils]), BOOK).tolist() == [expected]


@pytest.mark.parametrize(
    ("gap_filled", "bought", "expected"), [(0.0, 0.7, (2, 0)), (1.0, 0.7, (4, 1)), (0.5, 1.0, (3, 1))]
)
def test_staff_there_by_hand(gap_filled, bought, expected):
    """Four are needed, half is there at the start; of the two missing a share is filled, of these some are bought."""
    region = at_school(boarding_staff_gap_filled=gap_filled, boarding_staff_bought=bought)
    region.numbers["share_boarding_staff_start"] = 0.5
    boards(region, [7, 0, 0])
    names = ("boarding_staff_needed", "boarding_staff", "boarding_staff_bought")
    assert [region.schools[name][0] for name in names] == [4, *expected]
    assert all(region.schools[name][1:].sum() == 0 for name in names)
