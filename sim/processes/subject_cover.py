"""Subjects covered (开齐开足国家课程): PE, music and art by own and by shared teachers (走教).

A school that holds classes lacks a subject when no teacher of it serves there. Where the rules let teachers be shared,
what they have left below their load goes to such schools, those that need the fewest periods first or the most, as the
rules say, then the smaller school: a subject is covered only when all its periods are given. Teachers of either stage
may teach both (assumption); own periods are spread evenly over the teachers of a subject at a school.
"""

import numpy as np

from sim.kernels.itinerant import share_periods
from sim.kernels.teacher_codes import PE, PE_AND_ARTS
from sim.world.central_schools import central_schools
from sim.world.region import Region
from sim.world.teacher_posts import is_staffed

_N = len(PE_AND_ARTS)
_PERIODS = ("pe_periods_low", "pe_periods", "arts_periods_primary", "arts_periods_junior")


def run(region: Region, rules) -> None:
    """Share teachers and note what stays uncovered."""
    t, s = region.teachers, region.schools
    wanted = periods_wanted(region, rules)
    rows = np.flatnonzero((t["subject"] >= PE) & (t["subject"] < PE + _N))
    cell = t["school"][rows].astype(np.int64) * _N + (t["subject"][rows] - PE)
    own = np.bincount(cell, minlength=len(s) * _N).reshape(-1, _N)
    lacks = (wanted > 0) & (own == 0)
    s.writable("subjects_lacking")[:] = lacks.sum(axis=1)
    s.writable("itinerant_days")[:] = 0
    if any(book.itinerant_share for book in rules):
        lacks &= ~_share(region, rules, lacks, wanted, rows, _spare(region, rules, wanted, own, rows, cell))
    s.writable("subjects_uncovered")[:] = lacks.sum(axis=1)


def periods_wanted(region: Region, rules) -> np.ndarray:
    """Return weekly periods of PE, music and art by the classes of the last census, int64 (schools, 3)."""
    s = region.schools
    lower, middle, juniors = np.add.reduceat(s["classes"], (0, 2, 6), axis=1, dtype=np.int64).T
    low, pe, primary, junior = (rules.values(name)[s["county"]] for name in _PERIODS)
    arts = (lower + middle) * primary + juniors * junior
    wanted = np.array([lower * low + (middle + juniors) * pe, arts, arts]) * is_staffed(region)
    return wanted.T


def itinerant_yuan(region: Region, rules) -> np.ndarray:
    """Return the year's allowances of itinerant teachers by home school, yuan (schools,)."""
    s = region.schools
    return (
        s["itinerant_days"] * region.numbers["school_weeks"] * rules.values("yuan_itinerant_day")[s["county"]]
    )


def _spare(region: Region, rules, wanted, own, rows: np.ndarray, cell: np.ndarray) -> np.ndarray:
    """Return weekly periods each of these teachers may give to other schools, int64 (rows,)."""
    t = region.teachers
    county = region.schools["county"][t["school"][rows]]
    loads = np.stack([rules.values("arts_load_primary"), rules.values("arts_load_junior")], axis=1)
    order = np.argsort(cell, kind="stable")
    place = np.empty(len(rows), np.int64)  # of each teacher among those of the school and subject
    place[order] = np.arange(len(rows)) - np.searchsorted(cell[order], cell[order])
    periods, teachers = wanted.reshape(-1)[cell], own.reshape(-1)[cell]
    mine = periods // teachers + (place < periods % teachers)
    left = np.maximum(0, loads[county, t["stage"][rows]] - mine)
    return np.floor(rules.values("itinerant_share")[county] * left + 1e-9).astype(np.int64)


def _order(region: Region, rules, school: np.ndarray, periods: np.ndarray) -> np.ndarray:
    """Return the order in which schools are served, places in `school`: by periods, then the smaller school."""
    s = region.schools
    largest_first = rules.values("itinerant_largest_first")[s["county"][school]] > 0
    return np.lexsort((s["pupils"].sum(axis=1)[school], np.where(largest_first, -periods, periods)))


def _share(region: Region, rules, lacks, wanted, rows: np.ndarray, spare: np.ndarray) -> np.ndarray:
    """Let teachers teach at other schools; return what they cover, bool (schools, 3)."""
    t, s = region.teachers, region.schools
    rows, spare = rows[spare > 0], spare[spare > 0]
    group = s["county"][t["school"][rows]].astype(np.int64) * _N + (t["subject"][rows] - PE)
    by_group = np.argsort(group, kind="stable")
    rows, spare, group = rows[by_group], spare[by_group], group[by_group]
    first = np.searchsorted(group, np.arange(len(rules) * _N + 1))
    school, subject = np.nonzero(lacks)
    periods = wanted[school, subject]
    covered = np.zeros(len(school), bool)
    given, visits, days = (np.zeros(len(rows), np.int64) for _ in range(3))
    share_periods(
        _order(region, rules, school, periods), periods, school, s["county"][school].astype(np.int64) * _N + subject,
        spare, t["school"][rows].astype(np.int64), first, np.repeat(rules.values("itinerant_max_schools"), _N),
        s["x"], s["y"], s["township"], central_schools(s), np.repeat(rules.values("itinerant_km"), _N),
        round(region.numbers["itinerant_periods_a_day"]), covered, given, visits, days,
    )  # fmt: skip
    home = t["home_school"][rows]
    region.staff.add("itinerant_periods", home, t["stage"][rows], given)
    s.writable("itinerant_days")[:] = np.bincount(home, days, len(s))
    out = np.zeros_like(lacks)
    out[school, subject] = covered
    return out
