"""Residents by township: what the population table tells below the county, and adults that follow it."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import pandas as pd

from sim.inputs.synthesis.population import counted, largest_remainder, split_rows
from sim.inputs.tables import InputTables
from sim.kernels.codes import AWAY, LOCAL, NEWCOMER


@dataclass(frozen=True)
class ByTownship:
    """Residents of the counties whose population is told by township or settlement.

    Attributes
    ----------
    county : int array (townships,)
    is_given : bool array (counties,)
        Whether the county's residents are told by township.
    persons, newcomers : int arrays (townships, 101, 2)
        Residents, and those of them with hukou elsewhere, by single age and sex; zero where not given.
    settlements : dict of str to int
        Residents by settlement, where told.
    """

    county: np.ndarray
    is_given: np.ndarray
    persons: np.ndarray
    newcomers: np.ndarray
    settlements: dict[str, int]

    def is_told(self, township: int) -> bool:
        """Tell whether the township's residents are counted in the population table."""
        return bool(self.is_given[self.county[township]])

    def people(self, township: int) -> int:
        """Return the counted residents of a township, 0 where none are told."""
        return int(self.persons[township].sum())

    def of_county(self, county: int) -> np.ndarray:
        """Return the townships of a county, int array."""
        return np.flatnonzero(self.county == county)

    def rescaled(self, weight: np.ndarray, township: np.ndarray) -> np.ndarray:
        """Return residents by settlement (float, settlements), scaled to those counted in its township."""
        sums = np.bincount(township, weights=weight, minlength=len(self.county))
        total = self.persons.sum(axis=(1, 2))
        alike = np.bincount(township, minlength=len(self.county))
        told = self.is_given[self.county[township]]
        share = np.where(
            sums[township] > 0,
            weight / np.maximum(sums[township], 1e-9),
            1.0 / np.maximum(1, alike[township]),
        )
        return np.where(told, share * total[township], weight)


@lru_cache(maxsize=2)
def read(tables: InputTables) -> ByTownship:
    """Return what the population table tells by township."""
    rows = tables.population
    rows = rows[(rows["township_code"] != "") & (rows["hukou"] != "away")]
    codes = list(tables.counties["county_code"])
    county = np.array([codes.index(c) for c in tables.townships["county_code"]], np.int64)
    numbers = {code: t for t, code in enumerate(tables.townships["township_code"])}
    township = rows["township_code"].map(numbers).to_numpy(np.int64)
    is_newcomer = (rows["hukou"] == "elsewhere").to_numpy()
    below = rows[rows["settlement_code"] != ""]
    return ByTownship(
        county,
        np.isin(np.arange(len(codes)), county[township]),
        counted(rows, township, len(county)),
        counted(rows[is_newcomer], township[is_newcomer], len(county)),
        _by_settlement(below),
    )


def _by_settlement(rows: pd.DataFrame) -> dict[str, int]:
    return {str(code): int(n) for code, n in rows.groupby("settlement_code")["persons"].sum().items()}


def follow(
    adults: np.ndarray, told: ByTownship, parents: np.ndarray, places, people: np.ndarray
) -> np.ndarray:
    """Return the adult table with the residents of told counties spread as their townships' own ages and sexes.

    Parameters
    ----------
    adults : int array (places, 101, 2, 3)
        Adults of the table; sums by county, age, sex and standing are kept, those away stay where they are.
    parents : int array (townships, 101, 2)
        Parents who live with their children: counted as residents, but no adults of the table.
    places : Places
    people : float array (places,)
        What a township's adults are spread over its places on.
    """
    out = adults.copy()
    for c in np.flatnonzero(told.is_given):
        mine, towns = np.flatnonzero(places.county == c), told.of_county(c)
        wanted = told.persons[towns] - parents[towns]
        wanted[:, :18] = 0
        total = adults[mine][..., :AWAY].sum(axis=(0, 3))
        wanted = _meeting(np.maximum(0, wanted), total)
        newcomers = _newcomers(adults[mine, :, :, NEWCOMER], places.township[mine], towns, told, wanted)
        out[mine, :, :, :AWAY] = 0
        for i, t in enumerate(towns):
            own = mine[places.township[mine] == t]
            both = _over_places(wanted[i], people[own])
            new = np.minimum(both, _over_places(newcomers[i], people[own]))
            short = newcomers[i] - new.sum(axis=0)
            new += _into_slack(both - new, short)
            out[own, :, :, LOCAL], out[own, :, :, NEWCOMER] = both - new, new
    return out


def _meeting(wanted: np.ndarray, total: np.ndarray) -> np.ndarray:
    """Return `wanted` (townships, 101, 2) scaled where its sum over townships is not `total` (101, 2)."""
    for age, x in zip(*np.nonzero(wanted.sum(axis=0) != total), strict=True):
        wanted[:, age, x] = largest_remainder(wanted[:, age, x].astype(float), int(total[age, x]))
    return wanted


def _newcomers(there, township, towns, told: ByTownship, wanted) -> np.ndarray:
    """Return newcomers (townships, 101, 2): as told, else where the adult table has them; never beyond `wanted`."""
    total, weight = there.sum(axis=0), told.newcomers[towns].astype(float)
    if not weight.any():
        weight = np.stack([there[township == t].sum(axis=0) for t in towns]).astype(float)
    out = np.zeros_like(wanted)
    for age, x in zip(*np.nonzero(total), strict=True):
        out[:, age, x] = np.minimum(
            wanted[:, age, x], largest_remainder(weight[:, age, x], int(total[age, x]))
        )
    return out + _into_slack(wanted - out, total - out.sum(axis=0))


def _into_slack(slack: np.ndarray, more: np.ndarray) -> np.ndarray:
    """Return `more` (101, 2) spread over rows in proportion to their slack (rows, 101, 2), never beyond it."""
    out = np.zeros_like(slack)
    for age, x in zip(*np.nonzero(more), strict=True):
        out[:, age, x] = largest_remainder(slack[:, age, x].astype(float), int(more[age, x]))
    return out


def _over_places(total: np.ndarray, people: np.ndarray) -> np.ndarray:
    """Return `total` (101, 2) split over places in proportion to `people` (places,), int (places, 101, 2)."""
    return split_rows(people, total.reshape(-1)).T.reshape(len(people), *total.shape)
