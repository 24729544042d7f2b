"""Applicants (报名学生): children who need or want a place, and what decides where they may ask for one."""

from dataclasses import dataclass, fields

import numpy as np

from sim.base.draws import decision
from sim.kernels.codes import ENROLLED, HUKOU_REGION, OWNER, WAITING
from sim.kernels.serving import order_keys
from sim.world.region import Region

_TIE = decision("admission.tie")


@dataclass
class Applicants:
    """Children who need or want a place, arrays (applicants,).

    Attributes
    ----------
    rows : int array
        Rows of the child table.
    home, county : int arrays
        Settlement and county they live in.
    grade : int array
        Grade asked for, 1-9.
    asked : int array
        The school asked for first: the zone's, or the own nine-year school; -1 none.
    continues : bool array
        Holds a continuing right at `asked`.
    is_local : bool array
        Hukou in the county or an own home: always placed in the same year.
    group : int array
        Group (顺位) in the line of `asked`, best 0; who may not be admitted there comes after all groups.
    """

    rows: np.ndarray
    home: np.ndarray
    county: np.ndarray
    grade: np.ndarray
    asked: np.ndarray
    continues: np.ndarray
    is_local: np.ndarray
    group: np.ndarray

    def __getitem__(self, which: np.ndarray) -> "Applicants":
        """Return some of them."""
        return Applicants(*(getattr(self, one.name)[which] for one in fields(self)))


def pupils_now(region: Region) -> np.ndarray:
    """Return enrolled pupils by school and grade at this moment, int (schools, 9)."""
    c = region.children
    rows = np.flatnonzero(c["status"] == ENROLLED)
    cell = c["school"][rows].astype(np.int64) * 9 + c["grade"][rows] - 1
    return np.bincount(cell, minlength=len(region.schools) * 9).reshape(-1, 9)


def applicants_of(region: Region, rows: np.ndarray) -> Applicants:
    """Return the applicants of these rows of the child table; their groups are told where they stand in line."""
    c, h, g = region.children, region.households, region.geography
    family = c["household"][rows]
    home, grade, school = h["settlement"][family], c["grade"][rows].astype(np.int64), c["school"][rows]
    continues = (c["status"][rows] == WAITING) & (school >= 0) & (h["year_moved"][family] != region.year)
    asked = np.where(continues, school, region.zone[home, grade - 1]).astype(np.int64)
    hukou_home = np.maximum(h["hukou_settlement"][family], 0)
    has_hukou = (h["hukou"][family] == HUKOU_REGION) & (g.county[hukou_home] == g.county[home])
    is_local = has_hukou | (h["tenure"][family] == OWNER)
    return Applicants(
        rows, home, g.county[home], grade, asked, continues, is_local, np.zeros(len(rows), np.int64)
    )


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
