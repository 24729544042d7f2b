"""The book of entry cohorts (入学同批学生): who entered grade 1 together, joined them and left them, by county."""

import numpy as np

from sim.kernels.book_counts import count_cohort_flow
from sim.kernels.codes import COHORT_FLOWS, COHORT_GAINS, DROPPED_OUT, ENROLLED, FINISHED, WAITING
from sim.world.state import State

COHORT_STATUS = [
    ENROLLED,
    WAITING,
    DROPPED_OUT,
    FINISHED,
]  # whoever has entered grade 1 and lives here is one of them
COHORTS_BEFORE = 12  # cohorts that entered this many years before the start are followed


class CohortBook:
    """Children of each entry cohort by county at the last census, and what changed them in the running year.

    Attributes
    ----------
    first : int
        School year of entry of the oldest cohort that is followed.
    flows : int64 array (len(COHORT_FLOWS), counties, cohorts)
        Of the running year, by county of residence; cohorts change before the census alone.
    here : int64 array (counties, cohorts) or None
        Children the census of the year counted, once it has.
    """

    def __init__(self, region: State) -> None:
        self.region = region
        self.first = region.year - COHORTS_BEFORE
        self.here: np.ndarray | None = None
        self.open_year()

    def open_year(self) -> None:
        """Set the flows to zero, with room for the cohort that enters this year."""
        shape = self.region.geography.n_counties, self.region.year - self.first + 1
        self.flows = np.zeros((len(COHORT_FLOWS), *shape), np.int64)
        self._before, self.here = self.here, None

    def note(self, flow: int, rows: np.ndarray, county: np.ndarray | None = None) -> None:
        """Add children, rows of the table, to a flow (a position in `COHORT_FLOWS`), by where they live if not told."""
        c, g = self.region.children, self.region.geography
        if county is None:
            county = g.county[self.region.households["settlement"][c["household"][rows]]]
        rows, county = np.asarray(rows, np.int64), np.asarray(county, np.int64)
        count_cohort_flow(rows, county, c["year_entered"], self.first, self.flows[flow])

    def close_year(self) -> int:
        """Return in how many cohorts of counties the census missed children or counted too many, by the one before.

        The first census has nothing to compare with, nor has a plan without one.
        """
        if self._before is None or self.here is None:
            return 0
        expected = self.flows[:COHORT_GAINS].sum(axis=0) - self.flows[COHORT_GAINS:].sum(axis=0)
        expected[:, : self._before.shape[1]] += self._before
        return int((expected != self.here).sum())
