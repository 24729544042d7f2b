"""Rules of admission: years in force, what a new rule replaces, and which holds at a school."""

from dataclasses import replace

import pytest

from sim.base.errors import Say
from sim.rules.admission import AdmissionRule, Area, in_force, of_school, put

RULE = AdmissionRule("a", Say("a", "甲"), "assumption", first=2019, last=2021)
HERE, THERE = Area("county", ("220502",)), Area("county", ("220503",))


@pytest.mark.parametrize(("year", "holds"), [(2018, False), (2019, True), (2021, True), (2022, False)])
def test_a_rule_is_in_force_from_its_first_to_its_last_year(year, holds):
    assert RULE.is_in_force(year) == holds
    assert in_force((RULE,), year) == ((RULE,) if holds else ())


def test_a_new_rule_replaces_what_holds_for_its_area_and_stages_alone():
    old, there = replace(RULE, area=HERE), replace(RULE, name="b", area=THERE)
    new = replace(RULE, name="c", area=HERE, stages=("junior",))
    assert put((old, there), new) == (replace(old, stages=("primary",)), there, new)
    both = replace(new, stages=("primary", "junior"))
    assert put((old, there), both) == (there, both)


def test_a_rule_of_one_stage_says_nothing_of_the_other():
    junior = replace(RULE, stages=("junior",), area=HERE)
    everywhere = replace(RULE, name="e")
    told = [
        of_school((everywhere, junior), stage, "220502", "t", "s").name for stage in ("primary", "junior")
    ]
    assert told == ["e", "a"]
    assert of_school((junior,), "primary", "220502", "t", "s") is None
    assert of_school((junior,), "junior", "220503", "t", "s") is None
