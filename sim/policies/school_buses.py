"""School buses (校车): lines for pupils with a long way, more buses where seats lack, an end where few ride.

Measures M8d (校车, 不因上学不便辍学) and M10g (校车全覆盖) of 通市政办发〔2017〕13号.
"""

import math
from typing import ClassVar

from sim.base.errors import Say
from sim.base.number import Number
from sim.kernels.codes import PUBLIC
from sim.policies.line_planning import (
    OF_LINES,
    demand,
    ends_worth_a_line,
    minutes_from,
    planned_lines,
    planning_numbers,
)
from sim.rules.orders import AddBuses, EndLine, OpenBusLine, Order
from sim.rules.policy import Policy, strength
from sim.rules.rulebook import Rulebook
from sim.rules.view import CENSUSES, View


class SchoolBuses(Policy):
    """Plan lines to public schools from where last year's pupils had a long way, those with most pupils first.

    A settlement counts where its pupils ride longer than `minutes_from`, or longer than the rule allows, and no line to
    their school stops there. Strength is the share of the lines found that are opened in a year.
    """

    NAME = "school_buses"
    TITLE = Say("School buses", "校车")
    MEASURES = ("M8d", "M10g")
    INDICATOR = "n_over_limit"
    DIRECTION = -1
    SEES_TRIPS = True
    PARAMETERS: ClassVar[tuple[Number, ...]] = (
        strength(),
        minutes_from("pupils are in need of a bus", "需乘校车的单程时间"),
        Number("least_pupils", 8, 5, 15, "pupils/line", "assumption: half of a light bus is taken", "assumption",
               "2017", Say("fewest pupils in need for whom a line is opened", "开线最少学生数"), (1, 200)),
        Number("seats_per_bus", 19, 19, 54, "seats/bus", "assumption: a light school bus, for thin mountain lines; "
               "54 pupils a bus in 山东无棣 (2012)", "assumption", "2017",
               Say("pupils a bus carries", "每车座位"), (1, 100)),
        Number("most_buses_a_line", 3, 1, 4, "buses/line", "assumption", "assumption", "2017",
               Say("most buses a new line begins with", "新线最多车辆"), (1, 20)),
        Number("minutes_max", 45, 40, 60, "minutes", "assumption: the limit of grades 4-6", "assumption", "2017",
               Say("longest ride planned, without waiting", "规划最长乘车时间"), (5, 180)),
        *planning_numbers(3),
        Number("least_turned_away", 5, 1, 10, "pupils/line", "assumption", "assumption", "2017",
               Say("pupils without a seat for whom a line gets more buses", "增车的无座学生数"), (1, 200)),
        Number("fewest_riders", 4, 1, 8, "pupils/line", "assumption: as many as a car takes", "assumption", "2017",
               Say("a line with fewer riders is given up", "停线乘坐学生数下限"), (0, 100)),
        Number("years_few", 2, 1, 5, "censuses", "assumption", "assumption", "2017",
               Say("censuses in a row with so few riders that end a line", "停线前人数不足年数"), (1, CENSUSES)),
        Number("most_buses_per_year", 20, 5, 50, "buses/county", "assumption; 无棣 bought 130 in all (2012)",
               "assumption", "2017", Say("most buses a county orders a year", "每县每年最多购车"), (0, 1000)),
        Number("lead_years", 1, 1, 2, "years", "assumption", "assumption", "2017",
               Say("years from order to service", "开通年数"), (1, 10)),
        Number("year_first", 2018, 2018, 2018, "school year", "通市政办发〔2017〕13号", "read", "2017",
               Say("first school year in which lines are planned", "计划起始学年"), (2000, 2100)),
    )  # fmt: skip

    def orders(self, year: int, view: View, rulebook: Rulebook) -> tuple[Order, ...]:
        """Return the lines to end, to add buses to and to open, within the county's buses of the year."""
        v = self.values
        if year < v["year_first"] or v["strength"] == 0:
            return ()
        due, left, orders = year + int(v["lead_years"]), int(v["most_buses_per_year"]), []
        for order in (*self._more(view, due), *self._new(view, year, due)):
            if order.buses <= left:
                orders.append(order)
                left -= order.buses
        return (*self._ends(view, due), *orders)

    def _running(self, view: View) -> list:
        """Return the bus lines about which no order is to be carried out, to schools not planned to close."""
        planned = {order.line_id for order in view.planned if isinstance(order, OF_LINES)}
        to = set(view.school_ids) - view.closing()
        return [line for line in view.lines if line.school_id in to and line.line_id not in planned]

    def _ends(self, view: View, due: int) -> list[EndLine]:
        """Return the end of lines that carried few in each of the latest censuses."""
        v, views = self.values, (view, *view.earlier)[: int(self.values["years_few"])]
        few = [
            {line.line_id for line in census.lines if line.riders < v["fewest_riders"]} for census in views
        ]
        ends = set.intersection(*few) if len(views) == v["years_few"] else set()
        return [EndLine(line.line_id, due) for line in self._running(view) if line.line_id in ends]

    def _more(self, view: View, due: int) -> list[AddBuses]:
        """Return buses for those who found no seat, where most were turned away first."""
        full = [line for line in self._running(view) if line.turned_away >= self.values["least_turned_away"]]
        return [
            AddBuses(line.line_id, due, math.ceil(self.values["strength"] * line.turned_away / line.seats_per_bus))
            for line in sorted(full, key=lambda line: (-line.turned_away, line.line_id))
        ]  # fmt: skip

    def _new(self, view: View, year: int, due: int) -> list[OpenBusLine]:
        """Return the lines to open, those with most pupils first; strength below 1 takes that share of them."""
        v = self.values
        wanted, seats = demand(view, v["minutes_from"]), int(v["seats_per_bus"])
        found = []
        for school in ends_worth_a_line(wanted.school, wanted.pupils, v["least_pupils"]):
            if view.ownership[school] != PUBLIC:
                continue
            end = (float(view.x[school]), float(view.y[school]))
            most = seats * int(v["most_buses_a_line"])
            mine = wanted.of(wanted.school == school)
            for k, (stops, pupils) in enumerate(planned_lines(view, mine, end, most, v["least_pupils"], v)):
                school_id = view.school_ids[school]
                buses = min(int(v["most_buses_a_line"]), math.ceil(pupils / seats))
                line = OpenBusLine(f"bus {school_id} {year}-{k + 1}", school_id, due, stops, buses, seats)
                found.append((-pupils, line.line_id, line))
        found.sort()
        return [line for *_, line in found[: math.floor(v["strength"] * len(found) + 0.5)]]
