"""Beds that may be slept in (可用床位)."""

import numpy as np

from sim.kernels.norms import count_usable_beds
from sim.world.state import State


def usable_beds(region: State) -> np.ndarray:
    """Return the beds of each school that have the area the rules of the year ask for, int64 (schools,)."""
    s = region.schools
    out = np.empty(len(s), np.int64)
    asked = region.rules.values("dormitory_m2_per_bed").astype(float)
    count_usable_beds(s["beds"], s["dormitory_m2"], s["county"], asked, out)
    return out
