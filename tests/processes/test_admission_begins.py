"""What admission begins with: seats, zones within the limit and who is local, each by the county's own rulebook."""

from dataclasses import replace

import numpy as np
import pytest

from sim.kernels.codes import ENROLLED, HUKOU_REGION, OWNER
from sim.processes import admission, lines, wishes
from sim.processes.applicants import applicants_of, pupils_now
from sim.rules.admission import Zone
from sim.rules.known_rules import known_rule
from sim.rules.rulebook import Rulebook
from sim.world.region import CountyRules, Region
from tests.private_county import PRIMARY, PRIVATE_NINE, summer, write
from tests.worlds import numbers, start

PRESENT = known_rule("present")


@pytest.fixture(scope="module")
def region():
    return Region(start("tonghua"), numbers(), (), 1)


def books(region, **of_county_1) -> CountyRules:
    """Return a rulebook for each county, that of county 1 changed."""
    plain = Rulebook().amended({"admission": (replace(PRESENT, zone=Zone("lottery", 3)),)})
    return CountyRules(
        plain.amended(of_county_1) if row == 1 else plain for row in range(len(region.counties))
    )


def test_seats_are_planned_by_the_size_of_the_own_county(region):
    rules = books(region, forming_size_primary=40)
    places, mine = admission.Places(region, rules, pupils_now(region)), region.schools["county"] == 1
    size = [int(book.planned_size()[0]) for book in rules]
    assert size[1] != size[0]
    for school, expected in ((np.flatnonzero(mine)[0], size[1]), (np.flatnonzero(~mine)[0], size[0])):
        full = np.maximum(0, places.classes[school] * expected - places.pupils[school])
        assert places.seats[school, :6].tolist() == full[:6].tolist()


def test_zones_of_several_schools_reach_to_the_limit_of_the_own_county(region):
    c = region.children
    a = applicants_of(region, np.flatnonzero((c["status"] == ENROLLED) & (c["grade"] == 1)))
    widths = []
    for rules in (books(region), books(region, minutes_limit_grade_1_3=5)):
        first, _ = wishes.schools_by_right(region, rules, lines.rules_of_year(region, rules), a)
        widths.append(np.diff(first))
    assert (widths[0][a.county != 1] == widths[1][a.county != 1]).all()
    assert widths[0][a.county == 1].mean() > 1.5
    assert widths[1][a.county == 1].mean() < 1.2


def test_hukou_in_another_county_of_the_region_is_not_local(region):
    c, h, g = region.children, region.households, region.geography
    a = applicants_of(region, np.flatnonzero(c["status"] == ENROLLED))
    family = c["household"][a.rows]
    at = h["hukou_settlement"][family]
    elsewhere = np.flatnonzero((h["hukou"][family] == HUKOU_REGION) & (g.county[at] == a.county))[:60]
    with h.writing_as("moves"):
        there = np.where(
            a.county[elsewhere] == 0, np.flatnonzero(g.county == 1)[0], np.flatnonzero(g.county == 0)[0]
        )
        h.writable("hukou_settlement")[family[elsewhere]] = there
    owns = h["tenure"][family[elsewhere]] == OWNER
    assert 10 < owns.sum() < 50
    assert (applicants_of(region, a.rows[elsewhere]).is_local == owns).all()


def test_classes_are_kept_by_the_cohort_and_formed_anew_at_entry():
    region = summer()
    write(region.schools, "classes", "classes", PRIVATE_NINE, np.arange(1, 10))
    assert admission.kept_classes(region)[PRIVATE_NINE].tolist() == [0, 1, 2, 3, 4, 5, 0, 7, 8]


def test_seats_are_those_of_the_classes_planned_less_the_pupils_there():
    region = summer()
    rules = CountyRules(book.amended({"forming_size_primary": 40}) for book in region.rules)
    places = admission.Places(region, rules, pupils_now(region))
    assert places.pupils[PRIMARY].tolist() == [0, 19, 23, 17, 31, 13, 0, 0, 0]
    assert places.classes[PRIMARY, 1:6].tolist() == [2, 1, 1, 2, 1]
    assert places.seats[PRIMARY, 1:6].tolist() == [61, 17, 23, 49, 27]
