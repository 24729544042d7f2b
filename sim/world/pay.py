"""Pay of teachers (教师工资): what rural programmes add to it."""

import numpy as np

from sim.world.county_rules import CountyRules
from sim.world.state import State


def allowance_share(region: State, rules: CountyRules) -> np.ndarray:
    """Return the share of each teacher's monthly salary that rural programmes add, float (teachers,)."""
    return np.zeros(len(region.teachers))
