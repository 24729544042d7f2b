"""Ties between the input tables that should hold but need not: each says what was found.

A broken tie is a warning: the tables can be used, and somebody should look.  What makes tables unusable
stands in `sim.inputs.checks`.  A tie is told only where both its sides were read: what was filled from the
other side holds by itself.
"""

from __future__ import annotations

from sim.inputs.tables import InputTables
from sim.inputs.ties import coordinates, people, roads, schools, teachers
from sim.inputs.ties.tie import Tie

TIES = (
    people.residents_sum,
    people.townships_sum,
    people.population_of_townships,
    people.settlements_sum,
    people.seat_townships,
    people.absent_share,
    people.children_of_births,
    people.births_of_townships,
    people.births_per_expected,
    people.variants_in_order,
    schools.pupils_per_school,
    schools.schools_counted,
    schools.enrolment_of_children,
    schools.enrolment_of_every_school,
    schools.every_grade_attended,
    schools.even_classes,
    schools.districts_cover,
    teachers.teachers_of_posts,
    teachers.pupils_per_teacher,
    coordinates.one_datum,
    roads.as_long_as_the_line,
    roads.driven_at_a_pace,
)


def find_ties(tables: InputTables) -> list[Tie]:
    """Return every tie that can be judged with the tables given."""
    return [tie for relation in TIES if all(map(tables.is_given, relation.needs)) for tie in relation(tables)]


__all__ = ["Tie", "find_ties"]
