"""Merging of small schools (撤并小规模学校): who is closed into which school, or made a point, years after the plan.

Measure M1c of 通市政办发〔2017〕13号: closures must not leave pupils without a school they can reach. The legal steps
(方案, 论证, 公示, 报批; 国办发〔2012〕48号) stand as a number of years from plan to closing; parents are asked in the
last of them, and stop what most of them oppose.
"""

import math
from typing import ClassVar

import numpy as np

from sim.base.errors import Say
from sim.base.number import Number
from sim.kernels.codes import POINT, PRIMARY_SCHOOL, PUBLIC
from sim.kernels.planning import nearest_heirs
from sim.policies.closing import changing, is_remote, km_from, share_beyond, spoken_for, stays_by_rule
from sim.policies.line_planning import MOST_SEATS, displaced_demand, planned_lines, planning_numbers
from sim.rules.orders import AddBeds, ChangeGrades, Close, OpenBusLine, Order
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
    private schools, those the rulebook keeps (for a national minority, in a village and of a size, or remote), those
    that take another over, run out, or that any order still to be carried out is about, those whose parents stopped a
    closing lately, and those without a school in reach that stays as it is, with their pupils is not small itself, and
    is not too far for their youngest. Censuses before the run are unknown: the first plan comes once `years_below`
    censuses of the run are published. A school is not judged by the year it opened in, nor by years in which its estate
    still filled.
    """

    NAME = "merge_small_schools"
    TITLE = Say("Merging small schools", "撤并小规模学校")
    MEASURES = ("M1c",)
    INDICATOR = "minutes_sum"
    DIRECTION = 1
    SEES_TRIPS = True
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
        Number("share_beyond_max", 0.2, 0, 0.5, "share", "assumption; the limit of half an hour is of "
               "国办发〔2018〕27号", "assumption", "2018",
               Say("pupils of grades 1-3 who may have to travel longer than their limit to the school that takes over",
                   "1-3年级学生并校后路途超时比例上限"), (0, 1)),
        Number("minutes_wait", 6, 3, 12, "minutes", "assumption: as of rides in the model", "assumption", "2017",
               Say("a bureau's reckoning: minutes of a ride before it begins", "测算路途：候车时间"), (0, 60)),
        Number("minutes_per_km", 2.9, 2, 4, "minutes/km", "assumption: 28 km/h, roads 1.35 times the straight line",
               "assumption", "2017", Say("a bureau's reckoning: minutes of a ride a straight kilometre",
                                         "测算路途：每直线公里分钟数"), (0.5, 20)),
        Number("lead_years", 2, 1, 4, "years", "assumption: plan, argument, publicity, approval (国办发〔2012〕48号)",
               "assumption", "2012", Say("years from plan to closing; parents are asked in the last of them",
                                         "方案至停办年数（末年公示）"), (1, 10)),
        Number("years_after_stop", 5, 3, 10, "years", "assumption", "assumption", "2017",
               Say("years after which what parents stopped may be planned again", "公示未通过后重新提出的间隔年数"),
               (1, 100)),
        Number("is_staggered", 0, 0, 0, "0 or 1", "assumption", "assumption", "2017",
               Say("1 = the grades of a school run out instead of closing at once", "1 为逐年停招"), (0, 1)),
        Number("to_point", 0, 0, 0, "0 or 1", "assumption; Jilin 2022-23: at least 561 of 909 schools fewer became "
               "sites", "assumption", "2023",
               Say("1 = a complete primary school first becomes a point of the school that takes over",
                   "1 为完全小学先改为教学点"), (0, 1)),
        Number("point_grade_high", 3, 3, 4, "grade", "assumption: low grades", "assumption", "2018",
               Say("highest grade such a point teaches", "改设教学点的最高年级"), (1, 5)),
        Number("compensation", 0, 0, 0, "code", "assumption", "assumption", "2017",
               Say("0 none, 1 boarding: beds at the school that takes over, 2 bus: lines to it",
                   "补偿方式：0 无，1 寄宿床位，2 校车线路"), (0, 2)),
        Number("beds_from_km", 3, 0, 5, "km", "assumption", "assumption", "2017",
               Say("straight line from which a displaced pupil of a boarding grade gets a bed, with compensation 1",
                   "补偿床位的起始直线距离"), (0, 100)),
        Number("seats_per_bus", 19, 19, 54, "seats/bus", "assumption: a light school bus, for thin mountain lines",
               "assumption", "2017", Say("pupils a bus carries, with compensation 2", "补偿校车每车座位"), (1, 100)),
        Number("minutes_max", 45, 40, 60, "minutes", "assumption: the limit of grades 4-6", "assumption", "2017",
               Say("longest ride planned, without waiting, with compensation 2", "补偿校车最长乘车时间"), (5, 180)),
        *planning_numbers(3),
        Number("most_per_year", 0.05, 0.02, 0.083, "share of public schools", _CLOSED_IN_JILIN, "assumption", "2023",
               Say("most schools a county plans to close a year", "每年最多计划撤并比例"), (0, 1)),
        Number("year_first", 2018, 2018, 2018, "school year", "国办发〔2018〕27号", "read", "2018",
               Say("first school year in which a plan is made", "计划起始学年"), (2000, 2100)),
    )  # fmt: skip

    def orders(self, year: int, view: View, rulebook: Rulebook) -> tuple[Order, ...]:
        """Return the closings planned this year, each with the beds or lines that go with it."""
        planned = self._mergers(year, view, rulebook)
        return tuple(self._order(year, view, rulebook, row, into) for row, into in planned)

    def _order(self, year: int, view: View, rulebook: Rulebook, row: int, into: int) -> Order:
        """Return the order that merges a school, or makes a point of it."""
        closes, v = year + int(self.values["lead_years"]), self.values
        school, heir = view.school_ids[row], view.school_ids[into]
        if self._becomes_point(view, row):
            high = int(v["point_grade_high"])
            helps = self._compensation(view, rulebook, row, into, high + 1, closes)
            return ChangeGrades(school, closes, 1, high, heir, publicity=closes - 1, compensation=helps)
        is_staggered = v["is_staggered"] >= 1
        helps = () if is_staggered else self._compensation(view, rulebook, row, into, 1, closes)
        return Close(
            school, closes, heir, publicity=closes - 1, is_staggered=is_staggered, compensation=helps
        )

    def _compensation(
        self, view: View, rulebook: Rulebook, row: int, into: int, first_grade: int, closes: int
    ) -> tuple[Order, ...]:
        """Return the beds, or the bus lines, for those displaced from `first_grade` on."""
        if self.values["compensation"] >= 2:
            return self._lines(view, row, into, first_grade, closes)
        return self._beds(view, rulebook, row, into, first_grade, closes)

    def _lines(
        self, view: View, row: int, into: int, first_grade: int, closes: int
    ) -> tuple[OpenBusLine, ...]:
        """Return lines from where the displaced live to the school that takes over, seats for all they call for."""
        v, seats = self.values, int(self.values["seats_per_bus"])
        wanted = displaced_demand(view, row, into, first_grade, self._pace)
        end = (float(view.x[into]), float(view.y[into]))
        school, heir = view.school_ids[row], view.school_ids[into]
        return tuple(
            OpenBusLine(f"bus {heir} for {school} {closes}-{k + 1}", heir, closes, stops, math.ceil(pupils / seats),
                        seats, goes_with=school)
            for k, (stops, pupils) in enumerate(planned_lines(view, wanted, end, MOST_SEATS, 1, v))
        )  # fmt: skip

    def _becomes_point(self, view: View, row: int) -> bool:
        is_complete = view.grade_low[row] == 1 and view.grade_high[row] > self.values["point_grade_high"]
        return bool(self.values["to_point"] >= 1 and view.kind[row] == PRIMARY_SCHOOL and is_complete)

    def _beds(
        self, view: View, rulebook: Rulebook, row: int, into: int, first_grade: int, closes: int
    ) -> tuple[AddBeds, ...]:
        """Return beds at the receiving school for displaced pupils of boarding grades, where it is far enough."""
        lowest = max(first_grade, rulebook.boarding_min_grade)
        displaced = int(view.pupils[row, lowest - 1 :].sum())
        is_far = km_from(view, row)[into] >= self.values["beds_from_km"]
        if self.values["compensation"] != 1 or not is_far or displaced == 0:
            return ()
        return (AddBeds(view.school_ids[into], closes, displaced, goes_with=view.school_ids[row]),)

    def _mergers(self, year: int, view: View, rulebook: Rulebook) -> list[tuple[int, int]]:
        """Return rows of schools to close with the row each is merged into, smallest first, then by code."""
        is_public = view.ownership == PUBLIC
        most, chosen = self._most(year, int(np.count_nonzero(is_public))), []
        if most == 0:
            return chosen
        size, kept, pupils = self._size(view), spoken_for(view), view.totals
        gone = ~view.stays() | view.named(changing(view))
        stopped = view.named(view.stopped_since(year - int(self.values["years_after_stop"]) + 1))
        may_close = (
            self._is_long_small(view, size) & is_public & ~stays_by_rule(view, rulebook) & ~gone & ~stopped
        )
        rows = np.flatnonzero(may_close).tolist()
        for row in sorted(rows, key=lambda r: (pupils[r], view.school_ids[r])):
            if len(chosen) == most:
                break
            stays = is_public & ~gone
            if kept[row] or self._is_kept_open(view, row, stays, rulebook):
                continue
            into = self._receiver(view, row, stays, size, rulebook)
            if into >= 0:
                chosen.append((row, into))
                gone[row] = kept[into] = True
        return chosen

    def _is_long_small(self, view: View, size: np.ndarray) -> np.ndarray:
        """Return which schools had fewer pupils than `size` at enough censuses in a row, bool (schools,)."""
        years = self.values["years_below"]
        return view.years_below(size, math.ceil(years)) >= years

    def _is_kept_open(self, view: View, row: int, stays: np.ndarray, rulebook: Rulebook) -> bool:
        """Tell whether a school is too remote to close; as a point it would go on."""
        return not self._becomes_point(view, row) and is_remote(view, row, stays, rulebook, self._pace)

    def _receiver(self, view: View, row: int, stays: np.ndarray, size: np.ndarray, rulebook: Rulebook) -> int:
        """Return the school to merge into, -1 = none: the nearest in reach that is not small even with the pupils."""
        near = nearest_heirs(
            row, view.x, view.y, view.grade_low, view.grade_high, stays, view.totals, size,
            float(self.values["distance_max_km"]),
        )  # fmt: skip
        into = min(near.tolist(), key=lambda r: view.school_ids[r], default=-1)
        if into < 0 or self._becomes_point(view, row):
            return into
        beyond = share_beyond(view, row, into, rulebook.minutes_limit_grade_1_3, self._pace)
        return into if beyond <= self.values["share_beyond_max"] else -1

    @property
    def _pace(self) -> tuple[float, float]:
        return self.values["minutes_wait"], self.values["minutes_per_km"]

    def _size(self, view: View) -> np.ndarray:
        return np.where(view.kind == POINT, self.values["size_below_point"], self.values["size_below"])

    def _most(self, year: int, n_schools: int) -> int:
        """Return how many closures may be planned this year: whole ones, so that the share is met over the years."""
        a_year = self.values["strength"] * self.values["most_per_year"] * n_schools + 1e-9
        before = year - int(self.values["year_first"])
        return math.floor(a_year * (before + 1)) - math.floor(a_year * before) if before >= 0 else 0
