"""The schools a child may be given by right, best first: its zone, or how it ranks those of a zone of several.

A zone of several schools is drawn by the computer (多校划片, 多校对口派位): a child's order among them is its luck.
In a large district (大学区) families rank the schools by random utility.
"""

import numpy as np

from sim.base.draws import decision
from sim.kernels.numbers import preference_weights
from sim.kernels.preferences import rank_candidates, utilities
from sim.processes.applicant_columns import ApplicantColumns
from sim.processes.applicants import Applicants
from sim.processes.feeders import feeder_schools
from sim.processes.lines import RulesOfYear
from sim.processes.private_schools import by_right
from sim.processes.senior_high import quota_of_schools
from sim.world.quality import quality_seen
from sim.world.region import Region

_WISH = decision("admission.wish")
LOTTERY, DISTRICT, FEEDER = "lottery", "district", "feeder"  # of `sim.rules.admission.ZONE_KINDS`
LAST_PRIMARY, ENTRY_JUNIOR = 6, 7  # grades


def schools_by_right(
    region: Region, rules, of_year: RulesOfYear, a: Applicants
) -> tuple[np.ndarray, np.ndarray]:
    """Return the schools of each applicant as pairs: where each begins (applicants + 1,), and schools (pairs,), int.

    Continuing pupils stand at their own school alone; without a school in its zone a child stands nowhere.
    """
    kind = zone_kinds(of_year, a)
    who, school = [], []
    for name in np.unique(kind):
        mine = np.flatnonzero(kind == name)
        row, several = _of_zone(region, rules, of_year, a, mine, str(name))
        is_alone = (np.bincount(row, minlength=len(mine)) == 0) & (a.asked[mine] >= 0)
        who += [mine[row], mine[is_alone]]
        school += [several, a.asked[mine[is_alone]]]
    who, school = np.concatenate([*who, np.zeros(0, int)]), np.concatenate([*school, np.zeros(0, int)])
    order = np.argsort(who, kind="stable")
    who, school = who[order], school[order].astype(np.int64)
    first = np.searchsorted(who, np.arange(len(a.rows) + 1))
    return first, school[_ranked(region, rules, a, first, who, school, kind)]


def zone_kinds(of_year: RulesOfYear, a: Applicants) -> np.ndarray:
    """Return the kind of zone each applicant is in, by the rule at the school of its address; text (applicants,)."""
    kinds = np.array([rule.zone.kind for rule in of_year.rules])
    at = of_year.of_school[(a.grade > 6).astype(np.int64), a.asked]
    return np.where(a.continues | (a.asked < 0), "single", kinds[at])


def _of_zone(
    region: Region, rules, of_year: RulesOfYear, a: Applicants, mine: np.ndarray, kind: str
) -> tuple[np.ndarray, np.ndarray]:
    """Return the schools of zones of several as pairs: positions in `mine`, and schools; else the address decides."""
    if kind == FEEDER:
        fed = np.where(a.grade[mine, None] == ENTRY_JUNIOR, feeder_schools(region, a.rows[mine]), -1)
        row, column = np.nonzero(fed >= 0)
        return row, fed[row, column]
    if kind not in (LOTTERY, DISTRICT):
        return np.zeros(0, np.int64), np.zeros(0, np.int64)
    rows, schools = [], []
    for stage in range(2):
        of_stage = np.flatnonzero((a.grade[mine] > LAST_PRIMARY) == stage)
        row, school = _near(region, rules, of_year, a, mine[of_stage], stage)
        rows.append(of_stage[row])
        schools.append(school)
    return np.concatenate(rows), np.concatenate(schools)


def _near(
    region: Region, rules, of_year: RulesOfYear, a: Applicants, mine: np.ndarray, stage: int
) -> tuple[np.ndarray, np.ndarray]:
    """Return the schools of each child's zone: those its district names, else the nearest, as pairs.

    Without a district of several schools the zone is the school of the address and the nearest others within the
    travel limit, as many as the rule says.
    """
    g, home, grade = region.geography, a.home[mine], a.grade[mine]
    found = (g.candidates_primary, g.candidates_junior)[stage][home]
    minutes = (g.minutes_primary, g.minutes_junior)[stage][home]
    takes = (found >= 0) & by_right(region)[found, grade[:, None] - 1]
    named = g.district_sizes[stage, home]
    is_several = named > 1
    limit = rules.minutes_limits()[a.county[mine], grade - 1]
    near = takes & ((minutes <= limit[:, None]) | (found == a.asked[mine, None]))
    widths = np.array([rule.zone.width for rule in of_year.rules])[of_year.of_school[stage, a.asked[mine]]]
    nearest = near & (np.cumsum(near, axis=1) <= widths[:, None])
    of_district = takes & (np.arange(found.shape[1]) < named[:, None])
    row, column = np.nonzero(np.where(is_several[:, None], of_district, nearest))
    return row, found[row, column]


def _ranked(
    region: Region, rules, a: Applicants, first: np.ndarray, who: np.ndarray, school: np.ndarray, kind: np.ndarray
) -> np.ndarray:  # fmt: skip
    """Return the pairs in the order of each child's wishes, a permutation within each applicant."""
    if len(who) == len(np.unique(who)):
        return np.arange(len(who))
    utility = np.zeros(len(who))
    ranks_itself = np.flatnonzero(kind[who] == DISTRICT)
    if len(ranks_itself):
        utility[ranks_itself] = _utility(region, rules, a, who[ranks_itself], school[ranks_itself])
    uid = region.children["uid"][a.rows]
    return rank_candidates(
        first, utility, uid, region.schools["uid"][school], region.luck, _WISH, region.year, 1.0
    )


def _utility(region: Region, rules, a: Applicants, who: np.ndarray, school: np.ndarray) -> np.ndarray:
    """Return how much a family wants each school by what it saw last year, float (pairs,).

    Crowding is weighed by itself here, so it is left out of quality.
    """
    s, columns = region.schools, ApplicantColumns(region, a, who, school)
    stage, seen = np.where(a.grade[who] > 6, 1, 0), quality_seen(s, without_crowding=True)
    quota = np.where(stage == 1, quota_of_schools(region, rules)[school], 0.0)
    return utilities(
        columns["minutes"].astype(float), seen[school].astype(float), _crowding(region, rules)[stage, school],
        columns["sibling"] > 0, s["beds"][school] > 0, quota, school == a.asked[who],
        preference_weights(region.numbers),
    )  # fmt: skip


def _crowding(region: Region, rules) -> np.ndarray:
    """Return the class mean of the last census over the standard, less one, not below zero; float (stages, schools)."""
    s = region.schools
    standard = rules.by_grade("class_standard")[s["county"]]
    out = np.zeros((2, len(s)))
    for stage, grades in enumerate((slice(0, 6), slice(6, 9))):
        pupils, classes = s["pupils"][:, grades].sum(axis=1), s["classes"][:, grades].sum(axis=1)
        out[stage] = np.maximum(0.0, pupils / np.maximum(1, classes) / standard[:, grades].max(axis=1) - 1.0)
    return out
