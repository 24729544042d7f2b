"""All rules between tables, in the order in which their mistakes are told."""

from __future__ import annotations

from sim.base.errors import UserError
from sim.inputs.checks import (
    ages,
    areas,
    births,
    bus_lines,
    classes,
    codes,
    coordinates,
    districts,
    estates,
    feeders,
    hukou,
    links,
    places,
    population,
    rates,
    roads,
    schools,
)
from sim.inputs.checks.given import Given

RULES = (
    places.one_start_year,
    places.seat_within_urban,
    places.somebody_in_the_seat,
    codes.known_county,
    codes.known_township,
    codes.known_settlement,
    codes.known_school,
    codes.known_road_ends,
    places.seat_has_a_township,
    roads.from_settlements,
    roads.in_one_piece,
    coordinates.both_or_none,
    coordinates.within_the_county,
    population.people_at_the_start,
    population.no_row_twice,
    population.every_county_has_people,
    ages.ages_without_gap,
    population.levels_agree,
    population.population_sums,
    hukou.one_way_of_telling,
    hukou.registered_agree,
    births.births_known,
    births.every_township_has_births,
    births.townships_within_county,
    births.births_have_mothers,
    rates.rates_without_gap,
    rates.fertility_complete,
    rates.levels_complete,
    schools.grades_in_order,
    areas.parts_within_the_whole,
    schools.opened_before_closed,
    schools.central_school_known,
    schools.stages_taught,
    schools.city_zones_in_cities,
    classes.no_row_twice,
    classes.taught_grades,
    classes.open_schools,
    classes.classes_sum,
    links.entry_grades,
    districts.of_the_stage,
    districts.of_the_county,
    districts.public_schools,
    districts.from_the_start_on,
    districts.told_once,
    districts.open_then,
    districts.no_zone_without_a_school,
    feeders.from_grade_6,
    feeders.to_grade_7,
    feeders.within_the_county,
    feeders.to_open_schools,
    feeders.to_public_schools,
    bus_lines.told_alike,
    bus_lines.no_stop_twice,
    bus_lines.to_open_schools,
    bus_lines.transit_has_two_stops,
    estates.has_a_place,
    estates.has_dwellings,
)


def broken_rules(given: Given) -> list[UserError]:
    """Return an error for every rule between tables that does not hold.

    A rule is asked when every table it needs is given and right by itself.
    """
    return [error for rule in RULES if all(name in given for name in rule.needs) for error in rule(given)]
