"""Accounts of people: yearly tallies by county, and the balance of children and adults that must close."""

import numpy as np

from sim.kernels.codes import LEFT, STAYS, TALLIES
from sim.world.state import State


class Accounts:
    """Tally flows of people by county and year, and check that children and adults balance."""

    def __init__(self, region: State) -> None:
        self.region = region
        self.tally = {name: np.zeros(region.geography.n_counties, np.int64) for name in TALLIES}
        self._children_before = self._adults_before = 0

    def open_year(self) -> None:
        """Set the tallies to zero and note the stocks."""
        for counts in self.tally.values():
            counts[:] = 0
        self._children_before, self._adults_before = self.children(), self.all_adults()

    def add(self, name: str, counties: np.ndarray, weights: np.ndarray | None = None) -> None:
        """Add one (or `weights`) to a tally for each entry of `counties`."""
        counted = np.bincount(counties, weights=weights, minlength=self.region.geography.n_counties)
        self.tally[name] += counted.astype(np.int64)

    def children(self) -> int:
        """Return the children who have not left."""
        return int((self.region.children["status"] != LEFT).sum())

    def all_adults(self) -> int:
        """Return adults of the table and parents in households, those away included."""
        households = self.region.households
        stay = households["leaving"] == STAYS
        parents = (
            ((households["mother_year"] > 0)[stay]).sum() + ((households["father_year"] > 0)[stay]).sum()
        )
        return int(self.region.adults.sum() + parents)

    def imbalance(self) -> tuple[int, int]:
        """Return what is missing from children and adults: end - (start + gains - losses), by the tallies."""
        t = {name: int(counts.sum()) for name, counts in self.tally.items()}
        children = self._children_before + t["births"] + t["children_arrived"]
        children -= t["child_deaths"] + t["grown_up"] + t["children_left_region"]
        adults = self._adults_before + t["grown_up"] + t["parents_arrived"] + t["newcomers_arrived"]
        adults -= t["adult_deaths"] + t["parents_left_region"] + t["newcomers_left"]
        return self.children() - children, self.all_adults() - adults
