"""Pay teacher by teacher, plain: what sums of pay are compared with."""

import numpy as np

from sim.world import pay
from sim.world.programmes import paid_share


def post_cost(region) -> np.ndarray:
    """Return what each teacher's salary costs, int64 (teachers,)."""
    return pay.costs(region.numbers)[region.teachers["contract"], region.teachers["title"]]


def paid_by_centre(region) -> np.ndarray:
    """Return what central money pays of each teacher's cost, int64 (teachers,)."""
    return pay.costs_by_centre(region.numbers)[region.teachers["contract"], region.teachers["title"]]


def rural_allowance(region, rules) -> np.ndarray:
    """Return each teacher's yearly allowance at full rates, int64 (teachers,): where they serve, guests too."""
    by_school = pay.allowance_of_schools(region, rules)
    return np.where(pay.is_on_scale(region), by_school[region.teachers["school"]], 0)


def actual_pay(region, rules) -> np.ndarray:
    """Return each teacher's yearly pay, float (teachers,): programmes at the share of their rates last paid."""
    return pay.salary(region) + _from_programmes(region, rules)


def allowance_share(region, rules) -> np.ndarray:
    """Return what programmes add to salary, at the share last paid, as a share of it, float (teachers,)."""
    own = pay.salary(region)
    return _from_programmes(region, rules) / np.where(own > 0, own, np.inf)


def _from_programmes(region, rules) -> np.ndarray:
    moved, added = pay.performance(region, rules)
    paid = paid_share(region)[region.schools["county"][region.teachers["school"]]]
    return moved + paid * (rural_allowance(region, rules) + added)
