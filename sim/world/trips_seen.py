"""Settlements and daily trips as bureaus see them: counted once a census for the region, then told county by county."""

import numpy as np

from sim.kernels.codes import BELOW_AGE, BOARD, ENROLLED, WALK
from sim.rules.seen import Settlements, Trips
from sim.world.state import State


class TripsSeen:
    """The trips of one census.

    Parameters
    ----------
    region : State
    """

    def __init__(self, region: State) -> None:
        c, self._region = region.children, region
        home = region.households["settlement"][c["household"]]
        self._below_age = np.bincount(
            home[c["status"] == BELOW_AGE], minlength=region.geography.n_settlements
        )
        pupils = np.flatnonzero(c["status"] == ENROLLED)
        key = home[pupils] * np.int64(len(region.schools)) + c["school"][pupils]
        pair, at = np.unique(key, return_inverse=True)
        self._home, self._school = np.divmod(pair, len(region.schools))
        way, band = c["way"][pupils], (c["grade"][pupils].astype(np.int64) - 1) // 3

        def by_band(which: np.ndarray) -> np.ndarray:
            counts = np.bincount(at[which] * 3 + band[which], minlength=3 * len(pair))
            return counts.reshape(-1, 3).astype(np.int64)

        is_day = way != BOARD
        self._pupils, self._beyond = by_band(is_day | ~is_day), by_band(c["is_over_limit"][pupils] > 0)
        self._riders = by_band(is_day & (way != WALK))
        minutes = np.bincount(at, c["minutes"][pupils], len(pair))
        self._minutes = minutes / np.maximum(1, np.bincount(at[is_day], minlength=len(pair)))

    def of(self, county: int, schools: np.ndarray, townships: np.ndarray) -> tuple[Settlements, Trips]:
        """Return a county's settlements and trips; `schools`, `townships` are the region's rows of the view's."""
        g = self._region.geography
        places = np.flatnonzero(g.county == county)
        seen = Settlements(
            places, g.x[places], g.y[places], np.searchsorted(townships, g.township[places]), g.zone[places],
            g.rank[places], self._below_age[places],
        )  # fmt: skip
        school_at = np.full(len(self._region.schools), -1)
        school_at[schools] = np.arange(len(schools))
        mine = np.flatnonzero((g.county[self._home] == county) & (school_at[self._school] >= 0))
        return seen, Trips(
            np.searchsorted(places, self._home[mine]), school_at[self._school[mine]], self._pupils[mine],
            self._beyond[mine], self._riders[mine], self._minutes[mine],
        )  # fmt: skip
