"""Extension where seats are short (学位不足学校扩建): rooms for schools whose classes stay over the standard.

Measure M1a (布局纳入规划、就近入学) of 通市政办发〔2017〕13号, done after the fact: nobody forecasts, a school gets
rooms once it has lacked them for some censuses in a row. What is short is told in rooms: those it takes to bring every
class down to the standard, less the rooms without a class. A school with few pupils in many grades lacks none.
"""

from functools import reduce
from typing import ClassVar

import numpy as np

from sim.base.errors import Say
from sim.base.number import Number
from sim.kernels import planning
from sim.policies import seat_planning
from sim.rules.orders import Extend
from sim.rules.policy import Policy, strength
from sim.rules.rulebook import Rulebook
from sim.rules.view import CENSUSES, View


class ExtendWhereShort(Policy):
    """Order the rooms a public school lacked at each of its last censuses, the school that lacks most first.

    The lack counted is the smallest of those censuses, less what is on its way: a single crowded year builds nothing.
    No school grows beyond the size for balanced development (优质均衡). At strength below 1 that share of each lack is
    ordered a year, in whole rooms.
    """

    NAME = "extend_where_short"
    TITLE = Say("Extension where seats are short", "学位不足学校扩建")
    MEASURES = ("M1a",)
    INDICATOR = "seats_rated"
    DIRECTION = 1
    PARAMETERS: ClassVar[tuple[Number, ...]] = (
        strength(),
        Number("years_short", 2, 1, 4, "censuses", "assumption", "assumption", "2017",
               Say("censuses in a row at which rooms were short, all of them of this run", "连续学位不足年数"),
               (1, CENSUSES)),
        Number("least_rooms", 1, 1, 3, "rooms", "assumption", "assumption", "2017",
               Say("fewest rooms worth building at a school", "单校最少扩建教室数"), (1, 100)),
        Number("rooms_per_year", 10, 4, 30, "rooms/county", "assumption: as for planning_basis", "assumption", "2017",
               Say("most rooms a county orders a year", "每县每年最多新增教室"), (0, 1000)),
        Number("lead_years", 1, 1, 3, "years", "assumption", "assumption", "2017",
               Say("years from order to the first use of the rooms", "下达至启用年数"), (1, 10)),
        Number("year_first", 2018, 2018, 2018, "school year", "通市政办发〔2017〕13号", "read", "2017",
               Say("first school year in which rooms are ordered", "起始学年"), (2000, 2100)),
    )  # fmt: skip

    def orders(self, year: int, view: View, rulebook: Rulebook) -> tuple[Extend, ...]:
        """Return the rooms ordered this year, by school."""
        v, orders = self.values, []
        left, censuses = int(v["rooms_per_year"]), (view, *view.earlier)[: int(v["years_short"])]
        if year < v["year_first"] or len(censuses) < v["years_short"] or not view.school_ids:
            return ()
        rooms = planning.rooms_to_order(
            reduce(np.minimum, (_lack_then(census, view.school_ids, rulebook) for census in censuses)),
            view.rooms_planned(), seat_planning.rooms_to_grow(view, rulebook), seat_planning.is_extendable(view),
            float(v["strength"]),
        )  # fmt: skip
        worth = np.flatnonzero(rooms >= v["least_rooms"])
        for row in sorted(worth.tolist(), key=lambda r: (-rooms[r], view.school_ids[r])):
            given = min(int(rooms[row]), left)
            if given >= v["least_rooms"]:
                orders.append(Extend(view.school_ids[row], year + int(v["lead_years"]), given))
                left -= given
        return tuple(orders)


def _lack_then(census: View, school_ids: tuple[str, ...], rulebook: Rulebook) -> np.ndarray:
    """Return the rooms schools lacked at a census, int (schools,); 0 for one that was not there or still grew."""
    standard = rulebook.class_standard_primary, rulebook.class_standard_junior
    figures = census.pupils, census.classes, census.rooms, census.is_growing
    lack = census.kept(f"_lack {standard}", None, lambda: planning.rooms_lacking(*figures, *standard))
    return census.told_of(school_ids, lack, 0)
