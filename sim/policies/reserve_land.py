"""Land reserved for schools (预留学校用地): kept before it is needed, so that a school can be built in time.

Measure M1a of 通市政办发〔2017〕13号: the layout of schools is part of the plan of town and country, and land is kept
for them. The procedure of the land law itself is not simulated: a site is kept some years after the decision.
"""

from typing import ClassVar

import numpy as np

from sim.base.errors import Say
from sim.base.number import Number
from sim.kernels.codes import HERE_BUT_AWAY
from sim.rules.orders import OpenEstate, ReserveLand
from sim.rules.policy import Policy, strength
from sim.rules.rulebook import Rulebook
from sim.rules.view import CENSUSES, View

_SITE = "older provincial example, c. 2011: 20 primary, 25 junior, inside the centre 15 and 20"
SCHOOL_AGES = slice(6, 15)


class ReserveLandForSchools(Policy):
    """Keep a site for every housing project planned, and in townships of the seat whose children grow in number.

    A project's site is for the seats planned with it, or for the pupils of its dwellings where these are more. A
    township of the county seat needs one for as many pupils as it will have more, if its residents of ages 6-14 go on
    growing as in the last censuses, and never a site too small for a school; it has one site at a time. At strength
    below 1 that share of the needs of a year is met, the largest first.
    """

    NAME = "reserve_land"
    TITLE = Say("Land reserved for schools", "预留学校用地")
    MEASURES = ("M1a",)
    INDICATOR = "seats_rated"
    DIRECTION = 1
    PARAMETERS: ClassVar[tuple[Number, ...]] = (
        strength(),
        Number("m2_per_pupil", 20, 15, 25, "m2/pupil", _SITE, "read", "2011",
               Say("land kept per seat", "生均预留用地"), (0, 100)),
        Number("m2_per_1000_dwellings", 6000, 4000, 10_000, "m2/1000 dwellings",
               "assumption: 0.3 pupils per dwelling at 20 m2 each", "assumption", "2017",
               Say("land kept per 1,000 dwellings planned", "每千套住宅预留学校用地"), (0, 100_000)),
        Number("least_pupils", 270, 180, 540, "pupils", "assumption: a primary school of one class of 45 a grade",
               "assumption", "2017", Say("growth below which a township is kept no land", "预留用地的最低增长学生数"),
               (1, 10_000)),
        Number("site_pupils", 540, 270, 1080, "pupils", "assumption: a school of twelve classes of 45, the smallest "
               "that build_where_forecast builds by its usual numbers", "assumption", "2017",
               Say("pupils for whom a township's site is kept at least", "单处预留用地的最低规模"), (1, 10_000)),
        Number("years_back", 3, 2, 5, "years", "assumption", "assumption", "2017",
               Say("censuses the growth is read from", "回看年数"), (1, CENSUSES - 1)),
        Number("years_ahead", 5, 3, 10, "years", "assumption", "assumption", "2017",
               Say("years the growth is carried on for", "外推年数"), (1, 30)),
        Number("lead_years", 1, 1, 3, "years", "assumption: plan of land use", "assumption", "2017",
               Say("years from the decision until the land is kept", "预留用地办理年数"), (1, 10)),
        Number("year_first", 2017, 2017, 2017, "school year", "通市政办发〔2017〕13号 一(二)", "read", "2017",
               Say("first school year in which land is asked for", "起始学年"), (2000, 2100)),
    )  # fmt: skip

    def orders(self, year: int, view: View, rulebook: Rulebook) -> tuple[ReserveLand, ...]:
        """Return the sites asked for this year, the largest first."""
        if year < self.values["year_first"]:
            return ()
        due = year + int(self.values["lead_years"])
        needs = [*self._of_projects(due, view), *self._of_growth(due, view)]
        needs.sort(key=lambda site: (-site.m2, site.site_id))
        return tuple(needs[: round(self.values["strength"] * len(needs))])

    def _of_projects(self, due: int, view: View) -> list[ReserveLand]:
        """Return a site for each project that opens once the land can be kept."""
        v, known = self.values, {site.estate_id for site in _sites(view)}
        return [
            ReserveLand(
                f"{order.estate_id}-L", order.township, due,
                max(
                    v["m2_per_1000_dwellings"] * order.dwellings / 1000,
                    v["m2_per_pupil"] * (order.primary_seats + order.junior_seats),
                ),
                order.estate_id,
            )
            for order in view.planned
            if isinstance(order, OpenEstate) and order.year >= due and order.estate_id not in known
        ]  # fmt: skip

    def _of_growth(self, due: int, view: View) -> list[ReserveLand]:
        """Return a site for each township of the seat that grows and has no land kept."""
        v, back = self.values, int(self.values["years_back"])
        if len(view.earlier) < back:
            return []
        more = (_residents(view) - _residents(view.earlier[back - 1])) * v["years_ahead"] / back
        with_land = {site.township for site in _sites(view)}
        return [
            ReserveLand(
                f"{code}-L{due}", code, due, v["m2_per_pupil"] * max(v["site_pupils"], float(more[row]))
            )
            for row, code in enumerate(view.townships)
            if view.is_seat[row] and more[row] >= v["least_pupils"] and code not in with_land
        ]


def _residents(view: View) -> np.ndarray:
    """Return children of school age who live in each township, int (townships,)."""
    children = view.children[:, SCHOOL_AGES]
    return children.sum(axis=(1, 2)) - children[:, :, HERE_BUT_AWAY].sum(axis=1)


def _sites(view: View) -> list[ReserveLand]:
    """Return the sites kept, and those asked for."""
    return [*view.land, *(order for order in view.planned if isinstance(order, ReserveLand))]
