"""Areas, rooms and equipment (办学条件) of schools that are built, extended or brought up to the norms."""

import numpy as np

from sim.kernels.norms import NORMS, ROOMS, norms_met
from sim.rules.orders import Build, Upgrade
from sim.rules.rulebook import Rulebook
from sim.world.norms import of_room
from sim.world.region import Region

BESIDE_ROOMS = ("teaching_m2", "sports_m2", "site_m2", "multimedia_rooms", "equipment_yuan")
NEW_ON_A_SITE = ("teaching_m2", "sports_m2", "site_m2")
_TEACHING, _IS_ROOMS = NORMS.index("teaching_m2"), np.array([name == "multimedia_rooms" for name in NORMS])


def opening_amounts(region: Region, order: Build, settlement: int) -> tuple[dict[str, float], bool]:
    """Return what a new school opens with beside its rooms, by column, and whether it meets the norms for its seats.

    It has `norm_share` of every norm for a standard class in each of the rooms ordered, those of later phases too: only
    the area of their rooms comes with them.
    """
    g = region.geography
    book = _book(region, int(g.county[settlement]))
    needs = order.all_rooms * of_room(book, g.zone[settlement], order.grade_low, order.grade_high)
    have = np.where(_IS_ROOMS, np.ceil(order.norm_share * needs), order.norm_share * needs)
    have[ROOMS] = order.all_rooms
    meets_norms = bool(norms_met(have, needs).all())
    have[_TEACHING] *= order.rooms / order.all_rooms
    return {name: have[NORMS.index(name)] for name in BESIDE_ROOMS}, meets_norms


def add_rooms(region: Region, row: int, rooms: int) -> None:
    """Add ordinary rooms to a school, each with the teaching and auxiliary area of a standard class by the norm."""
    region.schools.writable("rooms")[row] += rooms
    region.schools.writable("teaching_m2")[row] += rooms * _of_room(region, row)[_TEACHING]


def settle_on_new_site(region: Region, row: int, rooms: int) -> None:
    """Give a school that has moved the rooms of its new site, with their areas by the norms; equipment comes along."""
    s, needs = region.schools, rooms * _of_room(region, row)
    s.writable("rooms")[row] = rooms
    for name in NEW_ON_A_SITE:
        s.writable(name)[row] = needs[NORMS.index(name)]
    s.writable("norms_given")[row] |= sum(1 << NORMS.index(name) for name in ("rooms", *NEW_ON_A_SITE))


def upgrade(region: Region, row: int, order: Upgrade) -> None:
    """Add what is ordered; families like the school better by `upgrade_quality`, which is 0 unless a user says so."""
    add_rooms(region, row, order.rooms)
    for name in BESIDE_ROOMS:
        region.schools.writable(name)[row] += getattr(order, name)
    region.schools.writable("quality_base")[row] += region.numbers["upgrade_quality"]


def _of_room(region: Region, row: int) -> np.ndarray:
    """Return what each ordinary room of a school asks for by the rules of its county, float (7,)."""
    zone, low, high, county = (
        region.schools[name][row] for name in ("zone", "grade_low", "grade_high", "county")
    )
    return of_room(_book(region, int(county)), zone, low, high)


def _book(region: Region, county: int) -> Rulebook:
    """Return the rules of the year of a county; before the first decision those of the start year."""
    return region.rules[county] if region.rules else Rulebook()
