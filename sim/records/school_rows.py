"""Record rows of schools: by grade, by stage, by class; all from the columns at the census or at the year's end."""

import numpy as np

from sim.kernels.aid import AID_COUNTS, count_aided, empty_aided
from sim.kernels.boarding import YOUNG
from sim.kernels.census import (
    COUNT_NAMES,
    band_names,
    bands_by_grade,
    count_pupils,
    count_within_radius,
    empty_counts,
)
from sim.kernels.classes import class_sizes, shared_classes
from sim.kernels.codes import (
    ENROLLED,
    FLOW_NAMES,
    KIND_NAMES,
    OPEN,
    OWNERSHIP_NAMES,
    PRIVATE,
    SCHOOL_STATUS_NAMES,
    SITE_AS_STATUS,
    SITE_IDLE,
    SITE_NAMES,
    STAGE_NAMES,
    URBAN,
    ZONE_NAMES,
)
from sim.kernels.roll import REGISTERED, REGISTERED_ABSENT, ROLL_NAMES, count_roll, empty_roll
from sim.records import boarding_rows, staff_rows
from sim.records.bus_rows import pupil_counts
from sim.records.care_rows import care_columns
from sim.records.collecting import Collected, constant
from sim.records.columns import Coded
from sim.records.evaluated_rows import evaluated_columns
from sim.records.norm_rows import norm_columns
from sim.records.review_rows import pairing
from sim.world.quality import quality_seen
from sim.world.quota_seats import quota_seats
from sim.world.region import Region
from sim.world.sites import is_idle

PUPIL_COLUMNS = (
    "status", "school", "grade", "sex", "way", "minutes", "is_over_limit", "is_without_bed", "household", "birth_year",
    "birth_month",
)  # fmt: skip


def count(region: Region) -> dict[str, np.ndarray]:
    """Return the census counts by school and grade, int (schools, 9), and `grade_age` (counties, 9, 21, 2, 3)."""
    c, h, s, g = region.children, region.households, region.schools, region.geography
    counts = empty_counts(len(s))
    grade_age = np.zeros((g.n_counties, 9, 21, 2, 3), np.int64)
    children = [c[n] for n in PUPIL_COLUMNS]
    families = [h[n] for n in ("hukou", "hukou_settlement", "is_rural_hukou", "parents_away")]
    places = (g.township, g.county, s["township"], s["zone"], s["county"])
    count_pupils(*children, *families, *places, region.year, counts, grade_age)
    return {**dict(zip(COUNT_NAMES, counts, strict=True)), "grade_age": grade_age}


def count_on_roll(region: Region) -> dict[str, np.ndarray]:
    """Return the counts of the roll (学籍) by school and grade, int (schools, 9), those gone from the region too."""
    c, gone = region.children, region.departed
    counts = empty_roll(len(region.schools))
    count_roll(*(c[name] for name in ("status", "school", "grade", "register_school")), counts)
    for which in (REGISTERED, REGISTERED_ABSENT):
        np.add.at(counts[which], (gone.school, gone.grade - 1), 1)
    return dict(zip(ROLL_NAMES, counts, strict=True))


def census_columns(region: Region, rules, counted: dict[str, np.ndarray]) -> dict[str, np.ndarray]:
    """Return the census part of `school_grade`, arrays (schools, 9)."""
    s = region.schools
    pupils, classes = s["pupils"].astype(np.int64), s["classes"].astype(np.int64)
    county = s["county"]
    standard = rules.by_grade("class_standard")[county]
    school, grade, _, size = class_sizes(pupils, classes)
    bands = np.zeros((len(band_names()), len(s), 9), np.int64)
    bands_by_grade(
        grade, size, school, standard, rules.by_grade("large_local")[county], rules.values("large_national")[county],
        rules.values("super_large")[county], bands,
    )  # fmt: skip
    return {
        "pupils": pupils, "classes": classes, "n_multigrade": shared_classes(pupils, classes) * classes,
        "seats": classes * standard,
        **dict(zip(band_names(), bands, strict=True)), **{name: counted[name] for name in COUNT_NAMES},
        **count_on_roll(region), **_count_aided(region), "n_in_radius": _within_radius(region, rules),
        **pupil_counts(region), **care_columns(region, rules),
    }  # fmt: skip


def _count_aided(region: Region) -> dict[str, np.ndarray]:
    """Return poor pupils and those who get living aid by school and grade, int (schools, 9)."""
    c, counts = region.children, empty_aided(len(region.schools))
    columns = (c[name] for name in ("status", "school", "grade", "household"))
    count_aided(*columns, region.households["poverty"], c["aid_yuan"], counts)
    return dict(zip(AID_COUNTS, counts, strict=True))


