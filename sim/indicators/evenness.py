"""How evenly a group of pupils is spread over public schools: the parts of the index of dissimilarity.

The index D of Duncan and Duncan (1955, American Sociological Review 20: 210-217) between a group and the other pupils
is half the sum over schools of |group in the school / group - others in the school / others|.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sim.indicators.amounts import Amount, Needs
from sim.indicators.cells import ZONES
from sim.indicators.run_tables import N_STAGES, N_ZONES, RunTables
from sim.indicators.school_amounts import InPublicSchools, places, school_codes, schools_of
from sim.kernels.codes import OWNERSHIP_NAMES, PUBLIC


@dataclass(frozen=True)
class UnevenlySpread(Amount):
    """D times the children of the group, of each county, zone kind and stage by itself; over counties it adds up.

    `column` of `school_grade` counts the group.
    """

    column: str

    @property
    def needs(self) -> Needs:
        """Return the group, all pupils, identity, and who runs the school."""
        return _needs(self.column)

    def make(self, run: RunTables) -> np.ndarray:
        """Return children by stage; all zones are a spread of their own, not the sum of zone kinds."""
        return _spread(run, self.column)[0]


@dataclass(frozen=True)
class AmongOthers(Amount):
    """Children of a group in public schools of those counties, zone kinds and stages that hold other pupils too."""

    column: str

    @property
    def needs(self) -> Needs:
        """Return what the spread needs."""
        return _needs(self.column)

    def make(self, run: RunTables) -> np.ndarray:
        """Return children by stage."""
        return _spread(run, self.column)[1]


def _needs(column: str) -> Needs:
    return InPublicSchools(column).needs | {("school_grade", "pupils")}


def _spread(run: RunTables, column: str) -> tuple[np.ndarray, np.ndarray]:
    """Return unevenly spread children, and all of the group where there are others, as amounts by stage."""
    return run.once(("spread", column), lambda: _spread_made(run, column))


def _spread_made(run: RunTables, column: str) -> tuple[np.ndarray, np.ndarray]:
    at = places(run)
    county = at.max(axis=1) // N_ZONES
    is_public = schools_of(run, run.rows("school", "ownership", (OWNERSHIP_NAMES[PUBLIC],)))
    uneven, among = run.nowhere(), run.nowhere()
    for k in range(len(ZONES)):
        inside = is_public & ((k == 0) | (at % N_ZONES == k - 1))
        group, pupils = (_by_school(run, name) * inside[:, None] for name in (column, "pupils"))
        uneven[:, k, 1:], among[:, k, 1:] = _of_counties(group, pupils - group, county, len(run.counties))
    return uneven, among


def _of_counties(group: np.ndarray, others: np.ndarray, county: np.ndarray, n: int) -> tuple[np.ndarray, ...]:
    """Return what of a group is spread unevenly, and the group where there are others, (counties, stages, years).

    Parameters
    ----------
    group, others : float arrays (schools, stages, years)
    county : int array (schools,)
    n : int
        Number of counties.
    """

    def summed(values: np.ndarray) -> np.ndarray:
        out = np.zeros((n, *values.shape[1:]))
        np.add.at(out, county, values)
        return out

    of_group, of_others = summed(group), summed(others)
    per_other = np.divide(of_group, of_others, out=np.zeros_like(of_group), where=of_others > 0)
    apart = np.abs(group - others * per_other[county]) / 2
    return np.where(of_others > 0, summed(apart), 0.0), np.where(of_others > 0, of_group, 0.0)


def _by_school(run: RunTables, column: str) -> np.ndarray:
    """Return a column of `school_grade` summed by school, float (schools, stages, years)."""
    shape = (len(places(run)), N_STAGES, len(run.years))
    cell = (school_codes(run, "school_grade") * N_STAGES + run.stage_codes("school_grade")) * shape[2]
    cell = cell + run.year_codes("school_grade")
    return np.bincount(cell, run.values("school_grade", column), int(np.prod(shape))).reshape(shape)
