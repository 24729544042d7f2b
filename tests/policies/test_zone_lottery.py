"""What zone_lottery puts in the rulebook."""

from sim.policies.zone_lottery import ZoneLottery
from sim.rules.admission import Zone
from sim.rules.known_rules import known_rule
from tests.policies.rules import OF_COUNTY, after, at, differing

PRESENT = known_rule("present")


def test_every_rule_gets_the_zone_and_keeps_its_other_parts():
    book = after(ZoneLottery(), OF_COUNTY)
    special, general = at(book, "primary", "220502"), at(book, "primary")
    assert differing(special, OF_COUNTY) == {"zone"}
    assert differing(general, PRESENT) == {"zone"}
    assert special.zone == general.zone == at(book, "junior", "220502").zone == Zone("lottery", 3)


def test_a_stage_alone_leaves_the_other_to_present_practice():
    book = after(ZoneLottery(stage=2), OF_COUNTY)
    assert at(book, "junior").zone.kind == "lottery"
    assert at(book, "primary") is None
    assert at(book, "primary", "220502") == OF_COUNTY


def test_strength_scales_the_schools_beyond_the_first():
    assert at(after(ZoneLottery(width=5, strength=0.5)), "primary").zone.width == 3
    assert after(ZoneLottery(width=3, strength=0.2)).admission == ()  # less than a second school


def test_nothing_changes_before_the_first_year():
    assert after(ZoneLottery(year_first=2021), OF_COUNTY).admission == (OF_COUNTY,)
