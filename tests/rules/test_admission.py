"""Rules of admission: years in force, and which holds at a school."""

from dataclasses import replace

import pytest

from sim.base.errors import Say
from sim.rules.admission import AdmissionRule, Area, in_force, of_school

RULE = AdmissionRule("a", Say("a", "甲"), "assumption", first=2019, last=2021)
HERE = Area("county", ("220502",))


@pytest.mark.parametrize(("year", "holds"), [(2018, False), (2019, True), (2021, True), (2022, False)])
def test_a_rule_is_in_force_from_its_first_to_its_last_year(year, holds):
    assert RULE.is_in_force(year) == holds
    assert in_force((RULE,), year) == ((RULE,) if holds else ())


def test_a_rule_of_one_stage_says_nothing_of_the_other():
    junior = replace(RULE, stages=("junior",), area=HERE)
    everywhere = replace(RULE, name="e")
    told = [
        of_school((everywhere, junior), stage, "220502", "t", "s").name for stage in ("primary", "junior")
    ]
    assert told == ["e", "a"]
    assert of_school((junior,), "primary", "220502", "t", "s") is None
    assert of_school((junior,), "junior", "220503", "t", "s") is None
