"""The schools of each child by right: zones of one and of several, named ones, feeders, and how families rank them."""

from dataclasses import replace

import numpy as np
import pytest

from sim.kernels.codes import (
    BY_CHOICE,
    BY_ZONE,
    CLOSED,
    OWN_SCHOOL,
)
from sim.processes import lines, wishes
from sim.processes.applicants import applicants_of
from sim.rules.admission import Zone
from tests.private_county import JUNIOR, POINT, PRIMARY, PRIVATE_NINE, applicants, summer, write
from tests.processes.test_feeders import SECOND, fed
from tests.summers import PRESENT, admit, books, three_public


def zones(region, rule, **changed):
    """Return the schools each settlement's applicants for grades 1 and 7 stand at who do not go on."""
    rules = books(region, rule, **changed)
    a = applicants_of(region, applicants(region)[0])
    a = a[~a.continues]
    first, school = wishes.schools_by_right(region, rules, lines.rules_of_year(region, rules), a)
    told = {}
    for i, at in enumerate(a.home):
        told.setdefault((int(a.grade[i]), int(at)), set()).add(
            frozenset(school[first[i] : first[i + 1]].tolist())
        )
    return {key: set(*sets) for key, sets in told.items() if key[0] != 5 and len(sets) == 1}


@pytest.mark.parametrize("kind", ["lottery", "district"])
def test_a_zone_of_several_is_the_nearest_within_the_limit(kind):
    region = three_public()
    two = zones(region, replace(PRESENT, zone=Zone(kind, 2)))
    assert two == {
        (1, 0): {PRIMARY, PRIVATE_NINE}, (1, 1): {PRIMARY, PRIVATE_NINE}, (1, 2): {POINT, PRIVATE_NINE},
        (7, 0): {JUNIOR, PRIVATE_NINE}, (7, 1): {JUNIOR, PRIVATE_NINE},
    }  # fmt: skip
    three = zones(region, replace(PRESENT, zone=Zone(kind, 3)))
    assert [three[1, home] for home in range(3)] == [{0, 1, 2}, {PRIMARY, PRIVATE_NINE}, {0, 1, 2}]
    assert zones(region, replace(PRESENT, zone=Zone(kind, 1)))[1, 0] == {PRIMARY}
    near = zones(region, replace(PRESENT, zone=Zone(kind, 3)), minutes_limit_grade_1_3=19)
    assert [near[1, home] for home in range(3)] == [{PRIMARY, PRIVATE_NINE}, {PRIMARY}, {POINT}]
    assert near[7, 1] == {JUNIOR, PRIVATE_NINE}  # the limit of its own grades


def test_a_zone_of_several_has_no_private_and_no_closed_school():
    region = summer()
    assert zones(region, replace(PRESENT, zone=Zone("lottery", 3)))[1, 0] == {PRIMARY, POINT}
    region = three_public()
    write(region.schools, "network", "status", PRIVATE_NINE, CLOSED)
    region.refresh_zones()
    assert zones(region, replace(PRESENT, zone=Zone("lottery", 3)))[1, 0] == {PRIMARY, POINT}


def test_the_kind_of_zone_is_that_of_the_stage():
    region = three_public()
    primary = zones(region, replace(PRESENT, zone=Zone("lottery", 2), stages=("primary",)))
    assert (primary[1, 0], primary[7, 0]) == ({PRIMARY, PRIVATE_NINE}, {JUNIOR})
    junior = zones(region, replace(PRESENT, zone=Zone("lottery", 2), stages=("junior",)))
    assert (junior[1, 0], junior[7, 0]) == ({PRIMARY}, {JUNIOR, PRIVATE_NINE})


def with_district(region, named: int):
    """Name the first schools of settlement 0 by the table of districts, POINT, 24 minutes away, before all others."""
    g = region.geography
    which, minutes, sizes = g.candidates_primary.copy(), g.minutes_primary.copy(), g.district_sizes.copy()
    order = [2, 0, 1, *range(3, which.shape[1])]
    which[0], minutes[0], sizes[0, 0] = which[0, order], minutes[0, order], named
    region.geography = replace(g, candidates_primary=which, minutes_primary=minutes, district_sizes=sizes)
    region.refresh_zones()


def test_schools_named_by_the_table_of_districts_are_the_zone_whatever_width_and_limit():
    region = three_public()
    with_district(region, 2)
    rule, limit = replace(PRESENT, zone=Zone("lottery", 3)), {"minutes_limit_grade_1_3": 10}
    assert zones(region, rule, **limit)[1, 0] == {POINT, PRIMARY}
    write(region.schools, "network", "status", PRIMARY, CLOSED)
    region.refresh_zones()
    assert zones(region, rule, **limit)[1, 0] == {POINT}


def test_one_named_school_and_the_nearest_others_are_a_zone():
    """The school of the address is of the zone though its trip is beyond the limit."""
    region = three_public()
    with_district(region, 1)
    rule, limit = replace(PRESENT, zone=Zone("lottery", 2)), {"minutes_limit_grade_1_3": 10}
    assert zones(region, rule, **limit)[1, 0] == {POINT, PRIMARY}


def test_children_drawn_within_a_zone_of_several_and_of_one():
    told = admit(three_public(), replace(PRESENT, zone=Zone("lottery", 2)))
    drawn = (told.grade == 1) & (told.home < 2)
    assert (told.outcome[drawn] == BY_ZONE).all()
    assert 0 < (told.to[drawn] == PRIMARY).sum() < 20
    told = admit(three_public(), PRESENT)
    assert (told.outcome[told.grade == 1] == BY_ZONE).all()


def test_feeder_schools_go_before_the_address_for_grade_7_alone():
    region = three_public(fed())
    rule = replace(PRESENT, zone=Zone("feeder"), stages=("junior",))
    told = admit(region, rule)
    fed_by = told.region.children["school_before"][told.rows] == PRIMARY
    mine = (told.grade == 7) & fed_by
    assert set(told.to[mine]) == {SECOND, JUNIOR}
    assert set(told.outcome[mine]) == {BY_ZONE}
    assert (told.outcome[(told.grade == 7) & ~fed_by] == OWN_SCHOOL).all()
    assert (told.outcome[told.grade == 1] == BY_ZONE).all()


def test_families_shun_a_junior_school_by_the_crowding_of_its_junior_grades():
    for crowded, chosen in ((slice(6, 9), JUNIOR), (slice(0, 6), PRIVATE_NINE)):
        region = three_public(prefer_crowding=1e6, weight_minutes_10=1e3, prefer_own_zone=0.0)
        pupils = np.zeros(9, int)
        pupils[crowded] = 90
        for name, values in (("pupils", pupils), ("classes", np.ones(9, int))):
            write(region.schools, "classes", name, PRIVATE_NINE, values)
        at_junior = np.zeros(9, int)
        at_junior[6:] = 60 if chosen == PRIVATE_NINE else 40
        write(region.schools, "classes", "pupils", JUNIOR, at_junior)
        write(region.schools, "classes", "classes", JUNIOR, np.ones(9, int))
        told = admit(region, replace(PRESENT, zone=Zone("district", 2)))
        assert set(told.to[(told.grade == 7) & (told.outcome == BY_CHOICE)]) == {chosen}
