"""Families that arrive where a county is told by its schools alone: as many children as its joiners lack, by grade.

They are families as all that arrive; their homes are made up beside the school that lacks a pupil. A second child at
school counts among those its grade lacks, so older grades are filled first.
"""

import numpy as np

from sim.base.draws import decision, draws_for, new_uids, uniform_of
from sim.processes import arrivals, by_shares
from sim.processes.arrivals import SPACING
from sim.processes.by_shares import OTHERS
from sim.processes.moves_by_shares import young_families
from sim.world.region import Region
from sim.world.table_only import CountyByShares

_UID, _SLOT, _MORE, _AGE, _BESIDE = (
    decision(f"shares.arrival_{name}") for name in ("uid", "slot", "more", "age", "beside")
)
AGE_OF_GRADE = 5  # years from a grade to the age at which it is attended
MOST_A_GRADE = 1_000_000  # families a year: keeps their running numbers apart


def run(region: Region) -> None:
    """Add the families that arrive this year."""
    for one in region.by_shares:
        _with_pupils(region, one)
        _with_young_children(region, one)


def _with_pupils(region: Region, one: CountyByShares) -> None:
    lacking = np.maximum(0, one.wanted - by_shares.staying(region, one))
    there = by_shares.by_grade(region, np.append(by_shares.seekers(region, one), one.changing))
    for column in OTHERS[::-1]:
        n = int(lacking[:, column].sum() - there[column])
        if n <= 0:
            continue
        uid = _uids(region, one, n, int(column) + 1)
        luck = arrivals.luck_of(region, uid)
        second = arrivals.wishes_second(luck)
        younger = column - SPACING
        if younger in OTHERS:
            second &= np.cumsum(second) <= lacking[:, younger].sum() - there[younger]
            there[younger] += second.sum()
        home = _beside(region, one, _schools_that_lack(region, one, lacking[:, column], int(column), n))
        arrivals.arrive(region, uid, home, np.full(n, column + 1 + AGE_OF_GRADE), second, luck)


def _with_young_children(region: Region, one: CountyByShares) -> None:
    """Let families come whose children are all below school age, at the rate of the grades next to them."""
    wanted = max(0.0, one.young_rate) * young_families(region, one).sum()
    n = int(wanted + uniform_of(region.luck, _MORE, region.year, one.county))
    uid = _uids(region, one, n, 0)
    luck = arrivals.luck_of(region, uid)
    age = (draws_for(region.luck, _AGE, region.year, uid) * (AGE_OF_GRADE + 1)).astype(int)
    pupils = one.recent.last.sum(axis=1)
    at = np.searchsorted(
        np.cumsum(pupils), draws_for(region.luck, _BESIDE, region.year, uid) * pupils.sum(), "right"
    )
    arrivals.arrive(region, uid, _beside(region, one, at), age, arrivals.wishes_second(luck), luck)


def _uids(region: Region, one: CountyByShares, n: int, grade: int) -> np.ndarray:
    """Return lasting numbers of families by county, year, grade (0 below school age) and ordinal, uint64 (n,)."""
    county = region.geography.place_uid[np.flatnonzero(region.geography.place_county == one.county)[0]]
    return new_uids(_UID, region.year, np.full(n, county), grade * MOST_A_GRADE + np.arange(n))


def _schools_that_lack(
    region: Region, one: CountyByShares, lacking: np.ndarray, column: int, n: int
) -> np.ndarray:
    """Return the schools (numbers in `schools`) beside which `n` families find a home: places lacking, by draw."""
    school = np.repeat(np.arange(len(lacking)), lacking)
    ordinal = np.arange(len(school)) - np.repeat(np.cumsum(lacking) - lacking, lacking)
    uid = new_uids(_SLOT, column, region.schools["uid"][one.schools[school]], ordinal)
    return school[np.argsort(draws_for(region.luck, _SLOT, region.year, uid), kind="stable")[:n]]


def _beside(region: Region, one: CountyByShares, school: np.ndarray) -> np.ndarray:
    """Return the settlement of the county nearest to each school, int (schools,)."""
    g, s = region.geography, region.schools
    places, rows = np.flatnonzero(g.county == one.county), one.schools[school]
    km = np.hypot(g.x[places, None] - s["x"][rows], g.y[places, None] - s["y"][rows])
    return places[km.argmin(axis=0)] if len(rows) else np.zeros(0, np.int64)
