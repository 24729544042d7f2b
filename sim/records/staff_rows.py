"""Record rows of teachers: by school and stage, by county and zone, by age."""

import numpy as np

from sim.kernels.codes import STAGE_NAMES, ZONE_NAMES
from sim.kernels.staff_count import TEACHERS_READ, teachers_by_school
from sim.records.collecting import Collected, constant, filled
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
    columns = (region.teachers[name] for name in TEACHERS_READ)
    return teachers_by_school(len(region.schools), region.year, *columns)


def staff_columns(region: Region) -> Collected:
    """Return the rows of `staff`: every county, stage and zone kind with teachers or flows."""
    book = region.staff
    counts = np.array([book.teachers(), *book.counts.values()])
    county, stage, zone = np.nonzero(counts.any(axis=0))
    told = dict(zip(("teachers", *book.counts), counts[:, county, stage, zone], strict=True))
    return {
        "year": constant(len(county), region.year), "county": Coded(county, list(region.geography.county_codes)),
        "stage": Coded(stage, list(STAGE_NAMES)), "zone_kind": Coded(zone, list(ZONE_NAMES)),
        "teachers": told["teachers"], **{name: told[name] for name in STAFF_MEANINGS},
    }  # fmt: skip


def age_columns(region: Region) -> Collected:
    """Return the rows of `teacher_ages`; empty cells have none."""
    t, n = region.teachers, region.geography.n_counties
    cell = region.staff.cell(t["home_school"], t["stage"]) * 2 + t["sex"]
    cell = cell * (_OLDEST + 1) + np.clip(teacher_ages(region), 0, _OLDEST)
    counts = np.bincount(cell, minlength=n * 12 * (_OLDEST + 1)).reshape(n, 2, 3, 2, _OLDEST + 1)
    county, stage, zone, sex, age, teachers = filled(counts)
    return {
        "year": constant(len(county), region.year), "county": Coded(county, list(region.geography.county_codes)),
        "stage": Coded(stage, list(STAGE_NAMES)), "zone_kind": Coded(zone, list(ZONE_NAMES)),
        "sex": Coded(sex, ["male", "female"]), "age": age, "teachers": teachers,
    }  # fmt: skip
