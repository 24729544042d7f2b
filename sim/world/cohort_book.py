"""The book of entry cohorts (入学同批学生): who entered grade 1 together, joined them and left them, by county."""

import numpy as np

from sim.kernels.census import count_cohorts
from sim.kernels.codes import (
    COHORT_FLOWS,
    COHORT_GAINS,
    DROPPED_OUT,
    ENROLLED,
    FINISHED,
    STATUS_NAMES,
    WAITING,
)
from sim.world.state import State

COHORTS_BEFORE = 12  # cohorts that entered this many years before the start are followed


class CohortBook:
    """Children of each entry cohort by county, and what changed them in the running year.

    Attributes
    ----------
    first : int
        School year of entry of the oldest cohort that is followed.
    flows : int64 array (len(COHORT_FLOWS), counties, cohorts)
        Of the running year, by county of residence.
    """

    def __init__(self, region: State) -> None:
        self.region = region
        self.first = region.year - COHORTS_BEFORE
        self._before = self.now().sum(axis=2)
        self.flows = np.zeros((len(COHORT_FLOWS), *self._before.shape), np.int64)

    def open_year(self) -> None:
        """Set the flows to zero, with room for the cohort that enters this year."""
        width = self.region.year - self.first + 1
        self._before = np.pad(self._before, ((0, 0), (0, width - self._before.shape[1])))
        self.flows = np.zeros((len(COHORT_FLOWS), *self._before.shape), np.int64)

    def now(self) -> np.ndarray:
        """Return children by county, cohort and what they are, int64 (counties, cohorts, 4).

        Enrolled, waiting, dropped out, finished: whoever has entered grade 1 and lives here is one of them.
        """
        c, g = self.region.children, self.region.geography
        out = np.zeros((g.n_counties, self.region.year - self.first + 1, len(STATUS_NAMES)), np.int64)
        columns = (c[name] for name in ("status", "year_entered", "household"))
        count_cohorts(*columns, self.region.households["settlement"], g.county, self.first, out)
        return out[:, :, [ENROLLED, WAITING, DROPPED_OUT, FINISHED]]

    def note(self, flow: int, rows: np.ndarray, county: np.ndarray | None = None) -> None:
        """Add children, rows of the table, to a flow (a position in `COHORT_FLOWS`), by where they live if not told."""
        c, g = self.region.children, self.region.geography
        if county is None:
            county = g.county[self.region.households["settlement"][c["household"][rows]]]
        cohort = c["year_entered"][rows].astype(np.int64) - self.first
        has_entered = cohort >= 0
        np.add.at(self.flows[flow], (county[has_entered], cohort[has_entered]), 1)

    def close_year(self) -> int:
        """Return in how many cohorts of counties children are missing or too many, and begin anew with who is here."""
        change = self.flows[:COHORT_GAINS].sum(axis=0) - self.flows[COHORT_GAINS:].sum(axis=0)
        expected, self._before = self._before + change, self.now().sum(axis=2)
        return int((expected != self._before).sum())
