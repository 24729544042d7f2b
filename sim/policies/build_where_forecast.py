"""New schools where the forecast exceeds the seats (按预测新建学校): the bureau's own, as simple and as wrong as it is.

Measures M1a (布局纳入规划、就近入学) and G2b (布局与常住人口增长趋势相适应) of 通市政办发〔2017〕13号. A township, and
the county seat as a whole, gets a school when children some years ahead, counted on the chosen planning basis
(规划口径), exceed the seats by more than the schools that stand can grow and by enough to fill a school worth building.
It opens years after the crowding it answers; where children grow fewer it may come for children who are gone.
"""

from dataclasses import dataclass, replace
from typing import ClassVar

import numpy as np

from sim.base.errors import Say
from sim.base.number import Number
from sim.kernels import planning
from sim.policies import seat_planning
from sim.policies.idle_ground import on_idle_site
from sim.rules.orders import Build
from sim.rules.policy import Policy, strength
from sim.rules.rulebook import Rulebook
from sim.rules.view import View

_SIZES = "known: 12, 18, 24, 30 classes are the sizes of GB50099 and 建标109-2008"


@dataclass(frozen=True)
class _Kind:
    """A kind of school: grades, name, and the rooms by stage of one class in each grade (一轨)."""

    grade_low: int
    grade_high: int
    name: str
    rooms: tuple[int, int]


_NINE_YEAR = _Kind(1, 9, "九年一贯制学校", (6, 3))
_OF_STAGE = (_Kind(1, 6, "小学", (6, 0)), _Kind(7, 9, "初级中学", (0, 3)))


class BuildWhereForecast(Policy):
    """Build public schools where children ahead exceed seats by a whole school, most lacking first.

    Seats are counted as by `planning_basis`, with whatever is on its way; what the schools of the area could grow by is
    taken off first, whether anybody extends them or not. Schools have as many classes in every grade. Where both stages
    lack enough it is a nine-year school. Each area gets one school a year at most: in the seat it stands in the
    township that lacks most. At strength below 1 that share of what is lacking is planned for.
    """

    NAME = "build_where_forecast"
    TITLE = Say("New schools where the forecast exceeds the seats", "按预测新建学校")
    MEASURES = ("M1a", "G2b")
    INDICATOR = "seats_rated"
    DIRECTION = 1
    PARAMETERS: ClassVar[tuple[Number, ...]] = (
        strength(),
        *seat_planning.forecast_numbers(years_ahead=(4, 3, 5)),
        Number("share_growth", 0.25, 0, 0.5, "share", "assumption: what a site in town has room for", "assumption",
               "2017", Say("rooms a school that stands could still be given, as a share of those it has",
                           "现有学校可扩建比例"), (0, 2)),
        Number("least_classes", 12, 6, 18, "classes", _SIZES, "known", "2011",
               Say("smallest school worth building", "新建学校最小规模"), (3, 60)),
        Number("most_classes", 36, 30, 36, "classes", "assumption: 36 classes of 45 or 50 are below the "
               "2,000 pupils of 教督〔2017〕6号", "assumption", "2017",
               Say("largest school that is built", "新建学校最大规模"), (6, 100)),
        Number("schools_per_year", 1, 1, 2, "schools/county", "assumption", "assumption", "2017",
               Say("most schools a county orders a year", "每县每年最多新建学校数"), (0, 100)),
        Number("lead_years", 2, 2, 4, "years", "assumption: land, design, bids and building", "assumption", "2017",
               Say("years from order to opening", "下达至开学年数"), (1, 10)),
        Number("year_first", 2018, 2018, 2018, "school year", "通市政办发〔2017〕13号", "read", "2017",
               Say("first school year in which a school is ordered", "起始学年"), (2000, 2100)),
    )  # fmt: skip

    def orders(self, year: int, view: View, rulebook: Rulebook) -> tuple[Build, ...]:
        """Return the schools ordered this year."""
        v = self.values
        if year < v["year_first"] or not view.school_ids:
            return ()
        children = self._children_ahead(year, view, rulebook)
        lack = self._lacking_rooms(children, view, rulebook)
        some = np.flatnonzero(
            (lack >= [kind.rooms[stage] for stage, kind in enumerate(_OF_STAGE)]).any(axis=1)
        )
        plans = [(area, *plan) for area in some.tolist() if (plan := self._school_for(*lack[area].tolist()))]
        if not plans:
            return ()
        plans.sort(key=lambda plan: (-lack[plan[0]].clip(0).sum(), plan[0]))
        opens = year + int(v["lead_years"])
        own = seat_planning.short_of(children, view, rulebook, seat_planning.apart(view))
        given: tuple[Build, ...] = ()
        for area, kind, rooms in plans[: int(v["schools_per_year"])]:
            school = _build(view.townships[_site(area, kind, own, view)], opens, kind, rooms)
            given += (on_idle_site(school, replace(view, planned=(*view.planned, *given)), rulebook),)
        return given

    def _children_ahead(self, year: int, view: View, rulebook: Rulebook) -> np.ndarray:
        """Return the children planned for by township and single age."""
        v = self.values
        years = year + int(v["years_ahead"]) - view.year
        return seat_planning.children_ahead(view, rulebook, years, int(v["basis"]), int(v["censuses"]))

    def _lacking_rooms(self, children: np.ndarray, view: View, rulebook: Rulebook) -> np.ndarray:
        """Return whole rooms lacking by area and stage beyond what its schools can grow by, int (townships, 2)."""
        short = seat_planning.short_together(children, view, rulebook) / seat_planning.standards(rulebook)
        rooms, extendable = seat_planning.rooms_coming(view), seat_planning.is_extendable(view)
        growth = np.minimum(
            np.floor(self.values["share_growth"] * rooms.sum(axis=1)),
            seat_planning.rooms_to_grow(view, rulebook),
        )
        by_stage = planning.split_rooms(
            growth.astype(np.int64), seat_planning.classes_by_stage(view), seat_planning.teaches(view)
        )
        lack = np.floor(self.values["strength"] * np.maximum(0.0, short) + 1e-9).astype(np.int64)
        np.subtract.at(lack, seat_planning.areas(view)[view.township[extendable]], by_stage[extendable])
        return lack

    def _school_for(self, primary: int, junior: int) -> tuple[_Kind, int] | None:
        """Return the kind of school and its rooms for what an area lacks by stage, None where it is too little."""
        by_size = _OF_STAGE if primary >= junior else _OF_STAGE[::-1]
        for kind in (_NINE_YEAR, *by_size):
            a_class_each = sum(kind.rooms)
            filled = (
                lack // rooms for lack, rooms in zip((primary, junior), kind.rooms, strict=True) if rooms
            )
            tracks = min(*filled, int(self.values["most_classes"]) // a_class_each)
            if tracks * a_class_each >= self.values["least_classes"]:
                return kind, tracks * a_class_each
        return None


def _site(area: int, kind: _Kind, own: np.ndarray, view: View) -> int:
    """Return the township of an area that lacks most of the stages of a kind of school by itself, a row."""
    lack = own[:, [rooms > 0 for rooms in kind.rooms]].sum(axis=1)
    return int(np.argmax(np.where(seat_planning.areas(view) == area, lack, -np.inf)))


def _build(township: str, opens: int, kind: _Kind, rooms: int) -> Build:
    """Return the order; a township opens one such school a year at most, so that the year makes the id its own."""
    return Build(
        f"{township}-N{opens}",
        f"{opens}年新建{kind.name}",
        opens,
        "",
        township,
        kind.grade_low,
        kind.grade_high,
        rooms,
    )
