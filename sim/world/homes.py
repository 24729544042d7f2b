"""Where new and moving households find a home: keyed draws on the residents of settlements."""

import numpy as np

from sim.kernels.codes import COUNTY_SEAT
from sim.world.start import Geography


class Homes:
    """Draw settlements within a place or a county seat, in proportion to their start residents."""

    def __init__(self, geography: Geography) -> None:
        self._order = np.argsort(geography.place, kind="stable")
        weights = geography.weight[self._order]
        self._edges = np.cumsum(weights)
        n_places = len(geography.place_zone)
        self._total = np.bincount(geography.place, weights=geography.weight, minlength=n_places)
        self._first = np.concatenate([[0.0], np.cumsum(self._total)[:-1]])
        self._seats = [
            np.flatnonzero((geography.rank == COUNTY_SEAT) & (geography.county == c))
            for c in range(geography.n_counties)
        ]
        self._seat_edges = [np.cumsum(geography.weight[s]) / geography.weight[s].sum() for s in self._seats]
        self._elsewhere = [
            [d for d in range(geography.n_counties) if d != c] or [c] for c in range(geography.n_counties)
        ]

    def at(self, place: np.ndarray, luck: np.ndarray) -> np.ndarray:
        """Return a settlement of each place for draws in [0, 1)."""
        at = self._first[place] + luck * self._total[place]
        return self._order[np.minimum(np.searchsorted(self._edges, at, side="right"), len(self._order) - 1)]

    def in_seat(self, county: np.ndarray, luck: np.ndarray) -> np.ndarray:
        """Return a settlement of each county's seat for draws in [0, 1)."""
        out = np.zeros(len(county), np.int64)
        for c, seat in enumerate(self._seats):
            mine = county == c
            out[mine] = seat[
                np.minimum(np.searchsorted(self._seat_edges[c], luck[mine], side="right"), len(seat) - 1)
            ]
        return out

    def in_other_seat(self, county: np.ndarray, luck: np.ndarray) -> np.ndarray:
        """Return a settlement of another county's seat (of the own one where the region has one county)."""
        target = np.zeros(len(county), np.int64)
        for c, others in enumerate(self._elsewhere):
            mine = county == c
            target[mine] = np.array(others)[(luck[mine] * len(others)).astype(int)]
        return self.in_seat(target, (luck * 7919.0) % 1.0)
