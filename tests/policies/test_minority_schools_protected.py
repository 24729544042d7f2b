"""Effect contract of minority_schools_protected beside merge_small_schools, with the same luck in both runs."""

import dataclasses

import numpy as np
import pytest

from sim.kernels.codes import CLOSED, VILLAGE
from sim.policies.merge_small_schools import MergeSmallSchools
from sim.policies.minority_schools_protected import MinoritySchoolsProtected
from sim.rules.rulebook import Rulebook
from sim.rules.view import View
from tests.worlds import fingerprint, run, start

VIEW, BOOK = View("220502", 2018), Rulebook()
YEARS = 6


def merged(*levers, begin=None):
    return run("tonghua", (MergeSmallSchools(), *levers), years=YEARS, begin=begin)


@pytest.fixture(scope="module")
def without():
    return merged()


@pytest.fixture(scope="module")
def kept():
    return merged(MinoritySchoolsProtected())


def closures(found) -> set[str]:
    orders = found[1]["orders"]
    return set(orders[orders.kind == "close"].target)


def minutes(found) -> int:
    return int(found[1]["school_grade"].minutes_sum.sum())


def test_rulebook_by_year_and_strength():
    assert MinoritySchoolsProtected().amend(2017, VIEW, BOOK) == {}
    usual = {"protects_minority_schools": 1, "rural_keep_size": 10}
    assert MinoritySchoolsProtected().amend(2018, VIEW, BOOK) == usual
    assert MinoritySchoolsProtected(strength=0.5).amend(2018, VIEW, BOOK)["rural_keep_size"] == 55
    assert MinoritySchoolsProtected(protects=0).amend(2018, VIEW, BOOK)["protects_minority_schools"] == 0


def test_fewer_village_schools_close_and_ways_are_shorter(without, kept):
    a, b = (t["rulebook"].set_index(["year", "county", "field"]).value for t in (without[1], kept[1]))
    assert set(b[a != b].reset_index().field) == {"rural_keep_size"}
    assert len(closures(kept)) < len(closures(without))
    assert minutes(kept) < minutes(without)


def test_no_village_school_of_the_size_is_merged(kept):
    region, tables = kept
    village = {
        i for i, zone in zip(region.school_ids, region.schools["zone"], strict=True) if zone == VILLAGE
    }
    pupils = tables["school_grade"].groupby(["year", "school_id"]).pupils.sum()
    orders = tables["orders"]
    plans = orders[(orders.kind == "close") & orders.target.isin(village)]
    assert len(plans) > 0
    assert all(pupils[(row.year - 1, row.target)] < 10 for row in plans.itertuples())


def test_without_a_merger_it_has_nothing_to_act_on():
    one, other = (run("tonghua", policies, years=3)[0] for policies in ((), (MinoritySchoolsProtected(),)))
    assert fingerprint(one) == fingerprint(other)


def test_without_strength_the_world_is_the_same(without):
    assert fingerprint(merged(MinoritySchoolsProtected(strength=0))[0]) == fingerprint(without[0])


def test_schools_for_a_minority_close_where_they_are_not_protected_and_stay_where_they_are(without):
    """The schools the merger takes first are said to be for a national minority."""
    begin = start("tonghua")
    first = np.flatnonzero(without[0].schools["status"] == CLOSED)
    schools = begin.schools.copy()
    with schools.writing_as("network"):
        schools.writable("is_protected")[first] = 1
    begin = dataclasses.replace(begin, schools=schools)
    size = 100  # of the lever's size nothing is kept: what differs is the flag
    unprotected = merged(MinoritySchoolsProtected(protects=0, rural_keep_size=size), begin=begin)
    protected = merged(MinoritySchoolsProtected(rural_keep_size=size), begin=begin)
    usual = merged(begin=begin)
    assert len(first) > 0
    assert (unprotected[0].schools["status"][first] == CLOSED).all()
    assert not (protected[0].schools["status"][first] == CLOSED).any()
    assert closures(usual) == closures(protected)  # protected without the lever too
