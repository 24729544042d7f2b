"""The schools a child may be given by right, best first: its zone, or how it ranks those of a zone of several.

A zone of several schools is drawn by the computer (多校划片, 多校对口派位): a child's order among them is its luck.
In a large district (大学区) families rank the schools by random utility.
"""

import numpy as np

from sim.base.draws import decision
from sim.kernels.numbers import preference_weights
from sim.kernels.preferences import rank_candidates, utilities
from sim.kernels.wishes import ADDRESS, FED, NEAREST, zone_lists
from sim.processes.applicant_columns import ApplicantColumns
from sim.processes.applicants import Applicants
from sim.processes.feeders import feeder_schools
from sim.processes.lines import RulesOfYear, at_asked
from sim.processes.private_schools import by_right
from sim.processes.senior_high import quota_of_schools
from sim.rules.admission import ZONE_KINDS
from sim.world.quality import quality_seen
from sim.world.region import Region

_WISH = decision("admission.wish")
DISTRICT = ZONE_KINDS.index("district")
ENTRY_JUNIOR = 7  # grade
_SOURCES = np.array(
    [
        {"single": ADDRESS, "feeder": FED, "lottery": NEAREST, "district": NEAREST}[kind]
        for kind in ZONE_KINDS
    ],
    np.uint8,
)


def schools_by_right(
    region: Region, rules, of_year: RulesOfYear, a: Applicants
) -> tuple[np.ndarray, np.ndarray]:
    """Return the schools of each applicant as pairs: where each begins (applicants + 1,), and schools (pairs,), int.

    Continuing pupils stand at their own school alone; without a school in its zone a child stands nowhere.
    """
    if not of_year.zone_kinds.any():
        return at_asked(a)
    kind = zone_kinds(of_year, a)
    if not kind.any():
        return at_asked(a)
    first, school = _listed(region, rules, of_year, a, kind)
    return first, school[_ranked(region, rules, a, first, school, kind)]


def zone_kinds(of_year: RulesOfYear, a: Applicants) -> np.ndarray:
    """Return the kind of zone each applicant is in by the rule at its address, uint8 positions in `ZONE_KINDS`.

    Position 0 is the zone of one school, in which is also who goes on at the own school.
    """
    if not of_year.zone_kinds.any():
        return np.zeros(len(a.rows), np.uint8)
    return np.where(a.continues | (a.asked < 0), 0, of_year.zone_kinds[of_year.of_school[a.stage, a.asked]])


def _listed(
    region: Region, rules, of_year: RulesOfYear, a: Applicants, kind: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Return the schools of each applicant as pairs, in the order of the tables."""
    source = _SOURCES[kind]
    source[(source == FED) & (a.grade != ENTRY_JUNIOR)] = ADDRESS
    fed = np.full((len(a.rows), region.feeders.shape[1]), -1, np.int32)
    is_fed = source == FED
    if is_fed.any():
        fed[is_fed] = feeder_schools(region, a.rows[is_fed])
    widths = np.array([rule.zone.width for rule in of_year.rules], np.int32)
    g, first = region.geography, np.empty(len(a.rows) + 1, np.int64)
    school = zone_lists(
        source, a.home, a.grade, a.asked, widths[of_year.of_school[a.stage, a.asked]], fed,
        g.candidates_primary, g.candidates_junior, g.minutes_primary, g.minutes_junior, g.district_sizes,
        rules.minutes_limits()[a.county, a.grade - 1], by_right(region), first,
    )  # fmt: skip
    return first, school


def _ranked(
    region: Region, rules, a: Applicants, first: np.ndarray, school: np.ndarray, kind: np.ndarray
) -> np.ndarray | slice:
    """Return the pairs in the order of each child's wishes, a permutation within each applicant."""
    wishes = np.diff(first)
    if wishes.max(initial=0) <= 1:
        return slice(None)
    who, utility = np.repeat(np.arange(len(a.rows), dtype=np.int32), wishes), np.zeros(len(school))
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
    stage, seen = a.stage[who], quality_seen(s, without_crowding=True)
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
