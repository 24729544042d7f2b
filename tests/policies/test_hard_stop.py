"""Effect contract of hard_stop, with the same luck; alone, and with the class-size cap it stands beside."""

import pytest

from sim.policies.class_size_cap import ClassSizeCap
from sim.policies.hard_stop import HardStop
from sim.rules.rulebook import Rulebook
from sim.rules.view import View
from tests.worlds import fingerprint, run

VIEW, BOOK = View("220502", 2017), Rulebook()
YEARS = 5  # 2017-2021: the stop from 2018


@pytest.fixture(scope="module")
def without():
    return run("tonghua", years=YEARS)


@pytest.fixture(scope="module")
def alone():
    return run("tonghua", (HardStop(),), years=YEARS)[1]


@pytest.fixture(scope="module")
def cap():
    return run("tonghua", (ClassSizeCap(),), years=YEARS)[1]


@pytest.fixture(scope="module")
def both():
    return run("tonghua", (ClassSizeCap(), HardStop()), years=YEARS)[1]


def by_year(records, *columns):
    return records["school_grade"].groupby("year")[list(columns)].sum()


def test_both_stops_from_their_year_on():
    assert HardStop().amend(2017, VIEW, BOOK) == {}
    assert HardStop().amend(2018, VIEW, BOOK) == {"has_hard_stop": 1, "stops_transfers": 1}
    assert HardStop(year_first=2020).amend(2019, VIEW, BOOK) == {}


def test_each_stop_by_itself():
    assert HardStop(transfers=0).amend(2018, VIEW, BOOK) == {"has_hard_stop": 1}
    assert HardStop(entry=0).amend(2018, VIEW, BOOK) == {"stops_transfers": 1}


def test_a_stop_is_in_force_or_not():
    assert HardStop(strength=0.5).amend(2018, VIEW, BOOK) == {}


def test_behind_a_relaxed_cut_off_no_large_class_is_planned_for():
    book = BOOK.amended(ClassSizeCap(strength=0.5).amend(2018, VIEW, BOOK))
    assert (book.cutoff_primary, book.cutoff_junior) == (78, 80)
    stopped = book.amended(HardStop().amend(2018, VIEW, book))
    assert stopped.planned_size().tolist() == [55] * 6 + [60] * 3


def test_only_the_stops_differ_in_the_rulebook(without, alone):
    a, b = (t["rulebook"].set_index(["year", "county", "field"]).value for t in (without[1], alone))
    differing = b[a != b].reset_index()
    assert set(differing.field) == {"has_hard_stop", "stops_transfers"}
    assert differing.year.min() == 2018


def test_alone_it_lowers_large_classes_and_raises_overflow(without, alone):
    a, b = (by_year(t, "n_large_local", "n_overflow_in") for t in (without[1], alone))
    assert a.loc[2017].equals(b.loc[2017])
    for year in range(2018, 2017 + YEARS):
        assert b.n_large_local[year] < a.n_large_local[year]
        assert b.n_overflow_in[year] > a.n_overflow_in[year]


def test_with_the_cap_it_lowers_those_left_and_raises_overflow(cap, both):
    a, b = (by_year(t, "n_large_local", "n_overflow_in").loc[2018:].sum() for t in (cap, both))
    assert b.n_large_local < a.n_large_local
    assert b.n_overflow_in > a.n_overflow_in


def test_entry_grades_stop_at_the_cutoff_where_nobody_was_sent_over_capacity(both):
    r = both["school_grade"]
    entry = r[(r.year >= 2018) & r.grade.isin([1, 7]) & (r.classes > 0) & (r.n_over_capacity == 0)]
    cutoff = entry.grade.map({1: 56, 7: 61})
    crowded = entry[(entry.n_large_local > 0) & (entry.class_size_max >= cutoff)]
    # what is left are repeaters and continuing pupils of nine-year schools, who keep their right
    assert len(crowded) <= 0.005 * len(entry)


def test_zero_strength_is_do_nothing_bit_for_bit(without):
    region, records = run("tonghua", (HardStop(strength=0.0),), years=YEARS)
    assert fingerprint(region) == fingerprint(without[0])
    assert all(records[name].equals(without[1][name]) for name in records)
