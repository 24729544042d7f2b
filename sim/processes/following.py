"""Children who follow their parents (随父母在工作地就近入学), part of the moves.

It stands between the families' choices and their moves. Each year some families with left-behind pupils follow the
parents by themselves, the more the longer these have been away (`p_child_follows`). Where the rules ask for it, a
further share does, and a share of the families a parent of whom would leave pupils behind this year goes together
instead. They go where the parents work: to the seat of their county (`share_parents_in_seat`), else out of the region.
No utility is changed, so nobody goes for whom no parent goes or has gone. In counties told by their schools alone the
plan of the year decides which children go, and nobody follows.
"""

import numpy as np

from sim.base.draws import decision, draws_for
from sim.kernels.codes import (
    COUNTY_SEAT,
    ENROLLED,
    OUT_LEAVING_CHILD,
    OUT_WITH_CHILD,
    STAY,
    STAYS,
    TO_COUNTY_SEAT,
    WAITING,
)
from sim.kernels.moves import chance_to_follow
from sim.world.region import Region

_ACCOMPANY, _FOLLOW, _WORKPLACE = (
    decision(f"following.{name}") for name in ("accompany", "follow", "workplace")
)


def follow(region: Region, rules, choice: np.ndarray) -> np.ndarray:
    """Let families go together; return the rows of those who will live with their parents at the county seat.

    Parameters
    ----------
    choice : uint8 array (households,)
        The families' choices; those who follow get TO_COUNTY_SEAT or OUT_WITH_CHILD, in place.
    """
    h, g = region.households, region.geography
    shares = {name: rules.values(f"share_{name}") for name in ("accompanying", "following")}
    may = _has_pupils(region) & (h["leaving"] == STAYS)
    may &= ~region.is_by_shares[g.county[h["settlement"]]]
    leaves = np.flatnonzero(may & (choice == OUT_LEAVING_CHILD))
    behind = np.flatnonzero(may & (choice == STAY) & (h["parents_away"] > 0))
    county = g.county[h["settlement"]]
    by_itself = chance_to_follow(h["year_away"][behind], region.year, region.numbers["p_child_follows"])
    follows = 1.0 - (1.0 - shares["following"][county[behind]]) * (1.0 - by_itself)
    rows = np.sort(
        np.concatenate(
            [
                _drawn(region, _ACCOMPANY, leaves, shares["accompanying"][county[leaves]]),
                _drawn(region, _FOLLOW, behind, follows),
            ]
        )
    )
    in_seat = _work_in_seat(region, rows)
    choice[rows] = np.where(in_seat, TO_COUNTY_SEAT, OUT_WITH_CHILD)
    _count(region, rows)
    return rows[in_seat]


def reunite(region: Region, families: np.ndarray) -> None:
    """Let the parents of families that have come to the seat where they work live with them."""
    for name in ("parents_away", "year_away"):
        region.households.writable(name)[families] = 0


def _has_pupils(region: Region) -> np.ndarray:
    """Return which families have a child at school or waiting for a place, bool (households,)."""
    c = region.children
    is_pupil = (c["status"] == ENROLLED) | (c["status"] == WAITING)
    return np.bincount(c["household"][is_pupil], minlength=len(region.households)) > 0


def _drawn(region: Region, key: np.uint64, rows: np.ndarray, share: np.ndarray) -> np.ndarray:
    """Return who of the families goes by draw; `share` (rows,) is the chance of each."""
    return rows[draws_for(region.luck, key, region.year, region.households["uid"][rows]) < share]


def _work_in_seat(region: Region, rows: np.ndarray) -> np.ndarray:
    """Return whose parents work at the county's seat, bool (rows,): a trait of the family; not where it lives there."""
    h = region.households
    draws = draws_for(region.luck, _WORKPLACE, 0, h["uid"][rows])
    lives_there = region.geography.rank[h["settlement"][rows]] == COUNTY_SEAT
    return (draws < region.numbers["share_parents_in_seat"]) & ~lives_there


def _count(region: Region, rows: np.ndarray) -> None:
    c, h = region.children, region.households
    follows = np.zeros(len(h), bool)
    follows[rows] = True
    is_pupil = (c["status"] == ENROLLED) | (c["status"] == WAITING)
    family = c["household"][is_pupil & follows[c["household"]]]
    region.accounts.add("pupils_following", region.geography.county[h["settlement"][family]])
