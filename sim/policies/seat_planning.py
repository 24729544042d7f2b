"""Planning of seats by townships (学位规划): what levers that plan seats count, whom they count, and what is short.

Shared by levers; it holds none itself. Townships of the county seat are planned together, and with them those that
have no public school of a stage.
"""

import numpy as np

from sim.base.errors import Say
from sim.base.number import Number
from sim.kernels import planning
from sim.kernels.codes import ELSEWHERE_IN_COUNTY, HERE, HERE_BUT_AWAY, OUTSIDE_COUNTY, PRIVATE, PUBLIC
from sim.rules.orders import Build
from sim.rules.rulebook import Rulebook
from sim.rules.view import CENSUSES, View

ON_HUKOU, ON_RESIDENTS, ON_FORECAST = 1, 2, 3
RESIDENTS = [HERE, ELSEWHERE_IN_COUNTY, OUTSIDE_COUNTY]
GRADES = np.arange(1, 10)
PUPILS_MOST, PUPILS_MOST_NINE_YEAR = (
    2000,
    2500,
)  # of a school, for balanced development: 教督〔2017〕6号, known


def forecast_numbers(*, years_ahead: tuple[float, float, float]) -> tuple[Number, ...]:
    """Return the numbers of whom a bureau plans for and how far ahead; usual value, low and high of `years_ahead`."""
    return (
        Number("basis", 2, 2, 2, "code", "通市政办发〔2017〕13号 一(二): 常住人口增长趋势", "read", "2017",
               Say("1 hukou, 2 residents, 3 residents with the last changes of each cohort carried on",
                   "规划口径：1 户籍，2 常住，3 常住预测"), (1, 3)),
        Number("years_ahead", *years_ahead, "years", "assumption", "assumption", "2017",
               Say("years from the decision to the year planned for; at most 5, so that all of its pupils are born",
                   "规划提前年数"), (1, 5)),
        Number("censuses", 4, 3, 6, "censuses", "assumption", "assumption", "2017",
               Say("last censuses a forecast takes the changes of cohorts from, as far as there are",
                   "预测所用统计年数"), (2, CENSUSES)),
    )  # fmt: skip


def standards(rulebook: Rulebook) -> np.ndarray:
    """Return the standard class of the primary and the junior stage, int (2,)."""
    return np.array([rulebook.class_standard_primary, rulebook.class_standard_junior], np.int64)


def children_ahead(view: View, rulebook: Rulebook, years: int, basis: int, censuses: int) -> np.ndarray:
    """Return the children planned for by township and single age, `years` years after the census.

    Parameters
    ----------
    basis : int
        `ON_HUKOU`, `ON_RESIDENTS` or `ON_FORECAST`.
    censuses : int
        Last censuses a forecast takes the changes of cohorts from, as far as there are.
    """
    if basis == ON_HUKOU:
        kept, others = view.children[:, :, [HERE, HERE_BUT_AWAY]], view.children[:, :, OUTSIDE_COUNTY]
        counted = kept.sum(axis=2) + rulebook.planning_includes_migrants * others
        return planning.carried_on(counted, np.ones(counted.shape), years)
    last = (view, *view.earlier)[: censuses if basis == ON_FORECAST else 1]
    residents = [one.children[:, :, RESIDENTS].sum(axis=2) for one in last]
    return planning.carried_on(residents[0], planning.change_ratios(residents), years)


def short_of(children: np.ndarray, view: View, rulebook: Rulebook, area: np.ndarray) -> np.ndarray:
    """Return the children (townships, ages) beyond the seats by area and stage, float (townships, 2).

    Parameters
    ----------
    area : int array (townships,)
        The area of each township, a row: `apart` or `areas`. What is negative in the result is to spare.
    """
    summed = np.zeros((len(area), 2))
    np.add.at(summed, area, planning.by_stage(children))
    return summed - _served(view, standards(rulebook), area)


