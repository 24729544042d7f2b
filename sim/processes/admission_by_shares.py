"""Admission where a county is told by its schools alone: the places of a grade are split over its schools by shares.

Who has a right to go on does so; who lives in the zone of a school built within the run asks for it, as everywhere. All
others share out the places: of grades 1 and 7 in proportion to what each school is expected to take beyond those, of
the other grades first the places that joiners are wanted for. A school is held at its seats while another has some, and
unless a cut-off is in force it has seats for as many entrants as it held in any of the last three censuses; a child
asks for no certain school here, so the hard stop has nothing to add. Children are served in the order of groups,
then by draw, each with the nearest school that has a place left: so groups decide who gets the last seats.
"""

from dataclasses import replace

import numpy as np

from sim.kernels.entry_shares import NO_LIMIT, entry_shares
from sim.kernels.serving import admit_in_order
from sim.kernels.sharing import take_nearest
from sim.processes import by_shares
from sim.processes.applicants import Applicants, in_order, overflow_order, pupils_now
from sim.processes.by_shares import ENTRY
from sim.world.region import Region
from sim.world.table_only import CountyByShares


def place(region: Region, rules, one: CountyByShares, a: Applicants, seats: np.ndarray) -> np.ndarray:
    """Place the applicants of a county; return school or -1 (applicants,): who changes school without a place stays.

    Parameters
    ----------
    a : Applicants
        Those who live in the county and wait, those who moved there, and those who change school within it.
    seats : int array (schools, 9)
        Free seats; reduced in place, never below zero.
    """
    placed, how = np.full(len(a.rows), -1, np.int64), np.zeros(len(a.rows), np.uint8)
    asks = np.where(a.continues | region.is_new(a.asked), a.asked, -1)
    certain = replace(a, asked=asks)
    admit_in_order(in_order(region, certain), asks, a.grade, a.continues, seats, placed, how)
    may_stay = np.isin(a.rows, one.changing)
    here = _pupils_with(region, one, a, placed)
    for grade in np.unique(a.grade):
        pool = np.flatnonzero((a.grade == grade) & (placed < 0))
        pool = overflow_order(region, a, pool)
        pool = pool[np.argsort(may_stay[pool], kind="stable")]
        shares = _shares(region, rules, one, int(grade) - 1, here, seats, pool, a.is_local, may_stay)
        must = a.is_local[pool] & ~may_stay[pool]
        _take(
            region, one, a, pool[_served(must, int(shares.sum()))], int(grade) - 1, shares, seats, placed, how
        )
    found = placed >= 0
    region.register.enrol(a.rows[found], placed[found], how[found])
    return placed


def _served(must: np.ndarray, n: int) -> np.ndarray:
    """Return the `n` first of those in line, positions in line; who must have a place is passed by for nobody."""
    return np.sort(np.argsort(~must, kind="stable")[:n])


def _pupils_with(region: Region, one: CountyByShares, a: Applicants, placed: np.ndarray) -> np.ndarray:
    """Return pupils of the county's schools with the applicants placed so far, int (S, 9)."""
    pupils = pupils_now(region)
    found = placed >= 0
    np.add.at(pupils, (placed[found], a.grade[found] - 1), 1)
    return pupils[one.schools]


def _shares(
    region: Region, rules, one: CountyByShares, column: int, here: np.ndarray, seats: np.ndarray, pool: np.ndarray,
    is_local: np.ndarray, may_stay: np.ndarray,
) -> np.ndarray:  # fmt: skip
    """Return the places of a grade by school, int (S,): for all who must have one, others as far as there are seats."""
    must = pool[~may_stay[pool]]
    n_local, n = int(is_local[must].sum()), len(must)
    teaches = by_shares.taught(region, one)[:, column]
    has_cutoff = rules.by_grade("cutoff")[one.county, column] > 0
    free = np.where(teaches, seats[one.schools, column], 0)
    uid = region.schools["uid"][one.schools]
    luck = {"seed": region.luck, "year": region.year, "uid": uid, "grade": column + 1}
    if ENTRY[column]:
        if not has_cutoff:
            free = np.where(teaches, np.maximum(free, _most_entrants(one, column) - here[:, column]), 0)
        weight = _or_all(
            np.where(teaches, np.maximum(0.0, one.size[:, column] - here[:, column]), 0.0), teaches
        )
        return entry_shares(max(n_local, min(n, int(free.sum()))), weight, free, **luck)
    room = free if has_cutoff else np.where(teaches, NO_LIMIT, 0)
    lacking = np.minimum(np.maximum(0, one.wanted[:, column] - here[:, column]), room)
    over = max(n_local, min(n, int(room.sum()))) - int(lacking.sum())
    if over <= 0:
        return lacking
    weight = _or_all(np.where(teaches, one.wanted[:, column], 0.0), teaches)
    return lacking + entry_shares(over, weight, room - lacking, **luck)


def _most_entrants(one: CountyByShares, column: int) -> np.ndarray:
    """Return the most pupils of a grade that each school held in the last three censuses, int (S,)."""
    return np.max([census[:, column] for census in one.recent[:3]], axis=0).astype(np.int64)


def _or_all(weight: np.ndarray, teaches: np.ndarray) -> np.ndarray:
    """Return the weights, or equal ones of all schools that teach the grade where none has a weight."""
    return weight if weight.any() else teaches.astype(float)


def _take(
    region: Region, one: CountyByShares, a: Applicants, order: np.ndarray, column: int, shares: np.ndarray,
    seats: np.ndarray, placed: np.ndarray, how: np.ndarray,
) -> None:  # fmt: skip
    """Give the places of a grade to children in order, and take the seats they fill, all in place."""
    g, s, home = region.geography, region.schools, a.home[order]
    at, free = np.full(len(order), -1, np.int64), seats[one.schools, column]
    take_nearest(
        np.arange(len(order)), g.x[home], g.y[home], s["x"][one.schools], s["y"][one.schools], shares.copy(), free,
        at, how_taken := np.zeros(len(order), np.uint8),
    )  # fmt: skip
    seats[one.schools, column] = free
    found = at >= 0
    placed[order[found]], how[order[found]] = one.schools[at[found]], how_taken[found]
