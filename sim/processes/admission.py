"""Admission and transfers (model.md step 6): entrants, displaced, returning and moving pupils find a school."""

import numpy as np

from sim.base.draws import decision, draws_for
from sim.kernels.codes import ENROLLED, OVER_CAPACITY, OVERFLOW, WAITING
from sim.kernels.seats import entry_seats
from sim.kernels.serving import LAST_LOCAL_GROUP, admit_in_order, place_overflow
from sim.processes import admission_by_shares, by_shares, new_schools, staffing
from sim.processes.applicants import Applicants, applicants_of, in_order, overflow_order, pupils_now
from sim.processes.moves import leave_region
from sim.world.region import Region
from sim.world.whereabouts import noting_moves

_UNPLACED = decision("admission.unplaced")


def kept_classes(region: Region) -> np.ndarray:
    """Return the classes each cohort had a year ago, at its grade of this year; entry grades 0. Int (schools, 9)."""
    kept = np.zeros((len(region.schools), 9), np.int64)
    kept[:, 1:] = region.schools["classes"][:, :-1]
    kept[:, 6] = 0
    return kept


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
    waits = np.flatnonzero(region.children["status"] == WAITING)
    waiting = applicants_of(region, rules, waits[~_lives_by_shares(region, waits)])
    placed = _place(region, rules, waiting, seats, pupils, hard_stop)
    unplaced = [waiting.rows[placed < 0], *_by_shares(region, rules, seats)]
    _unplaced(region, np.sort(np.concatenate(unplaced)))
    movers = applicants_of(region, rules, _moved(region))
    _transfer_movers(region, movers, seats, rules.by_grade("cutoff"))


def _by_shares(region: Region, rules, seats: np.ndarray) -> list[np.ndarray]:
    """Place the applicants of counties told by their schools alone; return who still waits, rows by county."""
    out = []
    for one in region.by_shares:
        rows = np.unique(np.concatenate([by_shares.applicants(region, one), one.changing]))
        a = applicants_of(region, rules, rows)
        placed = admission_by_shares.place(region, rules, one, a, seats)
        out.append(rows[(placed < 0) & (region.children["status"][rows] == WAITING)])
    return out


def _lives_by_shares(region: Region, rows: np.ndarray) -> np.ndarray:
    """Return which children live in a county told by its schools alone, bool (rows,)."""
    home = region.households["settlement"][region.children["household"][rows]]
    return region.is_by_shares[region.geography.county[home]]


def _place(region: Region, rules, a: Applicants, seats, pupils, hard_stop) -> np.ndarray:
    """Serve zone schools, then overflow by group and relative proximity; return school or -1 (applicants,)."""
    g, s = region.geography, region.schools
    county = g.county[a.home]
    is_local = a.group <= LAST_LOCAL_GROUP
    is_sure = a.continues | (is_local & ~hard_stop[county])
    placed, how = np.full(len(a.rows), -1, np.int64), np.zeros(len(a.rows), np.uint8)
    admit_in_order(in_order(region, a), a.asked, a.grade, is_sure, seats, placed, how)
    load = (pupils.sum(axis=1) + np.bincount(placed[placed >= 0], minlength=len(s))).astype(float)
    limits, rooms = rules.minutes_limits(), staffing.classes_possible(region)
    served = overflow_order(region, a, np.flatnonzero(placed < 0))
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

    And those whose estate has got its school this year. Homes decide nothing in counties told by their schools alone,
    but for the zone of a school built within the run.
    """
    c, h = region.children, region.households
    family = c["household"]
    asks = (h["year_moved"][family] == region.year) | (c["is_over_limit"] > 0)
    for settlement in new_schools.has_new_school(region):
        asks |= h["settlement"][family] == settlement
    rows = np.flatnonzero((c["status"] == ENROLLED) & asks)
    zone = region.zone[h["settlement"][family[rows]], c["grade"][rows] - 1]
    is_zoned = ~_lives_by_shares(region, rows) | region.is_new(zone)
    return rows[is_zoned & (zone >= 0) & (zone != c["school"][rows])]


def _transfer_movers(region: Region, a: Applicants, seats: np.ndarray, cutoffs: np.ndarray) -> None:
    """Move pupils to the school of their new home; under a cut-off only where a seat below it is left."""
    has_cutoff = cutoffs[region.geography.county[a.home], a.grade - 1] > 0
    placed, how = np.full(len(a.rows), -1, np.int64), np.zeros(len(a.rows), np.uint8)
    admit_in_order(
        in_order(region, a), a.asked, a.grade, ~has_cutoff & (a.group <= LAST_LOCAL_GROUP), seats, placed, how
    )
    found = placed >= 0
    region.register.enrol(a.rows[found], placed[found], how[found])