def short_together(children: np.ndarray, view: View, rulebook: Rulebook) -> np.ndarray:
    """Return `short_of` by `areas`; what townships without a public school of a stage lack is put to the seat."""
    return _with_seat(short_of(children, view, rulebook, areas(view)), view)


def rooms_coming(view: View) -> np.ndarray:
    """Return the rooms each school has and will have by order, by stage, int (schools, 2)."""
    return view.kept(
        "_rooms_coming",
        view.planned,
        lambda: planning.split_rooms(
            view.rooms + view.rooms_planned(), classes_by_stage(view), teaches(view)
        ),
    )


def _served(view: View, standard: np.ndarray, area: np.ndarray) -> np.ndarray:
    """Return whom each area serves by stage: seats, those on their way included, and the pupils of private schools."""
    seats = np.zeros((len(area), 2))
    stays = is_extendable(view)
    np.add.at(seats, area[view.township[stays]], rooms_coming(view)[stays] * standard)
    private = view.ownership == PRIVATE
    np.add.at(seats, area[view.township[private]], pupils_by_stage(view)[private])
    for order in view.planned:
        if isinstance(order, Build):
            taught = (order.grade_low <= GRADES) & (order.grade_high >= GRADES)
            share = np.array([taught[:6].sum(), taught[6:].sum()]) / taught.sum()
            seats[area[view.townships.index(order.township)]] += order.all_rooms * share * standard
    return seats


def teaches(view: View) -> np.ndarray:
    """Return which stages each school teaches, bool (schools, 2)."""
    return view.kept("_teaches", None, lambda: np.array([view.grade_low <= 6, view.grade_high >= 7]).T)


def classes_by_stage(view: View) -> np.ndarray:
    """Return the classes of each school by stage, int (schools, 2)."""
    return view.kept("_classes_by_stage", None, lambda: by_stage(view.classes))


def pupils_by_stage(view: View) -> np.ndarray:
    """Return the pupils of each school by stage, int (schools, 2)."""
    return view.kept("_pupils_by_stage", None, lambda: by_stage(view.pupils))


def is_extendable(view: View) -> np.ndarray:
    """Return which schools are public and not planned to close, bool (schools,)."""
    return view.kept("_is_extendable", view.planned, lambda: view.stays() & (view.ownership == PUBLIC))


def by_stage(by_grade: np.ndarray) -> np.ndarray:
    """Return figures by grade (schools, 9) summed by stage, (schools, 2)."""
    return np.add.reduceat(by_grade, (0, 6), axis=1)


def apart(view: View) -> np.ndarray:
    """Return the rows of the townships: each is an area of its own."""
    return np.arange(len(view.townships))


def areas(view: View) -> np.ndarray:
    """Return the row of the area of each township: its own, or the first of the county seat's."""
    return view.kept("_areas", None, lambda: np.where(view.is_seat, np.argmax(view.is_seat), apart(view)))


def _with_seat(short: np.ndarray, view: View) -> np.ndarray:
    """Return what is short (townships, 2) with that of townships without a public school of a stage in the seat."""
    area, out, extendable = areas(view), short.copy(), is_extendable(view)
    if not view.is_seat.any():
        return out
    seat = int(np.argmax(view.is_seat))
    for stage in range(2):
        has = np.zeros(len(area), bool)
        has[area[view.township[extendable & teaches(view)[:, stage]]]] = True
        has[seat] = True
        out[seat, stage] += out[~has, stage].sum()
        out[~has, stage] = 0.0
    return out


def rooms_to_grow(view: View, rulebook: Rulebook) -> np.ndarray:
    """Return the rooms schools can still be given, those on their way taken off, int (schools,).

    A school should not exceed `PUPILS_MOST` pupils: whole classes of the standard, the junior one for a junior
    school.
    """
    return planning.rooms_until_full(
        view.grade_low, view.grade_high, view.rooms, view.rooms_planned(), rulebook.class_standard_primary,
        rulebook.class_standard_junior, PUPILS_MOST, PUPILS_MOST_NINE_YEAR,
    )  # fmt: skip
