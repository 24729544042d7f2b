"""The filling in its order: each step may use the tables that the steps before it have filled."""

from __future__ import annotations

from sim.inputs.filling import (
    births,
    constants,
    counties,
    population,
    rates,
    school_totals,
    teachers,
    townships,
)
from sim.inputs.filling.draft import Draft

STEPS = (
    constants.fill_constants,
    rates.fill_rates,
    population.fill_population,
    counties.fill_counties,  # hukou: from the population where it tells it
    townships.fill_townships,  # how many: from the seat share
    births.fill_births,  # from the children of the population
    counties.fill_growth,  # births less deaths
    school_totals.fill_school_totals,  # from the children of school age
    teachers.warn_of_schools_without,
)


def fill_tables(draft: Draft) -> None:
    """Fill every table that the simulation reads, in place."""
    for step in STEPS:
        step(draft)
