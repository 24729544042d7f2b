"""Principals change places (校长交流): one of a town or strong school with one of a rural school, both homes kept."""

import numpy as np

from sim.kernels.rotation import pair_nearest
from sim.processes.rotating import Sides, count, in_turn, set_out, share_of
from sim.world.region import Region


def swap(region: Region, rules, sides: Sides, leads: np.ndarray) -> None:
    """Let pairs of principals set out, as many as the share of the eligible of the schools that send.

    A principal of a school that sends changes with the eligible principal of the same stage at the nearest school that
    receives; who finds none stays, and the next is asked.

    Parameters
    ----------
    sides : Sides
    leads : int array
        Rows of eligible principals.
    """
    t, s = region.teachers, region.schools
    home, stage = t["home_school"][leads].astype(np.int64), t["stage"][leads]
    county, partner = s["county"][home], np.full(len(leads), -1)
    place = np.arange(len(leads))
    for number, book in enumerate(rules):
        sends, receives = (
            np.flatnonzero((county == number) & side[home]) for side in (sides.sends, sides.receives)
        )
        turn = sends[in_turn(region, leads[sends])]
        wanted = share_of(book.rotation_principal_share, len(turn))
        pair_nearest(turn, receives, stage, home, s["x"], s["y"], wanted, partner)
    goes = place[partner >= 0]
    count(region, "n_principals_eligible", leads[(sides.sends | sides.receives)[home]])
    count(region, "n_principals_rotated", leads[goes])
    for number, book in enumerate(rules):
        mine = goes[county[goes] == number]
        set_out(region, leads[mine], home[partner[mine]], book.rotation_years)
