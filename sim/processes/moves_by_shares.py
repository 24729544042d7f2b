"""Moves where a county is told by its schools alone: joiners and leavers of school and grade, not choices of a home.

Leavers of a grade first fill the places of its joiners in the county's other schools. The surplus of leavers leaves the
region with its family; what joiners lack comes with families from outside. Brothers and sisters at school go along and
count in their own grades. Families whose children are all below school age leave and come at the rate of the grades
next to them. A family's home within the county does not change; parents leave and return as everywhere.
"""

import numpy as np

from sim.base.draws import decision, draws_for
from sim.kernels.codes import (
    BELOW_AGE,
    ENROLLED,
    LEFT,
    OUT_LEAVING_CHILD,
    OUT_WITH_CHILD,
    RETURN,
    STAY,
    STAYS,
    WAITING,
)
from sim.kernels.sharing import pick_families
from sim.processes import by_shares, trace_notes
from sim.processes.by_shares import ENTRY, by_grade, seekers
from sim.world.region import Region
from sim.world.table_only import CountyByShares

_LEAVE, _YOUNG = decision("shares.leave"), decision("shares.young")
# Grades 2-6, whose net rate families follow all of whose children are below school age (assumption).
YOUNG_FOLLOW = slice(1, 6)


def choose(region: Region, choice: np.ndarray, orders) -> None:
    """Replace the choices of families in these counties, in place, and note which pupils change school."""
    for one in region.by_shares:
        _keep_only_parents(region, one, choice)
        joiners, leavers = by_shares.plan(region, one, orders)
        one.young_rate = _rate_of_young(region, one, joiners - leavers)
        _choose(region, one, joiners, leavers, choice)


def _keep_only_parents(region: Region, one: CountyByShares, choice: np.ndarray) -> None:
    """Let stand what moves no child: a parent leaves, a parent comes back."""
    h = region.households
    mine = region.geography.county[h["settlement"]] == one.county
    comes_back = (choice == RETURN) & (h["parents_away"] > 0)
    choice[mine & (choice != OUT_LEAVING_CHILD) & ~comes_back] = STAY


def _choose(region: Region, one: CountyByShares, joiners, leavers, choice: np.ndarray) -> None:
    """Let the surplus of leavers go with their families, and others change school or give up going on at theirs."""
    goes, left = _families_that_leave(region, one, joiners, leavers, choice)
    choice[goes | _young_that_leave(region, one)] = OUT_WITH_CHILD
    staying = choice[region.children["household"]] != OUT_WITH_CHILD
    rows = _pupils_of(region, one, np.maximum(0, left), staying)
    trace_notes.changing_school(region, rows)
    waits = region.children["status"][rows] == WAITING
    region.register.waive(rows[waits])
    one.changing = rows[~waits]


def _families_that_leave(region: Region, one: CountyByShares, joiners, leavers, choice: np.ndarray):
    """Return which families leave the region, bool (households,), and the leavers then left by school and grade.

    Who lives in another county and leaves by choice is not asked.
    """
    c, n = region.children, len(region.households)
    surplus = leavers.sum(axis=0) - np.maximum(
        0, joiners.sum(axis=0) - by_grade(region, seekers(region, one))
    )
    surplus[ENTRY] = 0
    at_school = np.flatnonzero(_is_at_school(region, one))
    family = c["household"][at_school]
    members = np.argsort(family, kind="stable")
    first = np.searchsorted(family[members], np.arange(n + 1))
    cell = _cells(region, one, at_school)
    left = leavers.reshape(-1).copy()
    goes = (region.households["leaving"] != STAYS) | (choice == OUT_WITH_CHILD)
    gone = goes.copy()
    order = np.argsort(draws_for(region.luck, _LEAVE, region.year, c["uid"][at_school]), kind="stable")
    pick_families(
        order, family, cell, c["grade"][at_school], members, first, left, np.maximum(0, surplus), goes
    )
    return goes & ~gone, left.reshape(-1, 9)


def _is_at_school(region: Region, one: CountyByShares) -> np.ndarray:
    """Return which children sit in a school of the county, or wait with a right to go on there, bool (children,)."""
    c = region.children
    mine = np.zeros(len(region.schools) + 1, bool)
    mine[one.schools] = True  # the last entry stands for no school
    return ((c["status"] == ENROLLED) | (c["status"] == WAITING)) & mine[c["school"]]


def _cells(region: Region, one: CountyByShares, rows: np.ndarray) -> np.ndarray:
    """Return the number of school and grade of pupils, int (rows,)."""
    c = region.children
    return np.searchsorted(one.schools, c["school"][rows]) * 9 + c["grade"][rows] - 1


def _pupils_of(region: Region, one: CountyByShares, wanted: np.ndarray, may: np.ndarray) -> np.ndarray:
    """Return as many rows of pupils as wanted of each school and grade, int (S, 9), by draw among those who may."""
    rows = np.flatnonzero(_is_at_school(region, one) & may)
    cell = _cells(region, one, rows)
    luck = draws_for(region.luck, _LEAVE, region.year, region.children["uid"][rows])
    order = np.lexsort((luck, cell))
    begins = np.searchsorted(cell[order], np.arange(wanted.size))
    rank = np.arange(len(rows)) - begins[cell[order]]
    return rows[order][rank < wanted.reshape(-1)[cell[order]]]


def _young_that_leave(region: Region, one: CountyByShares) -> np.ndarray:
    """Return the families with children below school age alone that leave, bool (households,), by draw."""
    rows = np.flatnonzero(young_families(region, one))
    luck = draws_for(region.luck, _YOUNG, region.year, region.households["uid"][rows])
    out = np.zeros(len(region.households), bool)
    out[rows[luck < -one.young_rate]] = True
    return out


def young_families(region: Region, one: CountyByShares) -> np.ndarray:
    """Return the families of the county all of whose children are below school age, bool (households,)."""
    c, h = region.children, region.households
    here = c["status"] != LEFT
    n_children = np.bincount(c["household"][here], minlength=len(h))
    n_young = np.bincount(c["household"][c["status"] == BELOW_AGE], minlength=len(h))
    mine = region.geography.county[h["settlement"]] == one.county
    return mine & (h["leaving"] == STAYS) & (n_young > 0) & (n_young == n_children)


def _rate_of_young(region: Region, one: CountyByShares, gain: np.ndarray) -> float:
    """Return what the grades next to school entry gain this year, a pupil: joiners less leavers, less who waits."""
    waits = by_grade(region, seekers(region, one))[YOUNG_FOLLOW].sum()
    here = by_shares.sitting(region, one)[:, YOUNG_FOLLOW].sum()
    return float(gain[:, YOUNG_FOLLOW].sum() - waits) / max(1.0, float(here + waits))
