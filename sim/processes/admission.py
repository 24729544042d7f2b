"""Admission and transfers (model.md step 6): entrants, displaced, returning and moving pupils find a school."""

from dataclasses import dataclass

import numpy as np

from sim.base.draws import decision, draws_for
from sim.kernels.admission import (
    LAST_LOCAL_GROUP,
    admit_in_order,
    entry_seats,
    groups_of,
    order_keys,
    place_overflow,
)
from sim.kernels.codes import ENROLLED, OVER_CAPACITY, OVERFLOW, WAITING
from sim.processes import new_schools, staffing
from sim.processes.moves import leave_region
from sim.world.region import Region
from sim.world.whereabouts import noting_moves

_TIE, _UNPLACED = decision("admission.tie"), decision("admission.unplaced")


@dataclass
class Applicants:
    """Children who need or want a place: rows of the child table with what the rule looks at."""

    rows: np.ndarray
    home: np.ndarray
    grade: np.ndarray
    asked: np.ndarray  # the school asked for: the zone's, or the own nine-year school
    group: np.ndarray
    continues: np.ndarray  # holds a continuing right at `asked`


def kept_classes(region: Region) -> np.ndarray:
    """Return the classes each cohort had a year ago, at its grade of this year; entry grades 0. Int (schools, 9)."""
    kept = np.zeros((len(region.schools), 9), np.int64)
    kept[:, 1:] = region.schools["classes"][:, :-1]
    kept[:, 6] = 0
    return kept


def pupils_now(region: Region) -> np.ndarray:
    """Return enrolled pupils by school and grade at this moment, int (schools, 9)."""
    c = region.children
    rows = np.flatnonzero(c["status"] == ENROLLED)
    cell = c["school"][rows].astype(np.int64) * 9 + c["grade"][rows] - 1
    return np.bincount(cell, minlength=len(region.schools) * 9).reshape(-1, 9)


def run(region: Region, rules, orders) -> None:
    """Place all who wait, then the movers who ask for a transfer; local children are always placed."""
    pupils = pupils_now(region)
    kept = np.where(pupils > 0, kept_classes(region), 0)
    size = rules.planned_size()[region.schools["county"]]
    seats = np.zeros_like(pupils)
    possible = staffing.classes_possible(region)
    entry_seats(pupils, possible, kept, size, seats)
    new_schools.plan_seats(region, possible, size, pupils, seats)
    hard_stop = rules.values("has_hard_stop") > 0
    waiting = _applicants(region, rules, np.flatnonzero(region.children["status"] == WAITING))
    placed = _place(region, rules, waiting, seats, pupils, hard_stop)
    _unplaced(region, waiting.rows[placed < 0])
    movers = _applicants(region, rules, _moved(region))
    _transfer_movers(region, movers, seats, rules.by_grade("cutoff"))


def _applicants(region: Region, rules, rows: np.ndarray) -> Applicants:
    c, h, g = region.children, region.households, region.geography
    family = c["household"][rows]
    home, grade, school = h["settlement"][family], c["grade"][rows], c["school"][rows]
    continues = (c["status"][rows] == WAITING) & (school >= 0) & (h["year_moved"][family] != region.year)
    asked = np.where(continues, school, region.zone[home, grade - 1])
    hukou_home = np.maximum(h["hukou_settlement"][family], 0)
    group = groups_of(
        h["tenure"][family], h["hukou"][family], g.township[hukou_home] == g.township[home],
        g.county[hukou_home] == g.county[home],
        h["permit_months"][family], rules.values("permit_months_required")[g.county[home]],
    )  # fmt: skip
    group[continues] = 0
    return Applicants(rows, home, grade, asked, group, continues)


def _order(region: Region, a: Applicants) -> np.ndarray:
    """Return the order of service: by school and grade asked for, group, and a tie-break drawn for child and school."""
    return _sorted_by(region, a, a.asked, a.grade, np.arange(len(a.rows)))


def _overflow_order(region: Region, a: Applicants, left: np.ndarray) -> np.ndarray:
    """Return those left in the order of the overflow: by group, then a tie-break drawn for the child alone."""
    nowhere = np.zeros(len(a.rows), np.int64)
    return left[_sorted_by(region, a, nowhere, nowhere + 1, left)]


def _sorted_by(
    region: Region, a: Applicants, school: np.ndarray, grade: np.ndarray, rows: np.ndarray
) -> np.ndarray:
    uid = region.children["uid"][a.rows[rows]]
    keys = order_keys(school[rows], grade[rows], a.group[rows], uid, region.luck, _TIE, region.year)
    return np.argsort(keys, kind="stable")