def _within_radius(region: Region, rules) -> np.ndarray:
    """Return pupils of urban schools who live within the service radius of the year, int (schools, 9)."""
    c, h, s, g = region.children, region.households, region.schools, region.geography
    radius = rules.by_grade("service_radius")[s["county"]] / 1000.0
    out = np.zeros((len(s), 9), np.int64)
    count_within_radius(
        *(c[name] for name in ("status", "school", "grade", "household")), h["settlement"], g.x, g.y, s["x"], s["y"],
        np.where(s["zone"][:, None] == URBAN, radius, -1.0), out,
    )  # fmt: skip
    return out


def flow_columns(region: Region) -> dict[str, np.ndarray]:
    """Return the flows part of `school_grade`, arrays (schools, 9), with the stock of 31 August."""
    c = region.children
    enrolled = c["status"] == ENROLLED
    cell = c["school"].astype(np.int64) * 9 + c["grade"] - 1
    n = len(region.schools) * 9
    end = np.bincount(cell[enrolled], minlength=n).reshape(-1, 9)
    repeats = np.bincount(cell[enrolled & (c["is_repeating"] > 0)], minlength=n).reshape(-1, 9)
    finished = np.zeros_like(end)
    finished[:, 8] = end[:, 8] - repeats[:, 8]
    flows = {
        name: flow.astype(np.int64) for name, flow in zip(FLOW_NAMES, region.register.flows, strict=True)
    }
    if (
        region.year == region.first_year
    ):  # the tables hold the census: pupils of the entry grades entered this year
        flows["n_entrants"][:, [0, 6]] = region.schools["pupils"][:, [0, 6]]
    return {**flows, "n_end": end, "n_finished": finished}


def taught_cells(region: Region) -> np.ndarray:
    """Return which grades open schools teach, bool (schools, 9)."""
    s, grades = region.schools, np.arange(1, 10)
    spans = (s["grade_low"][:, None] <= grades) & (grades <= s["grade_high"][:, None])
    return spans & (s["status"] == OPEN)[:, None]


def school_grade_columns(
    region: Region, whole: dict[str, np.ndarray], school: np.ndarray, column: np.ndarray
) -> Collected:
    """Return the rows of `school_grade` for the given cells."""
    s = region.schools
    rows = {name: values[school, column] for name, values in whole.items()}
    return {
        **rows, "year": constant(len(school), region.year), "grade": column + 1,
        "county": Coded(s["county"][school], list(region.geography.county_codes)),
        "school_id": Coded(school, list(region.school_ids)),
        "stage": Coded((column > 5).astype(np.int32), list(STAGE_NAMES)),
        "zone_kind": Coded(s["zone"][school], list(ZONE_NAMES)),
    }  # fmt: skip


