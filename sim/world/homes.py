"""Where new and moving households find a home: keyed draws on the residents of settlements."""

import numpy as np

from sim.kernels.codes import COUNTY_SEAT
from sim.kernels.finding_homes import homes_at, homes_in_seats
from sim.world.start import Geography

ESTATE_TURN = 104729.0  # a prime: draws times it, modulo 1, are as good as new ones


class Homes:
    """Draw settlements within a place or a county seat, in proportion to their start residents.

    Estates that have filled take their share beside them; who finds no home there finds the same as without them.
    """

    def __init__(self, geography: Geography) -> None:
        self._order = np.argsort(geography.place, kind="stable")
        self._edges = np.cumsum(geography.weight[self._order])
        n_places = len(geography.place_zone)
        self._total = np.bincount(geography.place, weights=geography.weight, minlength=n_places)
        self._before = np.concatenate([[0.0], np.cumsum(self._total)[:-1]])
        self._begins = np.searchsorted(geography.place[self._order], np.arange(n_places + 1))
        seats = [
            np.flatnonzero((geography.rank == COUNTY_SEAT) & (geography.county == c))
            for c in range(geography.n_counties)
        ]
        residents = np.array([geography.weight[s].sum() for s in seats])
        self._seats = np.concatenate(seats)
        self._seat_edges = np.concatenate(
            [np.cumsum(geography.weight[s]) / total for s, total in zip(seats, residents, strict=True)]
        )
        self._seat_begins = np.cumsum([0, *map(len, seats)])
        self._in_place = _Estates(self._total)
        self._in_seat = _Estates(residents)

    def add_estate(self, geography: Geography, settlement: int, residents: float) -> None:
        """Let a settlement that opened within the run take part, in proportion to its residents (persons)."""
        self._in_place.add(int(geography.place[settlement]), settlement, residents)
        if geography.rank[settlement] == COUNTY_SEAT:
            self._in_seat.add(int(geography.county[settlement]), settlement, residents)

    def at(self, place: np.ndarray, luck: np.ndarray) -> np.ndarray:
        """Return a settlement of each place for draws in [0, 1)."""
        at = self._begins, self._total, self._before, self._edges, self._order
        return self._in_place.put(homes_at(place, luck, *at), place, luck)

    def in_seat(self, county: np.ndarray, luck: np.ndarray) -> np.ndarray:
        """Return a settlement of each county's seat for draws in [0, 1)."""
        homes = homes_in_seats(county, luck, self._seat_begins, self._seat_edges, self._seats)
        return self._in_seat.put(homes, county, luck)


class _Estates:
    """The estates of areas (places, or county seats) that have `residents` (areas,) without them."""

    def __init__(self, residents: np.ndarray) -> None:
        self._total = residents.astype(float)
        self._estates: list[tuple[int, int, float]] = []

    def add(self, area: int, settlement: int, residents: float) -> None:
        self._estates.append((area, settlement, residents))
        self._total[area] += residents

    def put(self, homes: np.ndarray, area: np.ndarray, luck: np.ndarray) -> np.ndarray:
        """Return `homes` with an estate in place of its share of those in each area; draws in [0, 1)."""
        if not self._estates:
            return homes
        turn, taken = (luck * ESTATE_TURN) % 1.0, np.zeros(len(self._total))
        for where, settlement, residents in self._estates:
            share = residents / self._total[where]
            is_here = (area == where) & (taken[where] <= turn) & (turn < taken[where] + share)
            homes = np.where(is_here, settlement, homes)
            taken[where] += share
        return homes
