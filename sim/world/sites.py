"""Sites (用地, 校址): land kept for schools, and the idle sites of closed ones."""

import numpy as np

from sim.kernels.codes import CLOSED, SITE_AS_STATUS
from sim.rules.orders import ReserveLand
from sim.rules.seen import IdleSites
from sim.world.state import State


class Land:
    """Land kept for schools (预留学校用地) and not yet built on, oldest first."""

    def __init__(self) -> None:
        self.kept: list[ReserveLand] = []

    def keep(self, site: ReserveLand) -> None:
        """Keep a site from now on."""
        self.kept.append(site)

    def build_on(self, township: str, m2: float, estate_id: str = "") -> bool:
        """Use up a site of a township that is large enough, and tell whether there was one.

        The one kept for the project comes first, then the smallest, of equals the oldest.
        """
        fit = [site for site in self.kept if site.township == township and site.m2 >= m2]
        if fit:
            self.kept.remove(min(fit, key=lambda site: (site.estate_id != estate_id, site.m2)))
        return bool(fit)

    def use_up(self, estate_id: str) -> None:
        """Use up the sites kept for a project: its school stands there."""
        self.kept = [site for site in self.kept if site.estate_id != estate_id]

    def of(self, townships: tuple[str, ...]) -> tuple[ReserveLand, ...]:
        """Return the sites kept in some townships."""
        return tuple(site for site in self.kept if site.township in townships)


def is_idle(region: State) -> np.ndarray:
    """Return which schools are closed and their site serves no education, bool (schools,)."""
    s = region.schools
    return (s["status"] == CLOSED) & (s["site_use"] == SITE_AS_STATUS)


def idle_sites(region: State, county: int) -> IdleSites:
    """Return the idle sites of a county (its row)."""
    s, g = region.schools, region.geography
    rows = np.flatnonzero(is_idle(region) & (s["county"] == county))
    here = np.flatnonzero(g.township_county == county)
    return IdleSites(
        tuple(region.school_ids[row] for row in rows), s["x"][rows], s["y"][rows],
        np.searchsorted(here, s["township"][rows]), s["rooms"][rows], s["year_closed"][rows],
    )  # fmt: skip
