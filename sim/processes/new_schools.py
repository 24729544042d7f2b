"""New schools (新建学校): built by order, given posts before their first census, and growing class by class.

A school that takes pupils of all its grades at once has no cohorts that entered it. In the year it opens, and as long
as its estate fills, its classes are therefore formed anew each summer in every grade, and its rooms are planned evenly
over the grades it teaches, the lower ones first.
"""

from dataclasses import replace

import numpy as np

from sim.processes import norms
from sim.processes.sites import Ground, ground_for, take_site
from sim.rules.orders import Build
from sim.rules.rulebook import Rulebook
from sim.world.county_rules import RulesOfRows
from sim.world.estates import site_of
from sim.world.new_places import NewSchool
from sim.world.region import Region

GRADES = np.arange(1, 10)


def build(region: Region, orders) -> None:
    """Open the schools that are due, each in its estate, or without one beside the township's largest place.

    An estate's school is for the estate; another takes the places it is nearest to into its zone, may be put on an idle
    site, or waits for land (`sim.processes.sites`).
    """
    estates = {estate.order.estate_id: estate for estate in region.estates}
    for order in orders:
        if not isinstance(order, Build):
            continue
        if order.estate_id in estates:
            estate = estates[order.estate_id]
            estate.school = _open(region, order, Ground(estate.row))
            continue
        ground = ground_for(region, order, site_of(region.geography, order.township))
        if ground.waits:
            county = int(region.geography.county[ground.settlement])
            region.tell(order, "delayed", county)
            region.counties[county].bureau.follow(order, order.later(ground.waits))
        else:
            _open(region, order, ground)


def _open(region: Region, order: Build, ground: Ground) -> int:
    """Open a school on its ground and return its row; on the site of a closed school it has at least its rooms."""
    at, s, g, site, point = ground.settlement, region.schools, region.geography, ground.site, None
    built = order
    if site >= 0:
        built = replace(order, rooms=max(order.rooms, int(s["rooms"][site])))
        point = float(s["x"][site]), float(s["y"][site])
        take_site(region, site)
        region.tell(order, "site_reused", int(s["county"][site]))
    amounts, meets_norms = norms.opening_amounts(region, built, at)
    name = g.township_names[g.township[at]] + order.name
    school = region.add_school(
        NewSchool(
            order.school_id, name, at, order.grade_low, order.grade_high, built.rooms, amounts,
            takes_nearest=not order.estate_id, point=point,
            year_last_phase=max((year for year, _ in order.phases), default=0),
        )
    )  # fmt: skip
    county = int(region.schools["county"][school.row])
    region.counties[county].bureau.follow(order, *order.of_phases())
    region.tell(order, "carried_out", county)
    if not meets_norms:
        region.tell(order, "below_norms", county)
    return school.row


def plan_classes(region: Region, possible: np.ndarray, classes: np.ndarray) -> None:
    """Set the classes planned for each grade of growing schools, in place.

    Parameters
    ----------
    possible : int array (schools,)
        Classes a school can hold, by rooms and teachers.
    classes : int array (schools, 9)
    """
    rows = np.flatnonzero(region.is_growing)
    if not len(rows):
        return
    taught = _taught(region, rows)
    classes[rows] = np.where(taught, classes_planned(possible[rows], taught), 1)


def classes_planned(possible: np.ndarray, taught: np.ndarray) -> np.ndarray:
    """Return classes by grade, int (schools, 9): those possible spread evenly over the grades taught, lower ones first.

    Each grade taught has one class at least.
    """
    n = np.maximum(1, taught.sum(axis=1))
    rank = np.cumsum(taught, axis=1) - 1
    return np.where(taught, np.maximum(1, (possible // n)[:, None] + (rank < (possible % n)[:, None])), 0)


def pupils_to_staff(region: Region, rows: np.ndarray, book: Rulebook | RulesOfRows) -> np.ndarray:
    """Return the pupils by grade posts are allotted on, int (rows, 9): those of the last census.

    A growing school has few or none yet: it counts at least one class of the standard in each grade it teaches
    (assumption), so that it has teachers for whole classes from the first day, out of the county's total.
    """
    pupils = region.schools["pupils"][rows]
    at_least = _taught(region, rows) * book.by_grade("class_standard")
    return np.where(region.is_growing[rows, None], np.maximum(pupils, at_least), pupils)


def _taught(region: Region, rows: np.ndarray) -> np.ndarray:
    """Return which grades schools teach, bool (rows, 9)."""
    s = region.schools
    return (s["grade_low"][rows, None] <= GRADES) & (s["grade_high"][rows, None] >= GRADES)


def has_new_school(region: Region) -> np.ndarray:
    """Return the settlements of estates that have got their school this year.

    Who moves in once it stands asks for it as every mover does; who moved in before asks, in all grades, when it opens.
    """
    opened = region.schools["year_opened"]
    return np.array(
        [e.row for e in region.estates if e.school >= 0 and opened[e.school] == region.year], np.int64
    )
