"""Effect contract of class_size_cap, with the same luck as do_nothing."""

import pytest

from sim.policies.class_size_cap import ClassSizeCap
from sim.rules.rulebook import Rulebook
from sim.rules.view import View
from tests.worlds import run

VIEW = View("220502", 2017)
YEARS = 5  # 2017-2021: the cut-offs from 2018, the standards from 2020


@pytest.fixture(scope="module")
def without():
    return run("tonghua", years=YEARS)[1]


@pytest.fixture(scope="module")
def with_cap():
    return run("tonghua", (ClassSizeCap(),), years=YEARS)[1]


def test_rulebook_by_year():
    book, cap = Rulebook(), ClassSizeCap()
    assert cap.amend(2017, VIEW, book) == {}
    assert cap.amend(2018, VIEW, book) == {"cutoff_primary": 56, "cutoff_junior": 61}
    changed = book.amended(cap.amend(2020, VIEW, book))
    assert (changed.forming_size_primary, changed.forming_size_junior) == (45, 50)
    assert (changed.class_standard_primary, changed.class_standard_junior) == (45, 50)


def test_rules_differ_in_the_records(without, with_cap):
    a, b = (t["rulebook"].set_index(["year", "county", "field"]).value for t in (without, with_cap))
    differing = b[a != b].reset_index()
    assert set(differing.field) == {
        f"{rule}_{stage}" for rule in ("cutoff", "forming_size") for stage in ("primary", "junior")
    }
    assert differing.year.min() == 2018


def test_fewer_large_classes_in_more_classes(without, with_cap):
    a, b = (
        t["school_grade"].groupby("year")[["n_large_local", "n_over_standard", "classes"]].sum()
        for t in (without, with_cap)
    )
    assert a.loc[2017].equals(b.loc[2017])
    for year in range(2018, 2017 + YEARS):
        assert b.n_large_local[year] < a.n_large_local[year]
    assert b.n_over_standard[2021] < a.n_over_standard[2021]
    assert b.classes[2021] > a.classes[2021]


def test_half_strength_lies_between():
    half = ClassSizeCap(strength=0.5).amend(2020, VIEW, Rulebook())
    assert half["cutoff_primary"] == 78
    assert half["forming_size_primary"] == 50


def test_half_strength_leaves_large_classes_between_none_and_full(without, with_cap):
    half = run("tonghua", (ClassSizeCap(strength=0.5),), years=YEARS)[1]
    none, some, full = (
        t["school_grade"].query("year == 2020")["n_large_national"].sum() for t in (without, half, with_cap)
    )
    assert full < some < none
