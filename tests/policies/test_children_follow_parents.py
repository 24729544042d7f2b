"""Effect contract of children_follow_parents, with the same luck as do_nothing."""

import pytest

from sim.base import chunks
from sim.policies.children_follow_parents import ChildrenFollowParents
from sim.rules.rulebook import Rulebook
from sim.rules.view import View
from tests.worlds import fingerprint, run

VIEW, BOOK = View("220502", 2017), Rulebook()
YEARS = 5


@pytest.fixture(scope="module")
def without():
    return run("tonghua", years=YEARS)


@pytest.fixture(scope="module")
def followed():
    return run("tonghua", (ChildrenFollowParents(),), years=YEARS, check=True)


def total(found, table: str, column: str, year: int) -> int:
    rows = found[1][table]
    return int(rows[rows.year == year][column].sum())


def test_rulebook_by_year():
    assert ChildrenFollowParents().amend(2017, VIEW, BOOK) == {}
    half = ChildrenFollowParents(strength=0.5, share_accompanying=0.3, share_following=0.1)
    assert half.amend(2018, VIEW, BOOK) == {"share_accompanying": 0.15, "share_following": 0.05}


def test_rules_differ_in_the_records(without, followed):
    a, b = (t["rulebook"].set_index(["year", "county", "field"]).value for t in (without[1], followed[1]))
    assert set(b[a != b].reset_index().field) == {"share_accompanying", "share_following"}


@pytest.mark.parametrize("year", [2018, 2021])
def test_fewer_are_left_behind_and_more_come_to_the_seat_and_go_out(without, followed, year):
    for table, column, direction in (
        ("school_grade", "n_left_behind", -1), ("school_grade", "n_left_behind_2016", -1),
        ("county", "families_out_leaving_child", -1), ("county", "families_county_seat", 1),
        ("county", "families_out_with_child", 1), ("county", "pupils_following", 1),
    ):  # fmt: skip
        change = total(followed, table, column, year) - total(without, table, column, year)
        assert direction * change > 0, column


def test_in_its_first_year_nobody_is_moved_for_whom_no_parent_goes_or_has_gone(without, followed):
    """Of the families of the first year those who do as they would have done are all but those who follow."""
    names = ("families_township_seat", "families_other_county", "families_return")
    assert [total(followed, "county", n, 2018) for n in names] == [
        total(without, "county", n, 2018) for n in names
    ]


def test_half_strength_lies_between(without, followed):
    half = run("tonghua", (ChildrenFollowParents(strength=0.5),), years=YEARS)
    none, some, full = (
        total(one, "school_grade", "n_left_behind", 2021) for one in (without, half, followed)
    )
    assert full < some < none


def test_without_strength_the_world_is_the_same(without):
    off = run("tonghua", (ChildrenFollowParents(strength=0),), years=YEARS)[0]
    assert fingerprint(off) == fingerprint(without[0])


def test_threads_do_not_matter(followed, monkeypatch):
    monkeypatch.setattr(chunks, "BLOCK", 1000)
    assert fingerprint(run("tonghua", (ChildrenFollowParents(),), years=YEARS, threads=2)[0]) == fingerprint(
        followed[0]
    )
