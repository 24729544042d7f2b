"""Housing projects (住宅项目) of the tables: they open in their year, and their school with them, late, or never.

A project is a fact, no decision of the bureau's. Whether the school planned with it comes with the first phase depends
on the joint review (联审联批): a project under review brings it; one without brings it, late, or never by draw. The
draws are keyed by the project, so under every policy the same projects would fail, and no project re-rolls another.
"""

from math import ceil

from sim.base.draws import decision, number_of, uniform_of
from sim.processes.sites import m2_needed
from sim.rules.orders import Build, OpenEstate
from sim.rules.rulebook import Rulebook
from sim.world.estates import Estate
from sim.world.region import Region

_REVIEWED, _NEVER, _LATE = (decision(f"project.{name}") for name in ("reviewed", "never", "late"))
NAMES = {(1, 6): "配套小学", (7, 9): "配套初中", (1, 9): "配套九年一贯制学校"}


def open_due(region: Region, orders) -> None:
    """Open the estates that are due."""
    for order in orders:
        if isinstance(order, OpenEstate):
            region.tell(order, "carried_out", region.add_estate(order).county)


def schools_due(region: Region) -> list[Build]:
    """Return the schools of projects that open this year and come with them; the others are told, and kept if late."""
    due = []
    for estate in region.estates:
        has_school = estate.order.primary_seats + estate.order.junior_seats > 0
        if estate.order.year != region.year or not has_school:
            continue
        school = school_of(estate.order, region.rules[estate.county])
        years = _years_late(region, estate, school)
        if years is None:
            region.tell(school, "never_built", estate.county)
            continue
        region.land.use_up(estate.order.estate_id)
        if years == 0:
            due.append(school)
        else:
            region.tell(school, "delayed", estate.county)
            region.counties[estate.county].bureau.follow(estate.order, school.later(years))
    return due


def school_of(order: OpenEstate, book: Rulebook) -> Build:
    """Return the school planned with a project: the grades its seats are for, and rooms for them by the standard."""
    low = 1 if order.primary_seats else 7
    high = 9 if order.junior_seats else 6
    rooms = ceil(order.primary_seats / book.class_standard_primary)
    rooms += ceil(order.junior_seats / book.class_standard_junior)
    school_id = f"{order.estate_id}-S001"
    return Build(school_id, NAMES[low, high], order.year, order.estate_id, order.township, low, high, rooms)


def _years_late(region: Region, estate: Estate, school: Build) -> int | None:
    """Return how many years after the first phase a project's school comes, None = never.

    Where it would never come, land kept in the township (预留学校用地) lets the bureau build it itself, late, and is
    used up.
    """
    book, n = region.rules[estate.county], region.numbers
    reviewed, never, late = (
        uniform_of(region.luck, what, 0, number_of(estate.order.estate_id))
        for what in (_REVIEWED, _NEVER, _LATE)
    )
    if reviewed < book.joint_review:
        return 0
    years = round(n["years_estate_school_late"])
    if never < n["p_estate_without_school"]:
        has_land = region.land.build_on(school.township, m2_needed(school, book), estate.order.estate_id)
        return years if has_land else None
    return years if late < n["p_estate_school_late"] else 0
