"""Beds that may be slept in (可用床位)."""

import numpy as np

from sim.world.state import State


def usable_beds(region: State) -> np.ndarray:
    """Return the beds of each school that have the area the rules of the year ask for, int64 (schools,)."""
    s = region.schools
    asked = region.rules.values("dormitory_m2_per_bed")[s["county"]].astype(float)
    room_for = np.floor(s["dormitory_m2"] / np.where(asked > 0, asked, 1.0) + 1e-6).astype(np.int64)
    return np.where(asked > 0, np.minimum(s["beds"], room_for), s["beds"]).astype(np.int64)
