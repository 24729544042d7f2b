"""The plan of the year of counties told by their schools alone: how many pupils each school and grade is to have.

What is expected follows from the last censuses (`sim.kernels.cohorts`, which the backtest judges); where pupils sit
now, after promotion, dropout and deaths, tells how many join and leave. Moves and admission carry the plan out.
"""

import numpy as np

from sim.base.draws import decision, normal_quantile, uniform_of
from sim.kernels.codes import ENROLLED, WAITING
from sim.kernels.cohorts import Expected, drawn_sizes, expected_pupils, joiners_leavers
from sim.processes.teaching import spans_after, spans_now
from sim.world.region import Region
from sim.world.table_only import CountyByShares

_SHOCK = decision("shares.shock")
GRADES = np.arange(1, 10)
ENTRY = np.isin(GRADES, (1, 7))  # grades whose number is who applies; shares split it
OTHERS = np.flatnonzero(~ENTRY)


def plan(region: Region, one: CountyByShares, orders) -> tuple[np.ndarray, np.ndarray]:
    """Plan a county's year; return who joins and who leaves each school and grade, int arrays (S, 9).

    Of the leavers those of grade 7 are pupils of nine-year schools who go on elsewhere; nobody joins grades 1 and 7:
    these take whom admission sends them.
    """
    if region.year > region.first_year + 1:  # the census of the start year is in the start
        one.count(region.schools["pupils"])
    expected, here = expected_of(region, one), sitting(region, one)
    uid = region.schools["uid"][one.schools]
    one.size = drawn_sizes(one.cohorts, expected, seed=region.luck, year=region.year, uid=uid)
    joiners, leavers = joiners_leavers(expected, one.size)
    fed = np.maximum(0, np.rint(one.size).astype(np.int64) - here)  # a grade filled from elsewhere
    joiners = np.where(ENTRY, 0, np.where(expected.is_entry, fed, joiners))
    one.wanted = np.where(ENTRY, 0, here + joiners - leavers)
    given_up = _give_up(region, one, orders)
    joiners[given_up] = leavers[given_up] = 0
    return joiners, leavers


def _give_up(region: Region, one: CountyByShares, orders) -> np.ndarray:
    """Take grades that schools give up this summer out of the plan and return them, bool (S, 9).

    An heir has the share of entrants of the grades it takes over.
    """
    after = spans_after(region, region.rules, orders)
    given_up = (spans_now(region).taught & ~after.taught)[one.schools]
    number = np.full(len(region.schools) + 1, -1)  # the last entry stands for no school
    number[one.schools] = np.arange(len(one.schools))
    school, grade = np.nonzero(given_up & ENTRY)
    heir = number[after.heirs()[one.schools[school], grade]]
    taken = heir >= 0
    np.add.at(one.size, (heir[taken], grade[taken]), one.size[school[taken], grade[taken]])
    one.size[given_up], one.wanted[given_up] = 0.0, 0
    return given_up


def expected_of(region: Region, one: CountyByShares) -> Expected:
    """Return what is expected of the coming census; who is promoted are the pupils there now.

    A shock of the year, common to all grades, moves joiners and leavers of the county together.
    """
    has_pupils, here = _has_pupils(region, one), sitting(region, one)
    expected = expected_pupils(one.cohorts, one.recent, has_pupils, one.cohorts.trend)
    luck = uniform_of(region.luck, _SHOCK, region.year, one.county)
    sd = one.cohorts.shock_sd[2]
    shock = np.exp(sd * normal_quantile(luck) - sd**2 / 2)
    pupils = np.where(expected.is_entry, expected.pupils, expected.pupils * shock)
    return expected._replace(
        promoted=here.astype(float),
        pupils=np.where(has_pupils, pupils, here),  # a grade that nobody should be in is left alone
        spread=np.where(has_pupils, expected.spread, 0.0),
    )


def _has_pupils(region: Region, one: CountyByShares) -> np.ndarray:
    """Return the grades that are to have pupils this year, bool (S, 9).

    A school takes its first pupils at its lowest grade; a grade further up opens when its cohort gets there.
    """
    last = one.recent.last
    below = np.zeros(last.shape, bool)
    below[:, 1:] = last[:, :-1] > 0
    begins = region.schools["grade_low"][one.schools, None] == GRADES
    return taught(region, one) & (below | begins | ((GRADES == 7) & (last > 0)))


def taught(region: Region, one: CountyByShares) -> np.ndarray:
    """Return the grades of open schools, bool (S, 9)."""
    low, high = (region.schools[name][one.schools, None] for name in ("grade_low", "grade_high"))
    return (low <= GRADES) & (high >= GRADES) & region.is_open[one.schools, None]


def sitting(region: Region, one: CountyByShares) -> np.ndarray:
    """Return pupils by school and grade at this moment, and who waits with a right to go on there, int (S, 9)."""
    c = region.children
    counts = (c["status"] == ENROLLED) | ((c["status"] == WAITING) & (c["school"] >= 0))
    rows = np.flatnonzero(counts)
    cell = c["school"][rows].astype(np.int64) * 9 + c["grade"][rows] - 1
    return np.bincount(cell, minlength=len(region.schools) * 9).reshape(-1, 9)[one.schools]


def staying(region: Region, one: CountyByShares) -> np.ndarray:
    """Return the pupils `sitting` without those who change school this summer, int (S, 9)."""
    c, out = region.children, sitting(region, one)
    at = np.searchsorted(one.schools, c["school"][one.changing]), c["grade"][one.changing] - 1
    np.subtract.at(out, at, 1)
    return out


def applicants(region: Region, one: CountyByShares) -> np.ndarray:
    """Return the children of the county who need a place, rows of the child table.

    They wait for one, or have just moved here from a county in whose school they still are.
    """
    c, h = region.children, region.households
    family = c["household"]
    lives_here = region.geography.county[h["settlement"][family]] == one.county
    elsewhere = region.schools["county"][c["school"]] != one.county
    moved = (c["status"] == ENROLLED) & elsewhere & (h["year_moved"][family] == region.year)
    return np.flatnonzero(lives_here & ((c["status"] == WAITING) | moved))


def seekers(region: Region, one: CountyByShares) -> np.ndarray:
    """Return the applicants who have no right to go on at a school, rows of the child table."""
    rows = applicants(region, one)
    c = region.children
    return rows[(c["status"][rows] == ENROLLED) | (c["school"][rows] < 0)]


def by_grade(region: Region, rows: np.ndarray) -> np.ndarray:
    """Return children by grade, int (9,)."""
    return np.bincount(region.children["grade"][rows] - 1, minlength=9)
