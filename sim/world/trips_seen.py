"""Settlements and daily trips as bureaus see them: counted once a census for the region, then told county by county."""

import numpy as np

from sim.kernels.trip_pairs import BEYOND, DAY_PUPILS, MINUTES, PUPILS, RIDERS, unpacked
from sim.rules.seen import Settlements, Trips
from sim.world.state import State


class Held:
    """Rows of the region that counties hold (schools, settlements, townships), in the order of counties.

    Attributes
    ----------
    rows : int64 array (held,)
        Those of a county stand together, ascending.
    position : int64 array (rows of the region,)
        Of each row that is held among those of its county; -1 for others.
    """

    def __init__(self, rows: np.ndarray, county: np.ndarray, n_counties: int) -> None:
        """`rows` int (held,); `county` int (rows of the region,)."""
        self.rows = rows[np.argsort(county[rows], kind="stable")]
        sizes = np.bincount(county[rows], minlength=n_counties)
        ends = np.cumsum(sizes)
        self._slices = [
            slice(end - size, end) for size, end in zip(sizes.tolist(), ends.tolist(), strict=True)
        ]
        self.position = np.full(len(county), -1)
        self.position[self.rows] = np.arange(len(rows)) - np.repeat(ends - sizes, sizes)

    def of(self, county: int) -> slice:
        """Return where a county's rows stand in `rows`."""
        return self._slices[county]


class SettlementsSeen:
    """The settlements of one census.

    Parameters
    ----------
    region : State
    below_age : int array (settlements,)
        Children below school age by where they live.
    places, townships : Held
    """

    def __init__(self, region: State, below_age: np.ndarray, places: Held, townships: Held) -> None:
        g, rows = region.geography, places.rows
        self._places = places
        self._columns = (
            rows, g.x[rows], g.y[rows], townships.position[g.township[rows]], g.zone[rows], g.rank[rows],
            below_age[rows],
        )  # fmt: skip

    def of(self, county: int) -> Settlements:
        """Return a county's settlements."""
        mine = self._places.of(county)
        return Settlements(*(values[mine] for values in self._columns))


class TripsSeen:
    """The trips of one census.

    Parameters
    ----------
    region : State
    counted : tuple of arrays
        Pairs of settlement and school with their packed counts, of `sim.kernels.trip_pairs.pairs_of`.
    places, schools : Held
    """

    def __init__(self, region: State, counted: tuple[np.ndarray, ...], places: Held, schools: Held) -> None:
        g, (home, school, packed) = region.geography, counted
        county = g.county[home]
        mine = np.flatnonzero((schools.position[school] >= 0) & (county == region.schools["county"][school]))
        mine = mine.take(np.argsort(county.take(mine), kind="stable"))
        self._counts = unpacked(packed.take(mine, axis=0))
        self._home = places.position.take(home.take(mine))
        self._school = schools.position.take(school.take(mine))
        self._starts = np.searchsorted(county.take(mine), np.arange(g.n_counties + 1))

    def of(self, county: int) -> Trips:
        """Return a county's trips, in the positions of its view."""
        mine = slice(self._starts[county], self._starts[county + 1])
        counts = self._counts[mine]
        return Trips(
            self._home[mine], self._school[mine], counts[:, PUPILS], counts[:, BEYOND],
            counts[:, RIDERS], counts[:, MINUTES] / np.maximum(1, counts[:, DAY_PUPILS]),
        )  # fmt: skip
