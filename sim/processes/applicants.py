"""Applicants (报名学生): children who need or want a place, and what decides where they may ask for one."""

from dataclasses import dataclass, fields

import numpy as np

from sim.base.chunks import results_of_chunks, run_chunks
from sim.base.draws import decision
from sim.kernels import applicants as kernels
from sim.kernels.codes import GRADES
from sim.kernels.serving import order_keys
from sim.processes.new_schools import has_new_school
from sim.world.region import Region

_TIE = decision("admission.tie")
_OF_CHILD = ("status", "school", "grade", "household")
_OF_FAMILY = ("settlement", "year_moved", "hukou", "hukou_settlement", "tenure")
_TOLD = {
    "family": np.int32, "home": np.int32, "county": np.int16, "grade": np.uint8, "asked": np.int32, "continues": bool,
    "is_local": bool, "origin": np.uint8, "nearness": np.uint8, "hukou_zone": np.int32, "dwelling": np.uint8,
}  # fmt: skip


@dataclass
class Applicants:
    """Children who need or want a place, arrays (applicants,).

    Attributes
    ----------
    rows, family : int arrays
        Rows of the child and the household table.
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
    origin : int array
        Codes of `sim.kernels.codes.ORIGIN_NAMES`.
    nearness, hukou_zone, dwelling : int arrays
        How near the hukou stands, the school of its address and whose home it is; see
        `sim.kernels.applicants.describe`.
    group : int array
        Group (顺位) in the line of `asked`, best 0; who may not be admitted there comes after all groups.
    """

    rows: np.ndarray
    family: np.ndarray
    home: np.ndarray
    county: np.ndarray
    grade: np.ndarray
    asked: np.ndarray
    continues: np.ndarray
    is_local: np.ndarray
    origin: np.ndarray
    nearness: np.ndarray
    hukou_zone: np.ndarray
    dwelling: np.ndarray
    group: np.ndarray

    def __getitem__(self, which: np.ndarray) -> "Applicants":
        """Return some of them."""
        return Applicants(*(getattr(self, one.name)[which] for one in fields(self)))

    @property
    def stage(self) -> np.ndarray:
        """Return the stage of the grade asked for, int (applicants,)."""
        return (self.grade > 6).view(np.uint8)


@dataclass
class Summer:
    """Children as admission finds them.

    Attributes
    ----------
    pupils : int64 array (schools, 9)
        Enrolled children by school and grade.
    waiting : int32 array
        Who waits for a place, rows of the child table, ascending.
    asking : int32 array
        Who may ask for another school once places are given, likewise; see `sim.kernels.applicants.sort_children`.
    """

    pupils: np.ndarray
    waiting: np.ndarray
    asking: np.ndarray


def summer_of(region: Region) -> Summer:
    """Return the children as they are before places are given."""
    c, h = region.children, region.households
    is_new = np.zeros(region.geography.n_settlements, bool)
    is_new[has_new_school(region)] = True
    parts = results_of_chunks(
        kernels.sort_children, len(c), region.threads, *(c[name] for name in (*_OF_CHILD, "is_over_limit")),
        h["settlement"], h["year_moved"], region.year, is_new, len(region.schools),
    )  # fmt: skip
    pupils, waiting, asking = zip(*parts, strict=True)
    pupils = region.peers.to_owners(sum(pupils), region.schools["county"])
    return Summer(pupils, np.concatenate(waiting), np.concatenate(asking))


def pupils_now(region: Region) -> np.ndarray:
    """Return enrolled pupils by school and grade at this moment, int64 (schools, 9)."""
    c = region.children
    pupils = np.zeros((len(region.schools), GRADES), np.int64)
    kernels.count_pupils(c["status"], c["school"], c["grade"], pupils)
    return region.peers.to_owners(pupils, region.schools["county"])


def applicants_of(region: Region, rows: np.ndarray) -> Applicants:
    """Return the applicants of these rows of the child table; their groups are told where they stand in line."""
    c, h, g, n = region.children, region.households, region.geography, len(rows)
    told = {name: np.empty(n, dtype) for name, dtype in _TOLD.items()}
    rows = np.asarray(rows, np.int32)
    run_chunks(
        kernels.describe, n, region.threads,
        rows, *(c[name] for name in _OF_CHILD), *(h[name] for name in _OF_FAMILY),
        region.zone, g.county, g.township, region.year, *told.values(),
    )  # fmt: skip
    return Applicants(rows, **told, group=np.zeros(n, np.int16))


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
