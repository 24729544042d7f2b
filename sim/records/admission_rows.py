"""Record rows of admission: what became of this year's applications, counted, and the overflow list (统筹)."""

import numpy as np

from sim.kernels.applications import (
    FIRST,
    IN_PUBLIC,
    N_COUNTS,
    SENT_ELSEWHERE,
    cells_of,
    count_applications,
)
from sim.kernels.codes import GOES_BACK, ORIGIN_NAMES, OUTCOME_NAMES, STAGE_NAMES, WAITS
from sim.records.admission_tables import OUTCOME_COUNTS, PLACED_OTHERWISE
from sim.records.collecting import Collected, constant
from sim.records.columns import Coded
from sim.world.admitted import Admitted
from sim.world.region import Region

_OUTCOMES = np.arange(len(OUTCOME_NAMES))
_IS_WITHOUT_SCHOOL = np.isin(_OUTCOMES, (WAITS, GOES_BACK))
_IS_PLACED_OTHERWISE = np.isin(_OUTCOMES, PLACED_OTHERWISE)


def admission_columns(region: Region) -> Collected:
    """Return the rows of `admission`.

    Raises
    ------
    ValueError
        When an outcome is not known, or does not fit the school: a defect of the process.
    """
    a = region.admitted
    _check(a)
    (county, grade, origin, rule, group), cell = cells_of(a.county, a.grade, a.origin, a.rule, a.group)
    counts = np.zeros((len(county), N_COUNTS), np.int64)
    count_applications(cell, a.outcome, a.school_from, a.school_to, region.schools["ownership"], counts)
    return {
        **_places(region, county, grade), "origin": _named(origin, ORIGIN_NAMES),
        "rule": _named(rule, a.rule_names), "group": _named(group, a.group_names),
        "n_applicants": counts[:, : len(OUTCOME_NAMES)].sum(axis=1),
        **{name: counts[:, outcome] for outcome, name in OUTCOME_COUNTS.items()},
        "n_first": counts[:, FIRST], "n_sent_elsewhere": counts[:, SENT_ELSEWHERE], "n_public": counts[:, IN_PUBLIC],
    }  # fmt: skip


def overflow_columns(region: Region) -> Collected:
    """Return the rows of `overflow`: applicants placed otherwise than by right, from which school to which."""
    a = region.admitted
    rows = np.flatnonzero(_IS_PLACED_OTHERWISE.take(a.outcome))
    listed = (values.take(rows) for values in (a.county, a.grade, a.school_from, a.school_to, a.outcome))
    (county, grade, school_from, school_to, why), cell = cells_of(*listed)
    return {
        **_places(region, county, grade), "school_from": _named(school_from, region.school_ids),
        "school_to": _named(school_to, region.school_ids), "why": Coded(why, list(OUTCOME_NAMES)),
        "n": np.bincount(cell, minlength=len(county)),
    }  # fmt: skip


def _check(a: Admitted) -> None:
    """Refuse outcomes that are not known, and those that do not fit the school."""
    unknown = (a.outcome < 0) | (a.outcome >= len(OUTCOME_NAMES))
    if unknown.any():
        raise ValueError(f"admission: applicant {unknown.argmax()} has the outcome {a.outcome[unknown][0]}")
    wrong = _IS_WITHOUT_SCHOOL.take(a.outcome) == (a.school_to >= 0)
    if wrong.any():
        name, school = OUTCOME_NAMES[a.outcome[wrong][0]], a.school_to[wrong][0]
        raise ValueError(f"admission: applicant {wrong.argmax()} is told {name} with the school {school}")


def _places(region: Region, county: np.ndarray, grade: np.ndarray) -> Collected:
    return {
        "year": constant(len(county), region.year), "county": Coded(county, list(region.geography.county_codes)),
        "stage": Coded((grade > 6).astype(np.int32), list(STAGE_NAMES)), "grade": grade,
    }  # fmt: skip


def _named(codes: np.ndarray, names) -> Coded:
    """Return codes as text, -1 as empty text."""
    return Coded(codes + 1, ["", *names])
