"""Applicants: children who need or want a place, what the rule of admission looks at, and the order of service."""

from dataclasses import dataclass

import numpy as np

from sim.base.draws import decision
from sim.kernels.codes import ENROLLED, WAITING
from sim.kernels.serving import groups_of, order_keys
from sim.world.region import Region

_TIE = decision("admission.tie")


@dataclass
class Applicants:
    """Children who need or want a place: rows of the child table with what the rule looks at."""

    rows: np.ndarray
    home: np.ndarray
    grade: np.ndarray
    asked: np.ndarray  # the school asked for: the zone's, or the own nine-year school
    group: np.ndarray
    continues: np.ndarray  # holds a continuing right at `asked`


def pupils_now(region: Region) -> np.ndarray:
    """Return enrolled pupils by school and grade at this moment, int (schools, 9)."""
    c = region.children
    rows = np.flatnonzero(c["status"] == ENROLLED)
    cell = c["school"][rows].astype(np.int64) * 9 + c["grade"][rows] - 1
    return np.bincount(cell, minlength=len(region.schools) * 9).reshape(-1, 9)


def applicants_of(region: Region, rules, rows: np.ndarray) -> Applicants:
    """Return what the rule of admission looks at, for rows of the child table."""
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


def in_order(region: Region, a: Applicants) -> np.ndarray:
    """Return the order of service: by school and grade asked for, group, and a tie-break drawn for child and school."""
    return _sorted_by(region, a, a.asked, a.grade, np.arange(len(a.rows)))


def overflow_order(region: Region, a: Applicants, left: np.ndarray) -> np.ndarray:
    """Return those left in the order of the overflow: by group, then a tie-break drawn for the child alone."""
    nowhere = np.zeros(len(a.rows), np.int64)
    return left[_sorted_by(region, a, nowhere, nowhere + 1, left)]


def _sorted_by(
    region: Region, a: Applicants, school: np.ndarray, grade: np.ndarray, rows: np.ndarray
) -> np.ndarray:
    uid = region.children["uid"][a.rows[rows]]
    keys = order_keys(school[rows], grade[rows], a.group[rows], uid, region.luck, _TIE, region.year)
    return np.argsort(keys, kind="stable")
