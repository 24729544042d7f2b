"""What happened to teachers in a year: counts by county, stage and zone kind, for the records and the balance."""

import numpy as np

from sim.kernels.codes import STAGE_NAMES, ZONE_NAMES
from sim.kernels.teacher_codes import JOINS, LEAVES, STAFF_MEASURES
from sim.world.state import State


class StaffBook:
    """Counts of the running year.

    Attributes
    ----------
    counts : dict of str to float array (counties, 2, 3)
        By county, stage and zone kind of a school: `JOINS`, `LEAVES`, `STAFF_MEASURES`.
    paid_share : float array (counties,)
        Of what programmes asked for when they were last settled; see `sim.world.programmes`.
    """

    def __init__(self, region: State) -> None:
        self.region = region
        shape = (region.geography.n_counties, len(STAGE_NAMES), len(ZONE_NAMES))
        self.counts = {name: np.zeros(shape) for name in (*JOINS, *LEAVES, *STAFF_MEASURES)}
        self.before = self.teachers()
        self.paid_share = np.ones(region.geography.n_counties)

    def open_year(self) -> None:
        """Set the counts to zero and note the teachers."""
        for counts in self.counts.values():
            counts[:] = 0
        self.before = self.teachers()

    def add(
        self, name: str, school: np.ndarray, stage: np.ndarray, weights: np.ndarray | None = None
    ) -> None:
        """Add one (or `weights`) for each entry: school rows, stages."""
        shape = self.counts[name].shape
        cell = self.cell(school, stage)
        self.counts[name] += np.bincount(cell, weights, int(np.prod(shape))).reshape(shape)

    def cell(self, school: np.ndarray, stage: np.ndarray) -> np.ndarray:
        """Return the position of county, stage and zone kind of each entry."""
        s = self.region.schools
        return (s["county"][school].astype(np.int64) * 2 + stage) * 3 + s["zone"][school]

    def teachers(self) -> np.ndarray:
        """Return teachers by county, stage and zone kind of the home school, int (counties, 2, 3)."""
        t, n = self.region.teachers, self.region.geography.n_counties
        return np.bincount(self.cell(t["home_school"], t["stage"]), minlength=n * 6).reshape(n, 2, 3)

    def imbalance(self) -> int:
        """Return by how many teachers the cells do not follow from last year's and the flows; 0 when all do."""
        joined = sum(self.counts[name] for name in JOINS)
        left = sum(self.counts[name] for name in LEAVES)
        return int(np.abs(self.before + joined - left - self.teachers()).sum())
