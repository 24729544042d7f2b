"""Quota seats (指标到校) of the last census: what families see, and what the records tell."""

import numpy as np

from sim.kernels.codes import OPEN, VILLAGE
from sim.kernels.quota import quota_per_graduate, whole_seats
from sim.world.state import State


def junior_rows(region: State) -> np.ndarray:
    """Return the rows of open schools that teach grade 9."""
    return np.flatnonzero((region.schools["status"] == OPEN) & (region.schools["grade_high"] >= 9))


def seats_per_graduate(region: State, rules, rows: np.ndarray) -> np.ndarray:
    """Return the quota seats per graduate of schools, float (rows,); graduates are grade 9 of the last census."""
    s = region.schools
    per_graduate = rules.values("quota_share") * region.numbers["share_elite_seats"]
    return quota_per_graduate(
        s["pupils"][rows, 8], s["zone"][rows] == VILLAGE, s["county"][rows], per_graduate,
        rules.values("quota_rural_weight"),
    )  # fmt: skip


def quota_seats(region: State, rules) -> np.ndarray:
    """Return the whole quota seats of each school for its grade 9 of the last census, int (schools,)."""
    out, rows = np.zeros(len(region.schools), np.int64), junior_rows(region)
    exact = seats_per_graduate(region, rules, rows) * region.schools["pupils"][rows, 8]
    out[rows] = whole_seats(exact, region.schools["county"][rows])
    return out
