"""Families that move into new estates (新建小区), part of the moves: estates open by order and fill over some years.

It stands between the families' choices and their moves. So an estate takes first those who are about to move to town
anyway, each family moves once a year, and a move into an estate is counted as that and nothing else. Once it is full it
is a settlement like any other: new families and movers to its place find homes there in proportion to its residents.
"""

import numpy as np

from sim.base.draws import decision, draws_for, number_of
from sim.kernels.codes import (
    BELOW_AGE,
    ENROLLED,
    OUT_LEAVING_CHILD,
    OWNER,
    RETURN,
    STAY,
    STAYS,
    TO_COUNTY_SEAT,
    TO_ESTATE,
    TO_TOWNSHIP_SEAT,
    WAITING,
)
from sim.processes import projects
from sim.world.estates import Estate
from sim.world.region import Region

_TURN = decision("estate.turn")


def fill(region: Region, orders, choice: np.ndarray) -> list[tuple[Estate, np.ndarray]]:
    """Open the estates that are due, let full ones be ordinary places, and choose who moves in by plan this year.

    Parameters
    ----------
    choice : uint8 array (households,)
        The families' choices; those who move in get TO_ESTATE, in place.

    Returns
    -------
    list of (Estate, int array)
        Estates that fill, each with the household rows that move in.
    """
    projects.open_due(region, orders)
    for estate in region.estates:
        if estate.year_full == region.year:
            residents = estate.order.dwellings * estate.order.persons_per_dwelling
            region.homes.add_estate(region.geography, estate.row, residents)
    filling = [estate for estate in region.estates if estate.is_filling(region.year)]
    if not filling:
        return []
    pupils, is_young = _children_of(region)
    chosen = []
    for estate in filling:
        rows = _families(region, estate, choice, pupils, is_young)
        choice[rows] = TO_ESTATE
        chosen.append((estate, rows))
    return chosen


def _children_of(region: Region) -> tuple[np.ndarray, np.ndarray]:
    """Return pupils of grades 1-9 by household, and which households have a child in or below these grades."""
    c, n = region.children, len(region.households)
    is_pupil = (c["status"] == ENROLLED) | (c["status"] == WAITING)
    pupils = np.bincount(c["household"][is_pupil], minlength=n)
    young = np.bincount(c["household"][c["status"] == BELOW_AGE], minlength=n)
    return pupils, pupils + young > 0


def _families(
    region: Region, estate: Estate, choice: np.ndarray, pupils: np.ndarray, is_young: np.ndarray
) -> np.ndarray:
    """Return the rows of the families that move in this year, until the pupils wanted live in the estate.

    First come families of the county who would move to its seat, or to the seat of the estate's township, this year;
    then families of the county who would stay where they are, all alike: nothing is known of how near a family lives
    to the estate it buys in, so none is put first for it (assumption). Both by draw, keyed by family, estate and year;
    the richer are drawn the sooner, as far as `estate_price` tells. Families that already live in the estate do not
    move, families without a child in or below grades 1-9 do not come, and there are never more families than dwellings.
    """
    h, g = region.households, region.geography
    home = h["settlement"]
    is_free = (g.county[home] == estate.county) & (home != estate.row) & is_young & (h["leaving"] == STAYS)
    to_township = (choice == TO_TOWNSHIP_SEAT) & (g.township[home] == g.township[estate.row])
    to_town = (choice == TO_COUNTY_SEAT) | to_township
    rows = np.flatnonzero(is_free & (to_town | (choice == STAY)))
    key = int(number_of(estate.order.estate_id)) & 0xFFFFFFFF
    turn = draws_for(region.luck, _TURN, region.year, h["uid"][rows], key)
    wait = -np.log1p(-turn) * np.exp(-region.numbers["estate_price"] * h["income"][rows])
    rows = rows[np.lexsort((wait, ~to_town[rows]))]
    there = np.flatnonzero((home == estate.row) & (h["leaving"] == STAYS) & _stays(region, choice))
    missing = estate.wanted_pupils(region.year, region.numbers["estate_take_up"]) - pupils[there].sum()
    before = np.cumsum(pupils[rows]) - pupils[rows]
    return rows[before < missing][: max(0, estate.order.dwellings - len(there))]


def _stays(region: Region, choice: np.ndarray) -> np.ndarray:
    """Return which families live on where they are by their choice, bool (households,)."""
    comes_back = (choice == RETURN) & (region.households["parents_away"] > 0)
    return (choice == STAY) | (choice == OUT_LEAVING_CHILD) | comes_back


def move_in(region: Region, chosen: list[tuple[Estate, np.ndarray]]) -> None:
    """Let the chosen families move: they own their home there, and a residence permit begins anew as for all movers."""
    h = region.households
    for estate, rows in chosen:
        h.writable("settlement")[rows] = estate.row
        h.writable("tenure")[rows] = OWNER
        h.writable("year_moved")[rows] = region.year
        h.writable("permit_months")[rows] = 0
