"""Merging of small schools (撤并小规模学校): who is closed into which school, some years after the plan.

Measure M1c of 通市政办发〔2017〕13号: closures must not leave pupils without a school they can reach. The legal steps
(方案, 论证, 公示, 报批; 国办发〔2012〕48号) stand as a number of years from plan to closing.
"""

import math
from typing import ClassVar

import numpy as np

from sim.base.errors import Say
from sim.base.number import Number
from sim.kernels.codes import POINT, PUBLIC, VILLAGE
from sim.rules.orders import AddBeds, Close, Order
from sim.rules.policy import Policy, strength
from sim.rules.rulebook import Rulebook
from sim.rules.view import CENSUSES, View

_DEFINITION = "国办发〔2018〕27号 calls a school of fewer than 100 pupils small"
_CLOSED_IN_JILIN = (
    "assumption; Jilin 2022-23, the upper end: 909 primary schools fewer and 561 sites more, of 4,195 places"
)


class MergeSmallSchools(Policy):
    """Plan to close public schools that stayed small, into the nearest school that teaches all their grades.

    A county plans the smallest first, at most a share of its schools a year (`strength` scales the share). It passes by
    private schools, those the rulebook keeps (for a national minority, or in a village and of a size), those that take
    another over or that any order still to be carried out is about, and those without a school in reach that stays
    open and with their pupils is not small itself. Censuses before the run are unknown: the first plan comes once
    `years_below` censuses of the run are published. A school is not judged by the year it opened in, nor by years in
    which its estate still filled.
    """

    NAME = "merge_small_schools"
    TITLE = Say("Merging small schools", "撤并小规模学校")
    MEASURES = ("M1c",)
    INDICATOR = "minutes_sum"
    DIRECTION = 1
    PARAMETERS: ClassVar[tuple[Number, ...]] = (
        strength(),
        Number("size_below", 50, 10, 100, "pupils/school", f"assumption, half of what is small: {_DEFINITION}",
               "assumption", "2018", Say("a school with fewer pupils is merged", "撤并规模线"), (0, 100)),
        Number("size_below_point", 20, 5, 50, "pupils/school",
               "assumption: low grades only, and 国办发〔2018〕27号 keeps points that are needed", "assumption", "2018",
               Say("a teaching point with fewer pupils is merged", "教学点撤并规模线"), (0, 100)),
        Number("years_below", 2, 1, 5, "censuses", "assumption", "assumption", "2018",
               Say("censuses in a row below the size, all of them of this run", "连续低于规模线年数"), (1, CENSUSES)),
        Number("distance_max_km", 5, 3, 8, "km", "assumption: a ride of 20 minutes for the pupil next door, and half "
               "an hour is the limit of grades 1-3 (国办发〔2018〕27号)", "assumption", "2018",
               Say("longest straight line to the school that takes over", "并入学校最远直线距离"), (0, 100)),
        Number("lead_years", 2, 1, 4, "years", "assumption: plan, argument, publicity, approval (国办发〔2012〕48号)",
               "assumption", "2012", Say("years from plan to closing", "方案至停办年数"), (1, 10)),
        Number("compensation", 0, 0, 0, "code", "assumption", "assumption", "2017",
               Say("0 none, 1 boarding: beds at the school that takes over", "补偿方式：0 无，1 寄宿床位"), (0, 1)),
        Number("beds_from_km", 3, 0, 5, "km", "assumption", "assumption", "2017",
               Say("straight line from which a displaced pupil of a boarding grade gets a bed, with compensation 1",
                   "补偿床位的起始直线距离"), (0, 100)),
        Number("most_per_year", 0.05, 0.02, 0.083, "share of public schools", _CLOSED_IN_JILIN, "assumption", "2023",
               Say("most schools a county plans to close a year", "每年最多计划撤并比例"), (0, 1)),
        Number("year_first", 2018, 2018, 2018, "school year", "国办发〔2018〕27号", "read", "2018",
               Say("first school year in which a plan is made", "计划起始学年"), (2000, 2100)),
    )  # fmt: skip

    def orders(self, year: int, view: View, rulebook: Rulebook) -> tuple[Order, ...]:
        """Return the closures planned this year, and with compensation the beds that go with them."""
        closes = year + int(self.values["lead_years"])
        beds: dict[str, int] = {}
        orders: list[Order] = []
        for row, into in self._mergers(year, view, rulebook):
            orders.append(Close(view.school_ids[row], closes, view.school_ids[into]))
            if self.values["compensation"] >= 1 and _km(view, row)[into] >= self.values["beds_from_km"]:
                displaced = int(view.pupils[row, rulebook.boarding_min_grade - 1 :].sum())
                beds[view.school_ids[into]] = beds.get(view.school_ids[into], 0) + displaced
        return (*orders, *(AddBeds(school_id, closes, n) for school_id, n in beds.items() if n > 0))

    def _mergers(self, year: int, view: View, rulebook: Rulebook) -> list[tuple[int, int]]:
        """Return rows of schools to close with the row each is merged into, smallest first, then by code."""
        size, gone, kept = self._size(view), _rows(view, view.closing()), _spoken_for(view)
        is_public = view.ownership == PUBLIC
        long_small = view.years_below(size) >= self.values["years_below"]
        may_close = long_small & is_public & ~_stays_by_rule(view, rulebook) & ~gone
        most, chosen = self._most(year, int(is_public.sum())), []
        pupils = view.pupils.sum(axis=1)
        for row in sorted(np.flatnonzero(may_close), key=lambda r: (pupils[r], view.school_ids[r])):
            if len(chosen) == most:
                break
            into = (
                -1 if kept[row] else self._receiver(view, row, is_public & ~gone, pupils + pupils[row] < size)
            )
            if into >= 0:
                chosen.append((int(row), into))
                gone[row] = kept[into] = True
        return chosen

    def _receiver(self, view: View, row: int, stays: np.ndarray, is_small: np.ndarray) -> int:
        """Return the school to merge into, -1 = none: the nearest in reach that is not small even with the pupils."""
        teaches = (view.grade_low <= view.grade_low[row]) & (view.grade_high >= view.grade_high[row])
        km = _km(view, row)
        takes_over = teaches & stays & ~is_small & (km <= self.values["distance_max_km"])
        takes_over[row] = False
        near = np.flatnonzero(takes_over)
        return int(min(near, key=lambda r: (km[r], view.school_ids[r]))) if len(near) else -1

    def _size(self, view: View) -> np.ndarray:
        return np.where(view.kind == POINT, self.values["size_below_point"], self.values["size_below"])

    def _most(self, year: int, n_schools: int) -> int:
        """Return how many closures may be planned this year: whole ones, so that the share is met over the years."""
        a_year = self.values["strength"] * self.values["most_per_year"] * n_schools + 1e-9
        before = year - int(self.values["year_first"])
        return math.floor(a_year * (before + 1)) - math.floor(a_year * before) if before >= 0 else 0


def _stays_by_rule(view: View, rulebook: Rulebook) -> np.ndarray:
    """Return which schools the rulebook keeps, bool (schools,): for a minority, or in a village and large enough."""
    stays = (view.is_protected > 0) & (rulebook.protects_minority_schools > 0)
    if rulebook.rural_keep_size > 0:
        stays |= (view.zone == VILLAGE) & (view.pupils.sum(axis=1) >= rulebook.rural_keep_size)
    return stays


def _km(view: View, row: int) -> np.ndarray:
    """Return straight-line kilometres from one school to every other, float (schools,)."""
    return np.hypot(view.x - view.x[row], view.y - view.y[row])


def _rows(view: View, school_ids: set[str]) -> np.ndarray:
    return np.array([school_id in school_ids for school_id in view.school_ids], bool)


def _spoken_for(view: View) -> np.ndarray:
    """Return which schools an order not yet carried out is about, or takes into account, bool (schools,)."""
    return _rows(view, {order.target for order in view.planned} | {order.into for order in view.planned})
