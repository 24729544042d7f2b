"""Staffing (model.md step 5): teachers leave and come back, posts are allotted, teachers move, are hired and shared."""

import numpy as np

from sim.processes import (
    careers,
    pay,
    posts,
    rotation,
    service_years,
    subject_cover,
    teacher_hiring,
    teacher_moves,
    teachers_leaving,
    training,
)
from sim.world.region import Region


def run(region: Region, rules, orders) -> None:
    """Staff the schools for the census to come; in the start year posts are allotted and teachers stay as told."""
    region.staff.open_year()
    begins = region.year == region.first_year
    if not begins:
        service_years.complete(region)
        teachers_leaving.run(region, rules)
        rotation.bring_back(region)
    posts.run(region, rules)
    if not begins:
        teacher_moves.run(region, rules)
        teacher_hiring.run(region, rules)
        careers.run(region, rules)
        rotation.run(region, rules)
    teacher_hiring.count_vacant(region)
    subject_cover.run(region, rules)
    training.run(region, rules)
    careers.count(region, rules)
    pay.count(region, rules)
    count_teachers(region)


def count_teachers(region: Region) -> None:
    """Set the teachers who serve at each school; private schools, which have no posts, hold theirs by need."""
    teachers = region.schools.writable("teachers")
    teachers[:] = np.bincount(region.teachers["school"], minlength=len(region.schools))
    posts.count_apart(region, teachers)


def classes_possible(region: Region) -> np.ndarray:
    """Return the classes each school can hold: usable rooms, and teachers, but never below one (schools,)."""
    by_teachers = np.floor(region.schools["teachers"] / region.numbers["min_teachers_per_class"]).astype(
        np.int64
    )
    return np.maximum(1, np.minimum(region.schools["rooms"], by_teachers))
