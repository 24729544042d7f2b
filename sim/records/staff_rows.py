"""Record rows of teachers: by school and stage, by county and zone, by age."""

import numpy as np

from sim.kernels.codes import STAGE_NAMES, ZONE_NAMES
from sim.kernels.teacher_codes import (
    MIDDLE_TITLE,
    OUTSIDE_POSTS,
    PE_AND_ARTS,
    SENIOR_TITLE,
    SPECIAL_POST,
    VOLUNTEER,
)
from sim.records.collecting import Collected, constant
from sim.records.columns import Coded
from sim.records.staff_tables import STAFF_MEANINGS
from sim.world.region import Region

_OLDEST = 100


def teacher_ages(region: Region) -> np.ndarray:
    """Return completed years of each teacher on 1 September."""
    t = region.teachers
    return region.year - t["birth_year"].astype(np.int64) - (t["birth_month"] > 8)


def by_school(region: Region) -> dict[str, np.ndarray]:
    """Return the counts of `STAFF_COLUMNS` that are of teachers, int64 (schools, 2 stages), and `teachers`."""
    t, age = region.teachers, teacher_ages(region)
    guest, title = t["school"] != t["home_school"], t["title"]
    home, serves = t["home_school"], t["school"]
    return {
        "teachers": _count(region, serves),
        "teachers_home": _count(region, home),
        "n_special": _count(region, home, t["contract"] == SPECIAL_POST),
        "n_volunteers": _count(region, home, t["contract"] == VOLUNTEER),
        "n_outside_posts": _count(region, home, t["contract"] == OUTSIDE_POSTS),
        "n_rotated_out": _count(region, home, guest), "n_rotated_in": _count(region, serves, guest),
        "n_rotated_in_backbone": _count(region, serves, guest & (t["is_backbone"] > 0)),
        "n_backbone": _count(region, serves, t["is_backbone"] > 0),
        "n_above_standard": _count(region, serves, t["is_above_standard"] > 0),
        "n_middle_title": _count(region, serves, title >= MIDDLE_TITLE),
        "n_senior_title": _count(region, serves, title >= SENIOR_TITLE),
        "n_pe_arts": _count(region, serves, np.isin(t["subject"], PE_AND_ARTS)),
        "n_under_35": _count(region, serves, age < 35), "n_55_and_over": _count(region, serves, age >= 55),
    }  # fmt: skip


def _count(region: Region, school: np.ndarray, which: np.ndarray | None = None) -> np.ndarray:
    cell = school.astype(np.int64) * 2 + region.teachers["stage"]
    n = len(region.schools)
    return np.bincount(cell if which is None else cell[which], minlength=2 * n).reshape(n, 2)


def staff_columns(region: Region) -> Collected:
    """Return the rows of `staff`: every county, stage and zone kind with teachers or flows."""
    book, teachers = region.staff, region.staff.teachers()
    busy = (teachers > 0) | np.any([counts != 0 for counts in book.counts.values()], axis=0)
    county, stage, zone = np.nonzero(busy)
    return {
        "year": constant(len(county), region.year), "county": Coded(county, list(region.geography.county_codes)),
        "stage": Coded(stage, list(STAGE_NAMES)), "zone_kind": Coded(zone, list(ZONE_NAMES)),
        "teachers": teachers[county, stage, zone],
        **{name: book.counts[name][county, stage, zone] for name in STAFF_MEANINGS},
    }  # fmt: skip


def age_columns(region: Region) -> Collected:
    """Return the rows of `teacher_ages`; empty cells have none."""
    t, n = region.teachers, region.geography.n_counties
    cell = region.staff.cell(t["home_school"], t["stage"]) * 2 + t["sex"]
    cell = cell * (_OLDEST + 1) + np.clip(teacher_ages(region), 0, _OLDEST)
    counts = np.bincount(cell, minlength=n * 12 * (_OLDEST + 1)).reshape(n, 2, 3, 2, _OLDEST + 1)
    county, stage, zone, sex, age = np.nonzero(counts)
    return {
        "year": constant(len(county), region.year), "county": Coded(county, list(region.geography.county_codes)),
        "stage": Coded(stage, list(STAGE_NAMES)), "zone_kind": Coded(zone, list(ZONE_NAMES)),
        "sex": Coded(sex, ["male", "female"]), "age": age, "teachers": counts[county, stage, zone, sex, age],
    }  # fmt: skip
