"""Rules of admission: years in force."""

import pytest

from sim.base.errors import Say
from sim.rules.admission import AdmissionRule, in_force

RULE = AdmissionRule("a", Say("a", "甲"), "assumption", first=2019, last=2021)


@pytest.mark.parametrize(("year", "holds"), [(2018, False), (2019, True), (2021, True), (2022, False)])
def test_a_rule_is_in_force_from_its_first_to_its_last_year(year, holds):
    assert RULE.is_in_force(year) == holds
    assert in_force((RULE,), year) == ((RULE,) if holds else ())
