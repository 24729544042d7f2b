"""What levers that close schools look at: which schools stay by rule, and how far their pupils would travel.

A bureau reckons with a pace: minutes for waiting, and minutes a straight kilometre by vehicle. Who lives so near that
it would walk is never beyond a limit by it. Where its map tells roads, kilometres are those that make as long a way.
"""

import numpy as np

from sim.kernels.codes import VILLAGE
from sim.rules.orders import ChangeGrades
from sim.rules.rulebook import Rulebook
from sim.rules.view import View

LOW = 0  # the band of grades 1-3 in trips


def stays_by_rule(view: View, rulebook: Rulebook) -> np.ndarray:
    """Return which schools the rulebook keeps, bool (schools,): for a minority, or in a village and large enough."""
    stays = (view.is_protected > 0) & (rulebook.protects_minority_schools > 0)
    if rulebook.rural_keep_size > 0:
        stays |= (view.zone == VILLAGE) & (view.totals >= rulebook.rural_keep_size)
    return stays


def is_remote(view: View, row: int, stays: np.ndarray, rulebook: Rulebook, pace: tuple[float, float]) -> bool:
    """Tell whether the rulebook keeps a school for its low grades' way to the next that teaches them and `stays`."""
    if rulebook.keep_remote_minutes == 0 or view.grade_low[row] > 1:
        return False
    low_grades = min(3, int(view.grade_high[row]))
    teaches = stays & (view.grade_low == 1) & (view.grade_high >= low_grades)
    teaches[row] = False
    home, pupils = _homes(view, row)
    minutes = np.array([_minutes(view, home, other, pace) for other in np.flatnonzero(teaches)])
    nearest = minutes.min(axis=0) if len(minutes) else np.full(len(home), np.inf)
    return bool(pupils[nearest > rulebook.keep_remote_minutes].sum() >= rulebook.keep_remote_pupils)


def share_beyond(view: View, row: int, into: int, limit: float, pace: tuple[float, float]) -> float:
    """Return the share of a school's pupils of grades 1-3 who would travel longer than `limit` minutes to another."""
    home, pupils = _homes(view, row)
    beyond = pupils[_minutes(view, home, into, pace) > limit].sum()
    return float(beyond) / max(1, int(pupils.sum()))


def _homes(view: View, row: int) -> tuple[np.ndarray, np.ndarray]:
    """Return the settlements a school's pupils of grades 1-3 live in, and how many do, int arrays."""
    mine = view.trips.school == row
    return view.trips.home[mine], view.trips.pupils[mine, LOW]


def _minutes(view: View, home: np.ndarray, school: int, pace: tuple[float, float]) -> np.ndarray:
    """Return one-way minutes from settlements to a school at a pace: to wait, and a straight kilometre."""
    at = view.settlements
    wait, per_km = pace
    straight = np.hypot(at.x[home] - view.x[school], at.y[home] - view.y[school])
    return wait + per_km * view.ways.line(home, school, straight)


def km_from(view: View, row: int) -> np.ndarray:
    """Return straight-line kilometres from one school to every other, float (schools,)."""
    return np.hypot(view.x - view.x[row], view.y - view.y[row])


def changing(view: View) -> set[str]:
    """Return the schools that are planned to teach other grades: points to be take no grades from others."""
    return {order.school_id for order in view.planned_of(ChangeGrades)}


def spoken_for(view: View) -> np.ndarray:
    """Return which schools an order not yet carried out is about, or takes into account, bool (schools,)."""
    return view.named(one for order in view.planned for one in (order.target, order.into))
