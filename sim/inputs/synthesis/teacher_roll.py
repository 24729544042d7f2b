"""Who teaches where at the start, and what the parts that fill the columns of teachers share."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from sim.base.draws import draws_for
from sim.base.table import Table
from sim.world.rural import is_rural, is_village_site
from sim.world.start import Geography


@dataclass(frozen=True)
class Site:
    """Schools and places of the start."""

    schools: Table
    geography: Geography

    @cached_property
    def is_rural(self) -> np.ndarray:
        """Return the rural schools, bool (schools,)."""
        return is_rural(self)

    @cached_property
    def is_village(self) -> np.ndarray:
        """Return the village schools and points, bool (schools,)."""
        return is_village_site(self)


@dataclass(frozen=True)
class Roll:
    """Hold the teachers of the start: those made up, then those of the table.

    Attributes
    ----------
    year, draw : int
        The start year; the draw that keys what is made up.
    uid : uint64 array (teachers,)
    school, stage : int arrays (teachers,)
    n_made_up : int
    told : mapping of str to float array
        Columns of the table as the model codes them, NaN where it does not tell; one value a teacher of the table.
    """

    site: Site
    year: int
    draw: int
    numbers: Mapping[str, float]
    uid: np.ndarray
    school: np.ndarray
    stage: np.ndarray
    n_made_up: int
    told: Mapping[str, np.ndarray]

    def luck(self, what_for: np.uint64) -> np.ndarray:
        """Return one draw in [0, 1) a teacher."""
        return draws_for(self.draw, what_for, 0, self.uid)

    def of_table(self, name: str) -> np.ndarray:
        """Return a told column by teacher, float (teachers,), NaN where it is not told."""
        return np.concatenate([np.full(self.n_made_up, np.nan), self.told[name]])

    def flags(self, name: str) -> np.ndarray:
        """Return a told flag by teacher; in a county that tells any, a blank of the table is 0."""
        values = self.of_table(name)
        county, in_table = self.county, np.arange(len(values)) >= self.n_made_up
        tells = np.bincount(county, ~np.isnan(values), county.max(initial=0) + 1) > 0
        return np.where(np.isnan(values) & in_table & tells[county], 0.0, values)

    @property
    def county(self) -> np.ndarray:
        """Return the county of each teacher."""
        return self.site.schools["county"][self.school].astype(np.int64)

    @property
    def is_rural(self) -> np.ndarray:
        """Return which teachers hold a post at a rural school."""
        return self.site.is_rural[self.school]


def filled(roll: Roll, name: str, made_up: np.ndarray) -> np.ndarray:
    """Return a column as the table tells it, else as made up; whole numbers."""
    told = roll.of_table(name)
    return np.where(np.isnan(told), made_up, told).astype(np.int64)


def ordinals(group: np.ndarray) -> np.ndarray:
    """Return the position of each entry within its group, in the order given, int (entries,)."""
    return _positions(np.argsort(group, kind="stable"), group)


def first_of(group: np.ndarray, quota: np.ndarray, score: np.ndarray, may: np.ndarray) -> np.ndarray:
    """Return the `quota[group]` entries of each group with the highest score among those who may, bool (entries,)."""
    order = np.lexsort((-score, ~may, group))
    return may & (_positions(order, group) < quota[group])


def _positions(order: np.ndarray, group: np.ndarray) -> np.ndarray:
    sizes = np.bincount(group) if len(group) else np.zeros(0, np.int64)
    out = np.empty(len(group), np.int64)
    out[order] = np.arange(len(group)) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    return out
