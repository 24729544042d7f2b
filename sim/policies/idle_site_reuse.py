"""Idle sites of closed schools used for education first (盘活闲置教育资源).

Measure M1c of 通市政办发〔2017〕13号: what closures leave idle goes to education before anything else. A new school
that the bureau builds near an idle site is put on it; of the others a share a year becomes a kindergarten or an
activity centre.
"""

from math import floor
from typing import ClassVar

from sim.base.errors import Say
from sim.base.number import Number
from sim.policies.idle_ground import taken
from sim.rules.orders import Build, ReuseSite
from sim.rules.policy import Policy, strength
from sim.rules.rulebook import Rulebook
from sim.rules.site_orders import OTHER_USES
from sim.rules.view import View

_USES = tuple(OTHER_USES)


class IdleSiteReuse(Policy):
    """Put new schools on idle sites near by, and give others to another educational use, the longest idle first.

    A township in which a new school is planned keeps its idle sites for it. Strength scales the share a year, and the
    distance within which a new school is put on an idle site.
    """

    NAME = "idle_site_reuse"
    TITLE = Say("Idle sites used again", "盘活闲置校舍")
    MEASURES = ("M1c",)
    INDICATOR = "rooms_idle_sites"
    DIRECTION = -1
    PARAMETERS: ClassVar[tuple[Number, ...]] = (
        strength(),
        Number("share_a_year", 0.2, 0.05, 0.5, "share of idle sites", "assumption: no figure of reuse found",
               "assumption", "2017", Say("idle sites given to another educational use a year", "每年盘活闲置校址比例"),
               (0, 1)),
        Number("use", 0, 0, 1, "code", "assumption", "assumption", "2017",
               Say("0 kindergarten, 1 activity centre", "用途：0 幼儿园，1 学生活动中心"), (0, 1)),
        Number("km_new_school", 2, 1, 5, "km", "assumption: near enough for the children the school is meant for",
               "assumption", "2017",
               Say("straight line within which a new school is put on an idle site", "利用闲置校址的最远直线距离"),
               (0, 50)),
        Number("years_idle", 1, 0, 3, "years", "assumption", "assumption", "2017",
               Say("years a site has been idle before it is given away", "闲置满几年后改用"), (0, 30)),
        Number("lead_years", 1, 1, 2, "years", "assumption: conversion", "assumption", "2017",
               Say("years from the decision to the new use", "改造年数"), (1, 10)),
        Number("year_first", 2018, 2018, 2018, "school year", "通市政办发〔2017〕13号 一(二)", "read", "2017",
               Say("first school year in which a site is given away", "起始学年"), (2000, 2100)),
    )  # fmt: skip

    def amend(self, year: int, view: View, rulebook: Rulebook) -> dict[str, object]:
        """Return the distance within which a new school is put on an idle site."""
        km = self.values["strength"] * self.values["km_new_school"]
        if year < self.values["year_first"] or km == 0:
            return {}
        return {"reuse_sites_within_km": max(rulebook.reuse_sites_within_km, km)}

    def orders(self, year: int, view: View, rulebook: Rulebook) -> tuple[ReuseSite, ...]:
        """Return the sites given to another use, the longest idle first, of equals those with most rooms."""
        if year < self.values["year_first"]:
            return ()
        idle, free = view.idle, self._free(year, view)
        free.sort(key=lambda k: (idle.year_closed[k], -idle.rooms[k], idle.school_ids[k]))
        due, use = year + int(self.values["lead_years"]), _USES[int(self.values["use"])]
        return tuple(
            ReuseSite(idle.school_ids[k], due, use, int(idle.rooms[k]))
            for k in free[: self._number(year, len(free))]
        )

    def _free(self, year: int, view: View) -> list[int]:
        """Return the idle sites no order is about, in townships without a new school to come, idle for long enough."""
        spoken_for = taken(view.planned)
        building = {
            order.township for order in view.planned if isinstance(order, Build) and not order.estate_id
        }
        idle = view.idle
        return [
            k
            for k, school_id in enumerate(idle.school_ids)
            if school_id not in spoken_for
            and view.townships[idle.township[k]] not in building
            and year - idle.year_closed[k] >= self.values["years_idle"]
        ]

    def _number(self, year: int, n_free: int) -> int:
        """Return how many sites are given away in a year: whole ones, so that the share is met over the years."""
        a_year = self.values["strength"] * self.values["share_a_year"] * n_free + 1e-9
        k = year - int(self.values["year_first"])
        return floor(a_year * (k + 1)) - floor(a_year * k)
