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
from sim.kernels.codes import ELSEWHERE_IN_COUNTY, HERE, HERE_BUT_AWAY, OUTSIDE_COUNTY, PRIVATE, PUBLIC
from sim.rules.orders import Build, Extend
from sim.rules.policy import Policy, strength
from sim.rules.rulebook import Rulebook
from sim.rules.view import CENSUSES, View

ON_HUKOU, ON_RESIDENTS, ON_FORECAST = 1, 2, 3
RESIDENTS = [HERE, ELSEWHERE_IN_COUNTY, OUTSIDE_COUNTY]
GRADES = np.arange(1, 10)


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
        Number("basis", 2, 2, 2, "code", "通市政办发〔2017〕13号 一(二): 常住人口增长趋势", "read", "2017",
               Say("1 hukou, 2 residents, 3 residents with the last changes of each cohort carried on",
                   "规划口径：1 户籍，2 常住，3 常住预测"), (1, 3)),
        Number("years_ahead", 3, 2, 5, "years", "assumption", "assumption", "2017",
               Say("years from the decision to the year planned for; at most 5, so that all of its pupils are born",
                   "规划提前年数"), (1, 5)),
        Number("lead_years", 2, 1, 3, "years", "assumption: design, bids and building", "assumption", "2017",
               Say("years from order to the first use of the rooms", "下达至启用年数"), (1, 10)),
        Number("rooms_per_year", 10, 4, 30, "rooms/county", "assumption", "assumption", "2017",
               Say("most rooms a county orders a year", "每县每年最多新增教室"), (0, 1000)),
        Number("censuses", 4, 3, 6, "censuses", "assumption", "assumption", "2017",
               Say("last censuses a forecast takes the changes of cohorts from, as far as there are",
                   "预测所用统计年数"), (2, CENSUSES)),
        Number("year_first", 2018, 2018, 2018, "school year", "通市政办发〔2017〕13号", "read", "2017",
               Say("first school year in which rooms are ordered", "起始学年"), (2000, 2100)),
    )  # fmt: skip

    def orders(self, year: int, view: View, rulebook: Rulebook) -> tuple[Extend, ...]:
        """Return the rooms ordered this year, by school."""
        if year < self.values["year_first"] or not view.school_ids:
            return ()
        missing = self.missing_rooms(year, view, rulebook)
        pupils, classes = _by_stage(view.pupils), _by_stage(view.classes)
        extended = view.rooms_planned()
        classes = classes + planning.split_rooms(extended, classes, _teaches(view))
        may = _teaches(view) & (_stays(view) & (view.ownership == PUBLIC))[:, None]
        rooms = planning.deal_rooms(
            missing, pupils, classes, may, _areas(view)[view.township], int(self.values["rooms_per_year"])
        )
        opens = year + int(self.values["lead_years"])
        return tuple(Extend(view.school_ids[row], opens, int(rooms[row])) for row in np.flatnonzero(rooms))

    def missing_rooms(self, year: int, view: View, rulebook: Rulebook) -> np.ndarray:
        """Return the whole rooms to order by area and stage, int (townships, 2); an area is a township's row."""
        years = year + int(self.values["years_ahead"]) - view.year
        standard = rulebook.by_grade("class_standard")[[0, 6]]
        children = planning.by_stage(self.children_ahead(view, rulebook, years))
        short = _sum_areas(children, _areas(view)) - _served(view, standard)
        short = _with_seat(short, view)
        return np.floor(self.values["strength"] * np.maximum(0.0, short) / standard + 1e-9).astype(np.int64)

    def children_ahead(self, view: View, rulebook: Rulebook, years: int) -> np.ndarray:
        """Return the children planned for by township and single age, `years` years after the census."""
        basis = int(self.values["basis"])
        if basis == ON_HUKOU:
            kept, others = view.children[:, :, [HERE, HERE_BUT_AWAY]], view.children[:, :, OUTSIDE_COUNTY]
            counted = kept.sum(axis=2) + rulebook.planning_includes_migrants * others
            return planning.carried_on(counted, np.ones(counted.shape), years)
        last = (view, *view.earlier)[: int(self.values["censuses"]) if basis == ON_FORECAST else 1]
        residents = [one.children[:, :, RESIDENTS].sum(axis=2) for one in last]
        return planning.carried_on(residents[0], planning.change_ratios(residents), years)


def _teaches(view: View) -> np.ndarray:
    """Return which stages each school teaches, bool (schools, 2)."""
    return np.stack([view.grade_low <= 6, view.grade_high >= 7], axis=1)


def _stays(view: View) -> np.ndarray:
    closing = view.closing()
    return np.array([school_id not in closing for school_id in view.school_ids], bool)


def _by_stage(by_grade: np.ndarray) -> np.ndarray:
    return np.stack([by_grade[:, :6].sum(axis=1), by_grade[:, 6:].sum(axis=1)], axis=1)


def _areas(view: View) -> np.ndarray:
    """Return the row of the area of each township: its own, or the first of the county seat's."""
    own = np.arange(len(view.townships))
    return np.where(view.is_seat, np.argmax(view.is_seat), own)


def _sum_areas(values: np.ndarray, area: np.ndarray) -> np.ndarray:
    out = np.zeros((len(area), 2))
    np.add.at(out, area, values)
    return out


def _with_seat(short: np.ndarray, view: View) -> np.ndarray:
    """Return what is short (townships, 2) with that of townships without a public school of a stage in the seat."""
    area, is_public = _areas(view), view.ownership == PUBLIC
    out = short.copy()
    if not view.is_seat.any():
        return out
    seat = int(np.argmax(view.is_seat))
    for stage in range(2):
        has = np.zeros(len(area), bool)
        has[area[view.township[is_public & _stays(view) & _teaches(view)[:, stage]]]] = True
        has[seat] = True
        out[seat, stage] += out[~has, stage].sum()
        out[~has, stage] = 0.0
    return out


def _served(view: View, standard: np.ndarray) -> np.ndarray:
    """Return whom each area serves by stage: seats, those on their way included, and the pupils of private schools."""
    area, seats = _areas(view), np.zeros((len(view.townships), 2))
    rooms = planning.split_rooms(view.rooms + view.rooms_planned(), _by_stage(view.classes), _teaches(view))
    stays = _stays(view) & (view.ownership == PUBLIC)
    np.add.at(seats, area[view.township[stays]], rooms[stays] * standard)
    private = view.ownership == PRIVATE
    np.add.at(seats, area[view.township[private]], _by_stage(view.pupils)[private])
    for order in view.planned:
        if isinstance(order, Build):
            taught = (order.grade_low <= GRADES) & (order.grade_high >= GRADES)
            share = np.array([taught[:6].sum(), taught[6:].sum()]) / taught.sum()
            seats[area[view.townships.index(order.township)]] += order.rooms * share * standard
    return seats
