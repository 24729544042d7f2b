"""More public transit (增设公共交通线路): lines for everybody along the way to where the schools of a place stand.

Measure M8d (增设公交, 不因上学不便辍学) of 通市政办发〔2017〕13号.
"""

import math
from typing import ClassVar

import numpy as np

from sim.base.errors import Say
from sim.base.number import Number
from sim.kernels.line_builder import nearest_places
from sim.policies.line_planning import (
    Demand,
    demand,
    ends_worth_a_line,
    minutes_from,
    planned_lines,
    planning_numbers,
)
from sim.rules.orders import OpenTransitLine
from sim.rules.policy import Policy, strength
from sim.rules.rulebook import Rulebook
from sim.rules.view import View

_NO_LIMIT = 100_000  # riders; a transit line takes everybody


class PublicTransit(Policy):
    """Plan transit lines that end at the settlement beside schools, from where last year's pupils had a long way.

    Pupils of every school within walking distance of the end are counted together. Strength is the share of the lines
    found, those with most pupils first, that are opened in a year.
    """

    NAME = "public_transit"
    TITLE = Say("More public transit", "增设公共交通线路")
    MEASURES = ("M8d",)
    INDICATOR = "n_transit"
    DIRECTION = 1
    SEES_TRIPS = True
    PARAMETERS: ClassVar[tuple[Number, ...]] = (
        strength(),
        minutes_from("pupils count for a line", "计入需求的单程时间"),
        Number("least_pupils", 20, 10, 40, "pupils/line", "assumption: others ride too", "assumption", "2017",
               Say("fewest pupils with a long way for whom a line is opened", "开线最少学生数"), (1, 1000)),
        Number("minutes_max", 45, 40, 60, "minutes", "assumption: the limit of grades 4-6", "assumption", "2017",
               Say("longest ride planned, without waiting", "规划最长乘车时间"), (5, 180)),
        *planning_numbers(5),
        Number("km_to_school", 2, 1.5, 3, "km", "assumption: the longest way on foot", "assumption", "2017",
               Say("longest way from the last stop to a school it is for", "末站至学校最远步行距离"), (0.1, 10)),
        Number("seats_per_bus", 54, 19, 54, "seats/bus", "assumption: pupils of a bus in 山东无棣 (2012); tells the "
               "cost", "assumption", "2012", Say("size of a bus", "每车座位"), (1, 100)),
        Number("most_lines_per_year", 3, 1, 10, "lines/county", "assumption", "assumption", "2017",
               Say("most lines a county opens a year, one bus each", "每县每年最多开线"), (0, 100)),
        Number("lead_years", 1, 1, 2, "years", "assumption", "assumption", "2017",
               Say("years from order to service", "开通年数"), (1, 10)),
        Number("year_first", 2018, 2018, 2018, "school year", "通市政办发〔2017〕13号", "read", "2017",
               Say("first school year in which lines are planned", "计划起始学年"), (2000, 2100)),
    )  # fmt: skip

    def orders(self, year: int, view: View, rulebook: Rulebook) -> tuple[OpenTransitLine, ...]:
        """Return the lines to open, those with most pupils first."""
        v = self.values
        if year < v["year_first"] or v["strength"] == 0:
            return ()
        found = self._found(view, year, year + int(v["lead_years"]))
        found.sort(key=lambda one: (-one[0], one[1].line_id))
        share = math.floor(v["strength"] * len(found) + 0.5)
        return tuple(line for _, line in found[: min(share, int(v["most_lines_per_year"]))])

    def _found(self, view: View, year: int, due: int) -> list[tuple[int, OpenTransitLine]]:
        """Return lines with the pupils they are for."""
        v, places = self.values, view.settlements
        wanted, end_of = self._not_served(view), self._ends(view)
        ends = end_of[wanted.school]
        goes = (ends >= 0) & (wanted.home != ends)
        wanted, ends, found = wanted.of(goes), ends[goes], []
        for end in ends_worth_a_line(ends, wanted.pupils, v["least_pupils"]):
            point = (float(places.x[end]), float(places.y[end]))
            mine = wanted.of(ends == end)
            for k, (stops, n) in enumerate(planned_lines(view, mine, point, _NO_LIMIT, v["least_pupils"], v)):
                number = int(places.number[end])
                line_id = f"transit {view.county} {number} {year}-{k + 1}"
                found.append((n, OpenTransitLine(line_id, due, (*stops, number), 1, int(v["seats_per_bus"]))))
        return found

    def _ends(self, view: View) -> np.ndarray:
        """Return the settlement each school is walked to from, -1 where the nearest is too far, int (schools,)."""
        v, places = self.values, view.settlements
        near, km = nearest_places(view.x, view.y, places.x, places.y, float(v["detour"]))
        return np.where(km <= v["km_to_school"], near, -1)

    def _not_served(self, view: View) -> Demand:
        """Return the demand from settlements at which no transit line stops, or will."""
        wanted = demand(view, self.values["minutes_from"])
        there = [one.stops for one in view.lines if not one.school_id]
        there += [one.stops for one in view.planned if isinstance(one, OpenTransitLine)]
        served = np.array([stop for stops in there for stop in stops[:-1]], np.int64)
        return wanted.of(~np.isin(view.settlements.number[wanted.home], served))
