"""Quantiles over pupils: the value that a share of them does not go beyond, from counts by whole value."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sim.indicators.amounts import Needs
from sim.indicators.cells import with_all
from sim.indicators.kinds import Kind, OfPlace
from sim.indicators.run_tables import N_STAGES, N_ZONES, RunTables


@dataclass(frozen=True)
class Quantile(Kind):
    """The smallest whole value that at least a share of those counted does not go beyond; not defined of nobody.

    Attributes
    ----------
    table : str
        A record table by year, county, zone kind and stage that counts by value.
    value, counted : str
        Its columns: a whole number from 0 on, and how many have it.
    share : float
    """

    table: str
    value: str
    counted: str
    share: float

    @property
    def needs(self) -> Needs:
        """Return value and count."""
        return frozenset({(self.table, self.value), (self.table, self.counted)})

    def level(self, run: RunTables, of_place: OfPlace) -> np.ndarray:
        """Return the quantile of each cell's own pupils."""
        below = of_place(
            run.once((self.table, self.value, self.counted), lambda: self._by_value(run))
        ).cumsum(axis=0)
        reached = (below >= self.share * below[-1]).argmax(axis=0).astype(float)
        return np.where(below[-1] > 0, reached, np.nan)

    def _by_value(self, run: RunTables) -> np.ndarray:
        """Return counts by value, float (values, counties, zones, stages, years)."""
        value = run.values(self.table, self.value).astype(np.int64)
        place = run.county_codes(self.table) * N_ZONES + run.zone_codes(self.table)
        cell = (place * N_STAGES + run.stage_codes(self.table)) * len(run.years) + run.year_codes(self.table)
        n, n_values = len(run.counties) * N_ZONES * N_STAGES * len(run.years), int(value.max(initial=0)) + 1
        counts = np.bincount(value * n + cell, run.values(self.table, self.counted), n * n_values)
        return with_all(counts.reshape(n_values, len(run.counties), N_ZONES, N_STAGES, -1))
