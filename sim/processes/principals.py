"""Principals change places (校长交流): one of a town or strong school with one of a rural school, both homes kept."""

import numpy as np

from sim.processes.rotating import Sides, count, in_turn, is_eligible, set_out, share_of
from sim.world.region import Region


def swap(region: Region, rules, sides: Sides) -> None:
    """Let pairs of principals set out, as many as the share of the eligible of the schools that send.

    Parameters
    ----------
    sides : Sides
        A principal of a school that sends changes with the eligible principal of the same stage at the nearest school
        that receives; who finds none stays, and the next is asked.
    """
    if not any(book.rotation_principal_share for book in rules):
        return
    t, s = region.teachers, region.schools
    leads = np.flatnonzero(is_eligible(region, rules) & (t["is_principal"] > 0))
    home = t["home_school"][leads]
    sends, receives = leads[sides.sends[home]], leads[sides.receives[home]]
    count(region, "n_principals_eligible", np.concatenate([sends, receives]))
    for county, book in enumerate(rules):
        mine, theirs = (rows[s["county"][t["home_school"][rows]] == county] for rows in (sends, receives))
        wanted = share_of(book.rotation_principal_share, len(mine))
        one, other = _pairs(region, in_turn(region, mine), theirs, wanted)
        rows = np.concatenate([one, other])
        count(region, "n_principals_rotated", rows)
        set_out(region, rows, t["home_school"][np.concatenate([other, one])], book.rotation_years)


def _pairs(region: Region, turn: np.ndarray, theirs: np.ndarray, wanted: int):
    """Return the two sides of each pair, teacher rows."""
    t, s = region.teachers, region.schools
    pairs: list[tuple[int, int]] = []
    for row in turn:
        if len(pairs) >= wanted:
            break
        same = theirs[t["stage"][theirs] == t["stage"][row]]
        if not len(same):
            continue
        here, there = t["home_school"][row], t["home_school"][same]
        found = same[np.argmin(np.hypot(s["x"][there] - s["x"][here], s["y"][there] - s["y"][here]))]
        pairs.append((row, found))
        theirs = theirs[theirs != found]
    one, other = np.array(pairs, np.int64).reshape(-1, 2).T
    return one, other
