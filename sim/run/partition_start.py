"""How counties are shared out over the partitions of a run, and what of a start each of them holds."""

from dataclasses import replace

import numpy as np

from sim.base.table import Table
from sim.world.start import Start

_COUNTED = ("pupils", "classes")  # columns of schools that are counted on the people held


def shared_out(n_counties: int, partitions: int) -> np.ndarray:
    """Return which partition holds each county, int (counties,): neighbours in the table of counties together."""
    return np.arange(n_counties) * partitions // n_counties


def part_of_start(start: Start, own: np.ndarray) -> Start:
    """Return a start with the people and teachers of some counties, bool (counties,), and the places of all."""
    g = start.geography
    here = own[g.place_county]
    stays = own[g.county[start.households["settlement"]]]
    children = _some(start.children, stays[start.children["household"]])
    children.remap("household", np.where(stays, np.cumsum(stays) - 1, -1).astype(np.int32))
    households = _some(start.households, stays)
    teachers = _some(start.teachers, own[start.schools["county"][start.teachers["home_school"]]])
    adults = start.adults.copy()
    adults[~here] = 0
    b = start.behaviour
    behaviour = replace(b, family_arrivals=b.family_arrivals * here, adult_arrivals=b.adult_arrivals * here)
    schools = start.schools.copy()
    elsewhere = np.flatnonzero(~own[schools["county"]])
    schools.put(elsewhere, dict.fromkeys(_COUNTED, 0))
    return replace(
        start, households=households, children=children, teachers=teachers, adults=adults, behaviour=behaviour,
        schools=schools,
    )  # fmt: skip


def _some(table: Table, is_kept: np.ndarray) -> Table:
    """Return a table of some rows of another, with no room for more."""
    part = Table(table.name, tuple(table.columns.values()))
    part.append(int(is_kept.sum()), **table.rows(is_kept))
    return part
