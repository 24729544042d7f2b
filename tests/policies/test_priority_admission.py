"""What priority_admission puts in the rulebook."""

from dataclasses import replace

from sim.policies.priority_admission import PriorityAdmission
from sim.rules.admission import Zone
from sim.rules.known_rules import known_rule
from tests.policies.rules import OF_COUNTY, after, at, differing

FIVE, ELEVEN = known_rule("five_tiers"), known_rule("eleven_tiers")


def test_the_list_takes_the_place_of_the_general_rule_alone():
    book = after(PriorityAdmission(), OF_COUNTY)
    assert at(book, "primary", "220502") == OF_COUNTY
    for rule in (at(book, "primary"), at(book, "junior", "220502")):
        assert differing(rule, FIVE) == {"name"}


def test_zones_and_reserved_seats_of_the_rule_in_force_stay():
    wide = replace(known_rule("present"), zone=Zone("lottery", 3))
    assert differing(at(after(PriorityAdmission(), wide), "primary"), FIVE) == {"name", "zone"}


def test_eleven_tiers_are_for_grade_7_only():
    book = after(PriorityAdmission(list=2))
    assert at(book, "primary") is None
    assert differing(at(book, "junior"), ELEVEN) == {"name"}
    assert at(book, "junior").tie_break == "residence_months"


def test_a_list_is_in_force_or_not():
    assert after(PriorityAdmission(strength=0.01)).admission == after(PriorityAdmission()).admission
    assert after(PriorityAdmission(), year=2017).admission == ()
