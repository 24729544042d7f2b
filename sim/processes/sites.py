"""Sites (用地, 校址), part of the network: land is kept, idle sites are used again, and what a new school stands on."""

from dataclasses import dataclass

import numpy as np

from sim.kernels.codes import SITE_OF_NEW_SCHOOL, SITE_OF_OTHER_USE, URBAN
from sim.rules.orders import Build, ReserveLand, ReuseSite
from sim.rules.rulebook import Rulebook
from sim.world.new_places import KM_FROM_HOMES, LAST_PRIMARY
from sim.world.region import Region
from sim.world.sites import idle_sites, is_idle


@dataclass(frozen=True)
class Ground:
    """What a new school stands on.

    Attributes
    ----------
    settlement : int
        The settlement it is built for.
    site : int
        Row of the closed school whose site it takes, -1 = new ground.
    waits : int
        Years until it has its land, 0 = it can be built now.
    """

    settlement: int
    site: int = -1
    waits: int = 0


def run(region: Region, orders) -> None:
    """Keep the land that is due, and give the idle sites that are due to another use."""
    g, row_of = region.geography, region.row_of
    for order in orders:
        match order:
            case ReserveLand(township=township):
                region.land.keep(order)
                county = g.township_county[g.township_codes.index(township)]
                region.tell(order, "carried_out", int(county))
            case ReuseSite(school_id=school_id):
                row = row_of.get(school_id, -1)
                is_there = row >= 0 and is_idle(region)[row]
                if is_there:
                    region.schools.writable("site_use")[row] = SITE_OF_OTHER_USE
                event = "carried_out" if is_there else "not_possible"
                region.tell(order, event, region.county_of(order))


def ground_for(region: Region, order: Build, at: int) -> Ground:
    """Return what a school that is due and comes without an estate stands on: an idle site, reserved land, other land.

    An idle site is taken first: the one the order names, else where the rules say so the nearest to where the school
    was to stand. Outside 城区 land is there; inside, without land reserved in the township, the school waits once.

    Parameters
    ----------
    at : int
        The settlement beside which its township builds.
    """
    book: Rulebook = region.rules[region.geography.county[at]]
    if (site := _idle_site(region, order, at, book.reuse_sites_within_km)) >= 0:
        return Ground(_nearest_settlement(region, site), site)
    if region.geography.zone[at] != URBAN or order.years_waited > 0:
        return Ground(at)
    has_land = region.land.build_on(order.township, m2_needed(order, book))
    return Ground(at, waits=0 if has_land else book.years_without_land)


def m2_needed(order: Build, book: Rulebook) -> float:
    """Return the land a school needs, m2: that of its seats in rooms of the first phase and all later ones."""
    standard = book.class_standard_primary if order.grade_low <= LAST_PRIMARY else book.class_standard_junior
    return order.all_rooms * standard * book.site_m2_per_pupil


def take_site(region: Region, site: int) -> None:
    """Let a new school have the site of a closed one."""
    region.schools.writable("site_use")[site] = SITE_OF_NEW_SCHOOL


def _idle_site(region: Region, order: Build, at: int, km: float) -> int:
    """Return the row of the closed school whose idle site the new one takes, -1 = none."""
    g = region.geography
    idle = idle_sites(region, int(g.county[at]))
    found = order.site if order.site in idle.school_ids else ""
    if not found and km > 0:
        found = idle.nearest(g.x[at] + KM_FROM_HOMES, g.y[at], km)
    return region.row_of[found] if found else -1


def _nearest_settlement(region: Region, site: int) -> int:
    """Return the settlement of the same township nearest to a closed school; of the county where it has none."""
    s, g = region.schools, region.geography
    km = np.hypot(g.x - s["x"][site], g.y - s["y"][site])
    here = g.township == s["township"][site]
    among = np.flatnonzero(here if here.any() else g.county == s["county"][site])
    return int(among[np.argmin(km[among])])