def _place(region: Region, rules, a: Applicants, seats, pupils, hard_stop) -> np.ndarray:
    """Serve zone schools, then overflow by group and relative proximity; return school or -1 (applicants,)."""
    g, s = region.geography, region.schools
    county = g.county[a.home]
    is_local = a.group <= LAST_LOCAL_GROUP
    is_sure = a.continues | (is_local & ~hard_stop[county])
    placed, how = np.full(len(a.rows), -1, np.int64), np.zeros(len(a.rows), np.uint8)
    admit_in_order(_order(region, a), a.asked, a.grade, is_sure, seats, placed, how)
    load = (pupils.sum(axis=1) + np.bincount(placed[placed >= 0], minlength=len(s))).astype(float)
    limits, rooms = rules.minutes_limits(), staffing.classes_possible(region)
    served = _overflow_order(region, a, np.flatnonzero(placed < 0))
    for junior, which, minutes in (
        (False, g.candidates_primary, g.minutes_primary),
        (True, g.candidates_junior, g.minutes_junior),
    ):
        for c in np.unique(county[served]):
            mine = served[(county[served] == c) & ((a.grade[served] > 6) == junior)]
            place_overflow(
                mine, a.home, a.grade, is_local, which, minutes, s["status"], s["grade_low"],
                s["grade_high"], limits[c],
                seats, load, rooms, placed, how,
            )  # fmt: skip
    _beyond_candidates(region, a, np.flatnonzero(is_local & (placed < 0)), placed, how)
    found = placed >= 0
    region.register.enrol(a.rows[found], placed[found], how[found])
    away = found & (a.asked >= 0) & (placed != a.asked) & ((how == OVERFLOW) | (how == OVER_CAPACITY))
    region.register.count_sent_away(a.asked[away], a.grade[away])
    return placed


def _beyond_candidates(
    region: Region, a: Applicants, rows: np.ndarray, placed: np.ndarray, how: np.ndarray
) -> None:
    """Place local children all of whose candidate schools are closed in the county's nearest school of their grade."""
    g, s = region.geography, region.schools
    for i in rows:
        teaches = (s["grade_low"] <= a.grade[i]) & (a.grade[i] <= s["grade_high"]) & region.is_open
        there = np.flatnonzero(teaches & (s["county"] == g.county[a.home[i]]))
        if len(there):
            km = np.hypot(s["x"][there] - g.x[a.home[i]], s["y"][there] - g.y[a.home[i]])
            placed[i], how[i] = there[np.argmin(km)], OVER_CAPACITY


def _unplaced(region: Region, rows: np.ndarray) -> None:
    """Let families without local hukou whose child found no seat go back, by draw; the others wait a year."""
    c = region.children
    region.accounts.add(
        "children_unplaced", region.geography.county[region.households["settlement"][c["household"][rows]]]
    )
    draws = draws_for(region.luck, _UNPLACED, region.year, c["uid"][rows])
    leavers = np.unique(c["household"][rows[draws < region.numbers["p_unplaced_leaves"]]])
    with noting_moves(region, leavers):
        leave_region(region, leavers)


def _moved(region: Region) -> np.ndarray:
    """Return pupils in another school's zone whose family moved this year or whose trip was too long last year.

    And those whose estate has got its school this year.
    """
    c, h = region.children, region.households
    family = c["household"]
    asks = (h["year_moved"][family] == region.year) | (c["is_over_limit"] > 0)
    for settlement in new_schools.has_new_school(region):
        asks |= h["settlement"][family] == settlement
    rows = np.flatnonzero((c["status"] == ENROLLED) & asks)
    zone = region.zone[h["settlement"][family[rows]], c["grade"][rows] - 1]
    return rows[(zone >= 0) & (zone != c["school"][rows])]


def _transfer_movers(region: Region, a: Applicants, seats: np.ndarray, cutoffs: np.ndarray) -> None:
    """Move pupils to the school of their new home; under a cut-off only where a seat below it is left."""
    has_cutoff = cutoffs[region.geography.county[a.home], a.grade - 1] > 0
    placed, how = np.full(len(a.rows), -1, np.int64), np.zeros(len(a.rows), np.uint8)
    admit_in_order(
        _order(region, a), a.asked, a.grade, ~has_cutoff & (a.group <= LAST_LOCAL_GROUP), seats, placed, how
    )
    found = placed >= 0
    region.register.enrol(a.rows[found], placed[found], how[found])
