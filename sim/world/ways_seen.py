"""Ways by road as bureaus see them on their map: county by county, in the places of their view."""

import numpy as np

from sim.kernels.ways import REACH_KM
from sim.rules.seen import WaysSeen
from sim.world.state import State


def ways_seen(region: State, county: int, schools: np.ndarray) -> WaysSeen:
    """Return the ways of a county's settlements to its `schools`, rows of the region in the order of the view."""
    g, ways = region.geography, region.geography.roads.ways
    if g.roads.is_empty:
        return WaysSeen()
    places = np.flatnonzero(g.county == county)
    if (ways.place_node[places] < 0).all():
        return WaysSeen()
    place_at, school_at = np.full(g.n_settlements, -1), np.full(len(region.schools), -1)
    place_at[places], school_at[schools] = np.arange(len(places)), np.arange(len(schools))
    home = place_at[np.repeat(np.arange(g.n_settlements), np.diff(ways.first))]
    school = school_at[ways.school]
    mine = (home >= 0) & (school >= 0)
    detour = region.numbers["detour"]
    return WaysSeen(
        len(schools),
        home[mine] * len(schools) + school[mine],
        ways.km[mine].astype(float) / detour,
        REACH_KM / detour,
    )