def school_columns(region: Region, rules, counted: dict[str, np.ndarray]) -> Collected:
    """Return the rows of `school`: one a school and stage it teaches; closed schools stay with their status."""
    s = region.schools
    primary, junior = s["grade_low"] <= 6, s["grade_high"] >= 7
    row = np.concatenate([np.flatnonzero(primary), np.flatnonzero(junior)])
    stage = np.repeat([0, 1], [primary.sum(), junior.sum()])
    part = {
        name: _of_stage(values, row, stage)
        for name, values in (
            ("pupils", s["pupils"]),
            ("classes", s["classes"]),
            ("n_boarders", counted["n_boarders"]),
            ("n_young_boarders", counted["n_boarders"] * (np.arange(1, 10) <= YOUNG)),
        )
    }
    both = primary & junior
    whole = ~both[row] | (stage == 1)  # the row that tells what a school has once
    given, idle = s["site_use"][row] != SITE_AS_STATUS, is_idle(region)[row]
    site_use = np.where(idle, SITE_IDLE, s["site_use"][row])
    rooms = _split(s["rooms"], part["classes"], row, stage, both)
    county = s["county"][row]
    ratio = np.where(
        stage == 0, rules.values("posts_ratio_primary")[county], rules.values("posts_ratio_junior")[county]
    )
    need = part["pupils"] / ratio
    standard = rules.by_grade("class_standard")[county, np.where(stage == 0, 0, 6)]
    is_open = s["status"][row] == OPEN
    staff = {name: counts[row, stage] for name, counts in staff_rows.by_school(region).items()}
    is_private = s["ownership"][row] == PRIVATE
    posts = _split(s["posts"], need, row, stage, both)
    teachers = np.where(is_private, _split(s["teachers"], need, row, stage, both), staff.pop("teachers"))
    return {
        **part, "year": constant(len(row), region.year),
        "county": Coded(county, list(region.geography.county_codes)), "school_id": Coded(row, list(region.school_ids)),
        "stage": Coded(stage, list(STAGE_NAMES)), "zone_kind": Coded(s["zone"][row], list(ZONE_NAMES)),
        "township": Coded(s["township"][row], list(region.geography.township_codes)),
        "status": Coded(s["status"][row], list(SCHOOL_STATUS_NAMES)), "kind": Coded(s["kind"][row], list(KIND_NAMES)),
        "ownership": Coded(s["ownership"][row], list(OWNERSHIP_NAMES)),
        "rooms": rooms, "rooms_used": np.minimum(part["classes"], rooms),
        "rooms_idle": np.where(given, 0, np.maximum(0, rooms - part["classes"])),
        "site_use": Coded(site_use, list(SITE_NAMES)), "sites_idle": whole & idle, "rooms_idle_sites": rooms * idle,
        "seats_rated": rooms * standard * is_open, "beds": np.where(whole, s["beds"][row], 0),
        "has_canteen": np.where(whole, s["has_canteen"][row], 0),
        **{name: np.where(whole, values[row], 0) for name, values in boarding_rows.boarding(region, rules).items()},
        "n_quota_seats": np.where(stage == 1, quota_seats(region, rules)[row], 0),
        "posts": posts, "posts_short_of_classes": np.maximum(0.0, s["need_by_classes"][row, stage] - posts),
        "teachers": teachers, **staff,
        "teacher_posts": s["teacher_posts_by_stage"][row, stage],
        **{name: s[name][row, stage] for name in ("need_by_pupils", "need_by_classes", "need_by_periods")},
        **{name: np.where(whole, s[name][row], 0) for name in ("subjects_lacking", "subjects_uncovered")},
        "classes_without_teacher": np.maximum(0, part["classes"] - teachers),
        **{name: np.where(whole, s[name][row], 0) for name in ("posts_short_of_floor", "posts_from_central")},
        "multimedia_rooms": _split(s["multimedia_rooms"], part["pupils"], row, stage, both),
        **{name: np.where(whole, values[row], 0) for name, values in pairing(region, rules).items()},
        **evaluated_columns(region, part["pupils"], row, stage, both),
        "quality": quality_seen(s)[row].astype(np.float64), **norm_columns(region, rules, counted, row, stage),
    }  # fmt: skip


def _of_stage(values: np.ndarray, row: np.ndarray, stage: np.ndarray) -> np.ndarray:
    return np.where(stage == 0, values[row, :6].sum(axis=1), values[row, 6:].sum(axis=1)).astype(np.int64)


def _split(
    total: np.ndarray, weight: np.ndarray, row: np.ndarray, stage: np.ndarray, both: np.ndarray
) -> np.ndarray:
    """Split a school's total between its two stages by weight (evenly without one); schools of one stage keep all."""
    by_stage = np.zeros((len(total), 2))
    by_stage[row, stage] = weight
    sums = by_stage.sum(axis=1)
    primary = np.round(total * np.where(sums > 0, by_stage[:, 0] / np.maximum(sums, 1e-9), 0.5)).astype(
        np.int64
    )
    first = np.where(both, primary, total)
    return np.where(stage == 0, first[row], np.where(both, total - primary, total)[row]).astype(np.int64)


def class_columns(region: Region) -> Collected:
    """Return the rows of `classes`: the class-size list itself."""
    school, grade, class_no, size = class_sizes(region.schools["pupils"], region.schools["classes"])
    return {
        "year": constant(len(school), region.year), "school_id": Coded(school, list(region.school_ids)),
        "grade": grade, "class_no": class_no, "size": size,
    }  # fmt: skip


def grade_age_columns(region: Region, counted: dict[str, np.ndarray]) -> Collected:
    """Return the rows of `grade_age`; empty cells have no row."""
    county, grade, age, sex, zone = np.nonzero(counted["grade_age"])
    return {
        "year": constant(len(county), region.year), "county": Coded(county, list(region.geography.county_codes)),
        "stage": Coded((grade > 5).astype(np.int32), list(STAGE_NAMES)), "grade": grade + 1, "age": age,
        "sex": Coded(sex, ["male", "female"]), "zone_kind": Coded(zone, list(ZONE_NAMES)),
        "pupils": counted["grade_age"][county, grade, age, sex, zone],
    }  # fmt: skip
