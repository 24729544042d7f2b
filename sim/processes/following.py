"""Children who follow their parents (随父母在工作地就近入学), part of the moves.

It stands between the families' choices and their moves. Each year some families with left-behind pupils follow the
parents by themselves, the more the longer these have been away (`p_child_follows`). Where the rules ask for it, a
further share does, and a share of the families a parent of whom would leave pupils behind this year goes together
instead. They go where the parents work: to the seat of their county (`share_parents_in_seat`), else out of the region.
No utility is changed, so nobody goes for whom no parent goes or has gone. In counties told by their schools alone the
plan of the year decides which children go, and nobody follows.
"""

import numpy as np

from sim.base.chunks import find_chunks
from sim.base.draws import decision, draws_for
from sim.kernels.codes import (
    COUNTY_SEAT,
    ENROLLED,
    OUT_WITH_CHILD,
    TO_COUNTY_SEAT,
    WAITING,
)
from sim.kernels.following import who_follows
from sim.world.region import Region

_ACCOMPANY, _FOLLOW, _WORKPLACE = (
    decision(f"following.{name}") for name in ("accompany", "follow", "workplace")
)


def follow(region: Region, rules, choice: np.ndarray, seen: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Let families go together; return the rows of all of them, and of those who will live with their parents.

    Parameters
    ----------
    choice : uint8 array (households,)
        The families' choices; those who follow get TO_COUNTY_SEAT or OUT_WITH_CHILD, in place.
    seen : uint32 array (households,)
        As of `sim.kernels.family_children.look_at_children`.
    """
    h = region.households
    columns = (h[name] for name in ("leaving", "parents_away", "year_away", "settlement", "uid"))
    shares = (rules.values(f"share_{name}") for name in ("accompanying", "following"))
    rows = find_chunks(
        who_follows, len(h), region.threads, choice, seen, *columns, region.geography.county, region.is_by_shares,
        *shares, region.numbers["p_child_follows"], region.luck, _ACCOMPANY, _FOLLOW, region.year,
    )  # fmt: skip
    in_seat = _work_in_seat(region, rows)
    choice[rows] = np.where(in_seat, TO_COUNTY_SEAT, OUT_WITH_CHILD)
    return rows, rows[in_seat]


def count(region: Region, families: np.ndarray, children: np.ndarray) -> None:
    """Count the pupils among `children` (rows) of the families that follow (rows), where they live until now."""
    c, h = region.children, region.households
    follows = np.zeros(len(h), bool)
    follows[families] = True
    status, family = c["status"][children], c["household"][children]
    family = family[follows[family] & ((status == ENROLLED) | (status == WAITING))]
    region.accounts.add("pupils_following", region.geography.county[h["settlement"][family]])


def reunite(region: Region, families: np.ndarray) -> None:
    """Let the parents of families that have come to the seat where they work live with them."""
    for name in ("parents_away", "year_away"):
        region.households.writable(name)[families] = 0


def _work_in_seat(region: Region, rows: np.ndarray) -> np.ndarray:
    """Return whose parents work at the county's seat, bool (rows,): a trait of the family; not where it lives there."""
    h = region.households
    draws = draws_for(region.luck, _WORKPLACE, 0, h["uid"][rows])
    lives_there = region.geography.rank[h["settlement"][rows]] == COUNTY_SEAT
    return (draws < region.numbers["share_parents_in_seat"]) & ~lives_there
