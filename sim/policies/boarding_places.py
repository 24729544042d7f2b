"""Boarding places (寄宿床位): dormitories and canteens (宿舍食堂), one bed a boarder.

Measures M2c (一人一床位) and, for boarding alone, M8d (乡镇寄宿) of 通市政办发〔2017〕13号.
"""

from typing import ClassVar

import numpy as np

from sim.base.errors import Say
from sim.base.number import Number
from sim.kernels.boarding import beds_to_order, canteen_seats_to_order
from sim.policies.seat_planning import is_extendable
from sim.rules.orders import AddBeds, AddCanteenSeats
from sim.rules.policy import Policy, strength
from sim.rules.rulebook import Rulebook
from sim.rules.view import View

_DOCUMENT = "通市政办发〔2017〕13号"


class BoardingPlaces(Policy):
    """Order beds where pupils of boarding grades went without one or travelled beyond the limit last year.

    Only public schools that are not planned to close get beds; the largest gap comes first. At strength below 1 that
    share of each gap is ordered a year. Whose turn for a bed comes first is amended as soon as beds are ordered.
    """

    NAME = "boarding_places"
    TITLE = Say("Boarding places", "寄宿床位")
    MEASURES = ("M2c", "M8d")
    INDICATOR = "n_without_bed"
    DIRECTION = -1
    PARAMETERS: ClassVar[tuple[Number, ...]] = (
        strength(),
        Number("beds_per_boarder", 1, 1, 1, "beds/boarder", f"{_DOCUMENT} 二(二): 一人一床位", "read", "2017",
               Say("beds for each boarder, those who found none included", "生均床位"), (0, 2)),
        Number("share_beyond_limit", 0.5, 0.2, 0.8, "share", "assumption", "assumption", "2017",
               Say("pupils of boarding grades beyond the travel limit for whom a bed is planned, where that is more "
                   "than found none", "超过路途时限学生的床位计划比例"), (0, 1)),
        Number("least_dormitory", 6, 1, 30, "beds", "assumption: one room of at most 6 (GB50099-2011)", "assumption",
               "2011", Say("fewest beds with which a school that has none begins", "新设宿舍最少床位"), (1, 1000)),
        Number("most_beds_per_year", 200, 50, 500, "beds/county", "assumption", "assumption", "2017",
               Say("most beds a county orders a year", "每县每年最多新增床位"), (0, 20_000)),
        Number("lead_years", 1, 1, 3, "years", "assumption", "assumption", "2017",
               Say("years from order to opening", "建设年数"), (1, 10)),
        Number("with_canteen", 1, 1, 1, "0 or 1", f"{_DOCUMENT} 二(二): 新建改扩建宿舍食堂", "read", "2017",
               Say("a school with new beds gets a canteen", "同时配建食堂"), (0, 1)),
        Number("canteen_seats_per_bed", 0.5, 0.4, 1, "seats/bed", "assumption: two sittings a meal", "assumption",
               "2017", Say("canteen seats built with each bed", "每张新增床位配建的食堂座位"), (0, 2)),
        Number("m2_per_bed", 3, 3, 3, "m2/bed", "GB50099-2011", "known", "2011",
               Say("dormitory area built with each bed", "每张新增床位的宿舍使用面积"), (0.5, 20)),
        Number("priority", 1, 1, 1, "code", "assumption after 国办发〔2012〕48号 and 国办发〔2018〕27号", "assumption",
               "2012", Say("whose turn for a bed comes first: 0 by draw, 1 beyond the limit and the higher grade, 2 "
                           "beyond the limit, then poor or both parents away", "床位分配次序（同规则 bed_priority）"),
               (0, 2)),
        Number("year_first", 2018, 2018, 2018, "school year", _DOCUMENT, "read", "2017",
               Say("first school year in which beds are ordered", "计划起始学年"), (2000, 2100)),
    )  # fmt: skip

    def amend(self, year: int, view: View, rulebook: Rulebook) -> dict[str, object]:
        """Return whose turn for a bed comes first, where that differs from the rules before."""
        v = self.values
        is_on = v["strength"] > 0 and year >= v["year_first"] and v["priority"] != rulebook.bed_priority
        return {"bed_priority": int(v["priority"])} if is_on else {}

    def orders(self, year: int, view: View, rulebook: Rulebook) -> tuple[AddBeds | AddCanteenSeats, ...]:
        """Return the beds ordered this year, the largest gap first, as far as they go, and seats where they lack."""
        v, orders = self.values, []
        if year < v["year_first"] or not view.school_ids:
            return ()
        gap, left = self._gap(view, rulebook), int(v["most_beds_per_year"])
        there = (
            view.beds + view.beds_planned()
        )  # a school that has a dormitory, now or soon, gets a single bed too
        built = v["with_canteen"] >= 1, v["m2_per_bed"], v["canteen_seats_per_bed"]
        for row in sorted(np.flatnonzero(gap).tolist(), key=lambda r: (-gap[r], view.school_ids[r])):
            beds = min(int(gap[row]), left)
            if beds >= (1 if there[row] > 0 else v["least_dormitory"]):
                orders.append(AddBeds(view.school_ids[row], year + int(v["lead_years"]), beds, *built))
                left -= beds
        return (*orders, *self._canteen_seats(year, view, rulebook))

    def _canteen_seats(self, year: int, view: View, rulebook: Rulebook) -> tuple[AddCanteenSeats, ...]:
        """Return the canteen seats ordered this year where last year's boarders found too few."""
        v = self.values
        if v["with_canteen"] < 1:
            return ()
        seats = canteen_seats_to_order(
            view.boarders, view.canteen_seats, view.canteen_seats_planned(), is_extendable(view),
            rulebook.canteen_sittings, float(v["strength"]),
        )  # fmt: skip
        opens = year + int(v["lead_years"])
        return tuple(AddCanteenSeats(view.school_ids[r], opens, int(seats[r])) for r in np.flatnonzero(seats))

    def _gap(self, view: View, rulebook: Rulebook) -> np.ndarray:
        """Return the beds each school should be given, int (schools,): public ones that are not planned to close."""
        v = self.values
        numbers = (float(v[name]) for name in ("beds_per_boarder", "share_beyond_limit", "strength"))
        return beds_to_order(
            view.boarders, view.without_bed, view.over_limit, view.beds, view.beds_planned(), view.grade_high,
            is_extendable(view), rulebook.boarding_min_grade, *numbers,
        )  # fmt: skip
