"""Accounts of people: yearly tallies by county, flows of residents by age, and the balance that must close."""

import numpy as np

from sim.kernels.book_counts import count_flow, count_parents
from sim.kernels.codes import (
    BORN,
    CAME,
    DEAD,
    LEFT,
    MOVED_IN,
    MOVED_OUT,
    OLDEST,
    RESIDENT_FLOWS,
    TALLIES,
    WENT,
)
from sim.world.cohort_book import CohortBook
from sim.world.state import State


class Accounts:
    """Tally flows of people by county and year, and check that children and adults balance.

    Attributes
    ----------
    tally : dict of str to int array (counties,)
        Flows of the running year by county.
    flows : int32 array (len(RESIDENT_FLOWS), places, OLDEST + 1, 2)
        Flows of residents since the last census by place, age on 1 September and sex (0 male): with them the
        residents of one census give those of the next, cell by cell.
    cohorts : CohortBook
        Flows of entry cohorts.
    """

    def __init__(self, region: State) -> None:
        self.region = region
        self._counts = np.zeros((len(TALLIES), region.geography.n_counties), np.int64)
        self.tally = dict(zip(TALLIES, self._counts, strict=True))
        n_places = len(region.geography.place_zone)
        self.flows = np.zeros((len(RESIDENT_FLOWS), n_places, OLDEST + 1, 2), np.int32)
        self.cohorts = CohortBook(region)
        self._children_before = self._adults_before = 0
        self._at_close: tuple[int, int] | None = None  # children and adults, until the next year is opened
        self._residents_before: np.ndarray | None = None

    def open_year(self) -> None:
        """Set the tallies to zero and note the stocks: those the year before closed with, else counted."""
        self._counts[:] = 0
        self.flows[:] = 0
        self.cohorts.open_year()
        self._children_before, self._adults_before = self._at_close or (self.children(), self.all_adults())
        self._at_close = None

    def add(self, name: str, counties: np.ndarray, weights: np.ndarray | None = None) -> None:
        """Add one (or `weights`) to a tally for each entry of `counties`."""
        counted = np.bincount(counties, weights=weights, minlength=self.region.geography.n_counties)
        self.tally[name] += counted.astype(np.int64)

    def note(self, flow: int, place: np.ndarray, age: np.ndarray, sex: np.ndarray) -> None:
        """Add one to a flow of residents (a position in `RESIDENT_FLOWS`) for each entry."""
        columns = (np.asarray(values, np.int64) for values in (place, age, sex))
        count_flow(*columns, self.flows[flow])

    def children(self) -> int:
        """Return the children who have not left."""
        return int(np.count_nonzero(self.region.children["status"] != LEFT))

    def all_adults(self) -> int:
        """Return the people of the table and the parents in households: adults, and everybody who is away."""
        families = (self.region.households[name] for name in ("leaving", "mother_year", "father_year"))
        return int(self.region.adults.sum() + count_parents(*families))

    def gap_of_cells(self, residents: np.ndarray) -> int:
        """Return how many cells of `residents` (places, 101, 2) do not follow from the last call and the flows.

        Everybody is a year older; the first call has nothing to compare with.
        """
        before, self._residents_before = self._residents_before, residents
        if before is None:
            return 0
        expected = np.zeros_like(residents)
        expected[:, 1:] = before[:, :-1]
        expected[:, -1] += before[:, -1]
        gains = self.flows[[BORN, MOVED_IN, CAME]].sum(axis=0) - self.flows[[DEAD, MOVED_OUT, WENT]].sum(
            axis=0
        )
        return int((expected + gains != residents).sum())

    def imbalance(self) -> tuple[int, int]:
        """Return what is missing from children and adults: end - (start + gains - losses), by the tallies."""
        t = dict(zip(self.tally, self._counts.sum(axis=1).tolist(), strict=True))
        children = self._children_before + t["births"] + t["children_arrived"]
        children -= t["child_deaths"] + t["grown_up"] + t["children_left_region"]
        adults = self._adults_before + t["grown_up"] + t["parents_arrived"] + t["newcomers_arrived"]
        adults += t["births_away"] + t["children_away"]
        adults -= t["adult_deaths"] + t["parents_left_region"] + t["newcomers_left"] + t["hukou_left"]
        self._at_close = self.children(), self.all_adults()
        return self.region.peers.total((self._at_close[0] - children, self._at_close[1] - adults))
