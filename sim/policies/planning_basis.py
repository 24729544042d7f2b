"""Planning basis (布局规划口径): rooms ordered ahead, on hukou, residents or a forecast.

Measure G2b of 通市政办发〔2017〕13号: layout follows the trend of the resident population (常住人口), and its places.
Planning on the register (户籍) counts children where their hukou stands, also those who live elsewhere; planning on
residents counts those who live there; a forecast carries on how each cohort of residents changed at the last censuses
(cohort change ratios), as simple and as wrong as a bureau's own.
"""

from typing import ClassVar

import numpy as np

from sim.base.errors import Say
from sim.base.number import Number
from sim.kernels import planning
from sim.policies import seat_planning
from sim.rules.orders import Extend
from sim.rules.policy import Policy, strength
from sim.rules.rulebook import Rulebook
from sim.rules.view import View


class PlanningBasis(Policy):
    """Order rooms at public schools of townships where children some years ahead exceed the seats by whole classes.

    Townships of the county seat are planned together, and with them those that have no public school of a stage. Seats
    are rooms, those on their way included, times the standard of the year; pupils of private schools need none. Rooms
    go where most are missing, there to the school with the largest mean class. At strength below 1 that share of what
    is missing is ordered a year. On hukou, children from outside the county count as far as the rulebook's
    `planning_includes_migrants` says.
    """

    NAME = "planning_basis"
    TITLE = Say("Planning basis", "布局规划口径")
    MEASURES = ("G2b",)
    INDICATOR = "seats_rated"
    DIRECTION = 1
    PARAMETERS: ClassVar[tuple[Number, ...]] = (
        strength(),
        *seat_planning.forecast_numbers(years_ahead=(3, 2, 5)),
        Number("lead_years", 2, 1, 3, "years", "assumption: design, bids and building", "assumption", "2017",
               Say("years from order to the first use of the rooms", "下达至启用年数"), (1, 10)),
        Number("rooms_per_year", 10, 4, 30, "rooms/county", "assumption", "assumption", "2017",
               Say("most rooms a county orders a year", "每县每年最多新增教室"), (0, 1000)),
        Number("year_first", 2018, 2018, 2018, "school year", "通市政办发〔2017〕13号", "read", "2017",
               Say("first school year in which rooms are ordered", "起始学年"), (2000, 2100)),
    )  # fmt: skip

    def orders(self, year: int, view: View, rulebook: Rulebook) -> tuple[Extend, ...]:
        """Return the rooms ordered this year, by school."""
        if year < self.values["year_first"] or not view.school_ids:
            return ()
        missing = self.missing_rooms(year, view, rulebook)
        pupils, classes = seat_planning.pupils_by_stage(view), seat_planning.classes_by_stage(view)
        teaches = seat_planning.teaches(view)
        classes = classes + planning.split_rooms(view.rooms_planned(), classes, teaches)
        may = teaches & seat_planning.is_extendable(view)[:, None]
        area = seat_planning.areas(view)[view.township]
        rooms = planning.deal_rooms(missing, pupils, classes, may, area, int(self.values["rooms_per_year"]))
        opens = year + int(self.values["lead_years"])
        return tuple(Extend(view.school_ids[row], opens, int(rooms[row])) for row in np.flatnonzero(rooms))

    def missing_rooms(self, year: int, view: View, rulebook: Rulebook) -> np.ndarray:
        """Return the whole rooms to order by area and stage, int (townships, 2); an area is a township's row."""
        years = year + int(self.values["years_ahead"]) - view.year
        short = seat_planning.short_together(self.children_ahead(view, rulebook, years), view, rulebook)
        whole = self.values["strength"] * np.maximum(0.0, short) / seat_planning.standards(rulebook)
        return np.floor(whole + 1e-9).astype(np.int64)

    def children_ahead(self, view: View, rulebook: Rulebook, years: int) -> np.ndarray:
        """Return the children planned for by township and single age, `years` years after the census."""
        basis, censuses = int(self.values["basis"]), int(self.values["censuses"])
        return seat_planning.children_ahead(view, rulebook, years, basis, censuses)
