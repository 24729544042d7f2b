"""Record rows of admission: what became of this year's applications, counted, and the overflow list (统筹)."""

import numpy as np

from sim.kernels.codes import (
    BEYOND_SEATS,
    GOES_BACK,
    ORIGIN_NAMES,
    OUTCOME_NAMES,
    OVERFLOW_FAR,
    OVERFLOW_NEAR,
    PUBLIC,
    STAGE_NAMES,
    WAITS,
)
from sim.records.admission_tables import OUTCOME_COUNTS, PLACED_OTHERWISE
from sim.records.collecting import Collected, constant
from sim.records.columns import Coded
from sim.world.admitted import Admitted
from sim.world.region import Region

_NOT_PLACED = (WAITS, GOES_BACK)
_SENT = (OVERFLOW_NEAR, OVERFLOW_FAR, BEYOND_SEATS)


def admission_columns(region: Region) -> Collected:
    """Return the rows of `admission`.

    Raises
    ------
    ValueError
        When an outcome is not known, or does not fit the school: a defect of the process.
    """
    a = region.admitted
    _check(a)
    keys, row = _cells(a.county, a.grade, a.origin, a.rule, a.group)
    county, grade, origin, rule, group = keys
    found = a.school_to >= 0
    is_public = np.zeros(len(found), bool)
    is_public[found] = region.schools["ownership"][a.school_to[found]] == PUBLIC
    sent = np.isin(a.outcome, _SENT) & (a.school_to != a.school_from)

    def counted(which: np.ndarray) -> np.ndarray:
        return np.bincount(row[which], minlength=len(county))

    return {
        **_places(region, county, grade), "origin": _named(origin, ORIGIN_NAMES),
        "rule": _named(rule, a.rule_names), "group": _named(group, a.group_names),
        "n_applicants": counted(np.ones(len(row), bool)),
        **{name: counted(a.outcome == outcome) for outcome, name in OUTCOME_COUNTS.items()},
        "n_first": counted(found & (a.school_to == a.school_from)), "n_sent_elsewhere": counted(sent),
        "n_public": counted(is_public),
    }  # fmt: skip


def overflow_columns(region: Region) -> Collected:
    """Return the rows of `overflow`: applicants placed otherwise than by right, from which school to which."""
    a = region.admitted
    rows = np.isin(a.outcome, PLACED_OTHERWISE)
    listed = (values[rows] for values in (a.county, a.grade, a.school_from, a.school_to, a.outcome))
    (county, grade, school_from, school_to, why), row = _cells(*listed)
    return {
        **_places(region, county, grade), "school_from": _named(school_from, region.school_ids),
        "school_to": _named(school_to, region.school_ids), "why": Coded(why, list(OUTCOME_NAMES)),
        "n": np.bincount(row, minlength=len(county)),
    }  # fmt: skip


def _check(a: Admitted) -> None:
    """Refuse outcomes that are not known, and those that do not fit the school."""
    unknown = (a.outcome < 0) | (a.outcome >= len(OUTCOME_NAMES))
    if unknown.any():
        raise ValueError(f"admission: applicant {unknown.argmax()} has the outcome {a.outcome[unknown][0]}")
    wrong = np.isin(a.outcome, _NOT_PLACED) == (a.school_to >= 0)
    if wrong.any():
        name, school = OUTCOME_NAMES[a.outcome[wrong][0]], a.school_to[wrong][0]
        raise ValueError(f"admission: applicant {wrong.argmax()} is told {name} with the school {school}")


def _cells(*keys: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the different combinations of keys, int64 (keys, cells), and the cell of each applicant."""
    cells, row = np.unique(np.stack(keys).astype(np.int64), axis=1, return_inverse=True)
    return cells, row.ravel()


def _places(region: Region, county: np.ndarray, grade: np.ndarray) -> Collected:
    return {
        "year": constant(len(county), region.year), "county": Coded(county, list(region.geography.county_codes)),
        "stage": Coded((grade > 6).astype(np.int32), list(STAGE_NAMES)), "grade": grade,
    }  # fmt: skip


def _named(codes: np.ndarray, names) -> Coded:
    """Return codes as text, -1 as empty text."""
    return Coded(codes + 1, ["", *names])
