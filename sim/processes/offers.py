"""What towns offer to families that think of moving there: dwellings, a place at school, and other counties' seats.

All of it is of last year: dwellings that open estates still have, and what became of last year's applications.
"""

import numpy as np

from sim.base.draws import decision, draws_for
from sim.kernels.admission_odds import count_turned_away
from sim.kernels.codes import (
    COUNTY_SEAT,
    GOES_BACK,
    OUTCOME_NAMES,
    OVERFLOW_FAR,
    OVERFLOW_NEAR,
    SEAT_BOUGHT,
    STAYS,
    TOWNSHIP_SEAT,
    WAITS,
)
from sim.kernels.moves import FROM_OUTSIDE, TURNED_AWAY
from sim.kernels.numbers import move_weights
from sim.world.region import Region

_DESTINATION = decision("move.destination")
FEW = (
    20.0  # assumption: applicants beside whom those of last year count, so that one refusal frightens nobody
)
AT_TOWNSHIP, AT_COUNTY = range(2)
TURNED = np.zeros(len(OUTCOME_NAMES))  # how far an outcome counts as turned away
TURNED[[OVERFLOW_FAR, WAITS, GOES_BACK]] = 1.0
TURNED[[OVERFLOW_NEAR, SEAT_BOUGHT]] = 0.5  # assumption: another school near by is half as bad as none


def supply(region: Region) -> np.ndarray:
    """Return the log of all dwellings over the old ones at the two seats of each place, float (settlements, 2)."""
    g, h = region.geography, region.households
    out, new = np.zeros((g.n_settlements, 2)), np.zeros(g.n_settlements)
    for estate in region.estates:
        if estate.is_filling(region.year):
            lived_in = ((h["settlement"] == estate.row) & (h["leaving"] == STAYS)).sum()
            new[estate.row] = max(0, estate.order.dwellings - lived_in) * estate.order.persons_per_dwelling
    if not new.any():
        return out
    for column, rank, area in (
        (AT_TOWNSHIP, TOWNSHIP_SEAT, g.township),
        (AT_COUNTY, COUNTY_SEAT, g.county),
    ):
        at_seat = g.rank == rank
        residents = np.bincount(area, g.weight * at_seat)
        more = np.bincount(area, new * at_seat)
        out[:, column] = np.log1p(more / np.maximum(1.0, residents))[area]
    return out


def turned_away(region: Region) -> np.ndarray:
    """Return the share turned away of who asked for a school of the county seat last year, (counties, 2, 2).

    By stage, and by hukou elsewhere in the county and outside it. Turned away are children placed beyond the travel
    limit, left waiting, or gone back, and half of those placed within it but not where they asked (统筹). Who goes on
    at the own school asks for nothing. Near 0 where few asked.
    """
    a, g = region.admitted, region.geography
    of_seat = np.zeros(
        (2, len(region.schools) + 1), bool
    )  # the last column stands for places without a school
    at_seat = region.zone[g.rank == COUNTY_SEAT]
    of_seat[0, at_seat[:, :6]], of_seat[1, at_seat[:, 6:]] = True, True
    n, away = np.zeros((2, g.n_counties, 2, 2))
    count_turned_away(a.county, a.grade, a.origin, a.outcome, a.school_from, of_seat, TURNED, n, away)
    return away / (n + FEW)


def elsewhere(region: Region, shares: np.ndarray) -> np.ndarray:
    """Return what the odds of a place take off moving to another county, by the own county, utility <= 0.

    `shares` is `turned_away`; a family that goes has its hukou outside the county it goes to.
    """
    if region.geography.n_counties == 1:
        return np.zeros(1)
    pull = attraction(region)
    with_odds = (pull * np.exp(_worth(region, shares))).sum(axis=1)
    total = pull.sum(axis=1)
    return np.log(np.divide(with_odds, total, out=np.ones_like(total), where=total > 0))


def other_county(
    region: Region, shares: np.ndarray, county: np.ndarray, family_uid: np.ndarray
) -> np.ndarray:
    """Return the county each family goes to from its own, by size, distance, odds of a place and own luck."""
    if region.geography.n_counties == 1:
        return county
    pull = attraction(region)
    worth = np.log(np.maximum(pull, 1e-300)) + _worth(region, shares)
    luck = np.stack(
        [
            draws_for(region.luck, _DESTINATION, region.year, family_uid, int(there))
            for there in range(len(pull))
        ],
        axis=1,
    )
    return np.argmax(worth[county] - np.log(-np.log(luck + 1e-300) + 1e-300), axis=1)


def attraction(region: Region) -> np.ndarray:
    """Return the pull of each county's seat on families of another: residents / km ^ `gravity_km`; 0 on its own."""
    g = region.geography
    seat = g.rank == COUNTY_SEAT
    size = np.bincount(g.county[seat], g.weight[seat], g.n_counties)
    x, y = (
        np.bincount(g.county[seat], g.weight[seat] * at[seat], g.n_counties) / np.maximum(1.0, size)
        for at in (g.x, g.y)
    )
    km = np.maximum(1.0, np.hypot(x[:, None] - x, y[:, None] - y) * region.numbers["detour"])
    pull = size / km ** region.numbers["gravity_km"]
    np.fill_diagonal(pull, 0.0)
    return pull


def _worth(region: Region, shares: np.ndarray) -> np.ndarray:
    """Return the utility of the odds of a place at each seat for who comes from outside, mean of the two stages."""
    return -move_weights(region.numbers)[TURNED_AWAY] * shares[:, :, FROM_OUTSIDE].mean(axis=1)
