"""What schools teach from a summer on: closings, changed grades and grades that run out, decided before they are made.

The rules are looked at here: a protected school loses no grade, and no grade loses its last public school of a county.
Counties told by their schools alone plan their year by it before the network changes.
"""

from dataclasses import dataclass, field

import numpy as np

from sim.kernels.codes import ENROLLED, OPEN
from sim.kernels.zones import taught_elsewhere
from sim.rules.orders import ChangeGrades, Close, Order
from sim.world.region import Region

GRADES = np.arange(1, 10)


@dataclass
class Teaching:
    """Grades taught, and what becomes of the orders about them.

    Attributes
    ----------
    low, high : int arrays (schools,)
        Lowest and highest grade; a school that does not teach has 1 and 0.
    into : int array (schools,)
        School that takes over the grades a school gives up, -1 = none.
    runs_out : int array (schools,)
        First school year without entrants of a school that runs out, 0 = none.
    done : list of (int, Order)
        Orders to be carried out, with the row of their school.
    refused : list of (Order, str)
        Orders that are not, with the event that says why.
    """

    low: np.ndarray
    high: np.ndarray
    into: np.ndarray
    runs_out: np.ndarray
    done: list[tuple[int, Order]] = field(default_factory=list)
    refused: list[tuple[Order, str]] = field(default_factory=list)

    @property
    def taught(self) -> np.ndarray:
        """Return the grades taught, bool (schools, 9)."""
        return grades_within(self.low, self.high)

    def heirs(self) -> np.ndarray:
        """Return the school that takes over each grade, int (schools, 9): one that teaches it then, else -1."""
        takes = (self.into >= 0)[:, None] & self.taught[self.into]
        return np.where(takes, self.into[:, None], -1)


def grades_within(low: np.ndarray, high: np.ndarray) -> np.ndarray:
    """Return the grades within spans, bool (schools, 9)."""
    return (low[:, None] <= GRADES) & (high[:, None] >= GRADES)


def spans_now(region: Region) -> Teaching:
    """Return what schools teach at this moment."""
    s = region.schools
    is_open = s["status"] == OPEN
    return Teaching(
        np.where(is_open, s["grade_low"], 1).astype(np.int64), np.where(is_open, s["grade_high"], 0).astype(np.int64),
        np.full(len(s), -1), s["year_runs_out"].astype(np.int64),
    )  # fmt: skip


def changes_are_due(region: Region, orders) -> bool:
    """Tell whether any school may teach other grades this year: by an order, or because its grades run out."""
    by_order = any(isinstance(order, Close | ChangeGrades) for order in orders)
    return by_order or bool(region.schools["year_runs_out"].any())


def spans_after(region: Region, rules, orders) -> Teaching:
    """Return what schools teach once the orders due are carried out, in their order, and what becomes of these."""
    now = spans_now(region)
    is_safe = (region.schools["is_protected"] > 0) & (rules.values("protects_minority_schools") > 0)[
        region.schools["county"]
    ]
    _run_out(region, now, is_safe)
    row_of = region.row_of
    for order in orders:
        if isinstance(order, Close | ChangeGrades):
            row = row_of.get(order.school_id, -1)
            event = _why_not(region, now, row, order, is_safe)
            if event:
                now.refused.append((order, event))
            else:
                _carry_out(now, row, order, row_of.get(order.into, -1))
    return now


def _run_out(region: Region, now: Teaching, is_safe: np.ndarray) -> None:
    """Let schools that run out give up their lowest grade, and close those without a pupil left."""
    rows = np.flatnonzero((now.runs_out > 0) & (now.high > 0) & ~is_safe)
    if not len(rows):
        return
    now.low[rows] += 1
    c = region.children
    pupils = np.flatnonzero(c["status"] == ENROLLED)
    stays = c["grade"][pupils] >= now.low[c["school"][pupils]]
    left = np.bincount(c["school"][pupils[stays]], minlength=len(now.low))
    left = region.peers.to_owners(left, region.schools["county"])
    left = region.peers.everywhere(left, region.schools["county"])
    done = rows[(now.low[rows] > now.high[rows]) | (left[rows] == 0)]
    now.low[done], now.high[done] = 1, 0


def _span_after(now: Teaching, row: int, order: Order) -> tuple[int, int]:
    """Return lowest and highest grade of a school once an order is carried out; (1, 0) = it closes."""
    match order:
        case ChangeGrades(grade_low=low, grade_high=high):
            return low, high
        case Close(is_staggered=True) if now.low[row] < now.high[row]:
            return int(now.low[row]) + 1, int(now.high[row])
    return 1, 0


def _why_not(region: Region, now: Teaching, row: int, order: Order, is_safe: np.ndarray) -> str:
    """Return the event of an order that must not be carried out, empty if it may be."""
    if row < 0 or now.high[row] == 0:
        return "not_possible"
    gone = given_up(int(now.low[row]), int(now.high[row]), order)
    if gone and is_safe[row]:
        return "protected"
    s = region.schools
    has_other = taught_elsewhere(now.low, now.high, now.runs_out, s["county"], s["ownership"], row)
    return "" if has_other[gone].all() else "last_school"


def given_up(low: int, high: int, order: Close | ChangeGrades) -> list[int]:
    """Return the columns of the grades that a school which teaches `low` to `high` gives up, now or year by year."""
    stays = range(order.grade_low, order.grade_high + 1) if isinstance(order, ChangeGrades) else ()
    return [grade - 1 for grade in range(low, high + 1) if grade not in stays]


def _carry_out(now: Teaching, row: int, order: Order, into: int) -> None:
    now.low[row], now.high[row] = _span_after(now, row, order)
    now.into[row] = into if into != row else -1
    is_staggered = isinstance(order, Close) and order.is_staggered and now.high[row] > 0
    now.runs_out[row] = order.year if is_staggered else 0
    now.done.append((row, order))
