"""What large_district puts in the rulebook."""

from sim.policies.large_district import LargeDistrict
from sim.policies.migrant_quota import MigrantQuota
from sim.rules.admission import Zone
from sim.rules.known_rules import known_rule
from sim.rules.rulebook import Rulebook
from tests.policies.rules import OF_COUNTY, VIEW, after, at, differing


def test_every_rule_gets_the_district_and_keeps_its_other_parts():
    book = after(LargeDistrict(width=4, mechanism=1), OF_COUNTY)
    special, general = at(book, "primary", "220502"), at(book, "junior")
    assert differing(special, OF_COUNTY) == {"zone"}
    assert differing(general, known_rule("present")) == {"zone"}
    assert special.zone == general.zone == Zone("district", 4, "immediate_acceptance")


def test_nothing_changes_before_the_first_year():
    assert after(LargeDistrict(), year=2017).admission == ()


def test_it_joins_with_other_levers_in_any_order():
    levers, made = (LargeDistrict(), MigrantQuota()), []
    for order in (levers, levers[::-1]):
        book = Rulebook(admission=(OF_COUNTY,))
        for lever in order:
            book = book.amended(lever.amend(2020, VIEW, book))
        made.append(book.admission)
    assert made[0] == made[1]
    assert at(book, "primary").zone.kind == "district"
    assert len(at(book, "primary").reserved) == 1
