"""Record rows of schools: by grade, by stage, by class; all from the columns at the census or at the year's end."""

from collections.abc import Mapping

import numpy as np

from sim.kernels.boarding import YOUNG
from sim.kernels.book_counts import count_year_end
from sim.kernels.census import band_names, bands_by_grade
from sim.kernels.classes import class_sizes, shared_classes
from sim.kernels.codes import (
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
from sim.kernels.narrow import survey, taken_narrow
from sim.kernels.stage_rows import split_by_stage, sum_by_stage
from sim.records import boarding_rows, staff_rows
from sim.records.bus_rows import pupil_counts
from sim.records.care_rows import care_columns
from sim.records.collecting import Collected, constant, filled
from sim.records.columns import Coded
from sim.records.evaluated_rows import evaluated_columns
from sim.records.norm_rows import norm_columns
from sim.records.review_rows import pairing
from sim.world.people_count import Census, take_census
from sim.world.quality import quality_seen
from sim.world.quota_seats import quota_seats
from sim.world.region import Region
from sim.world.sites import is_idle

_COUNTED = (  # at the census by school and grade, told as it is; other files tell the rest
    "n_girls", "n_moved_in_county", "n_migrant", "n_migrant_other_province", "n_left_behind", "n_left_behind_2016",
    "n_boarders", "n_without_bed", "minutes_sum", "n_over_limit", "n_registered", "n_misregistered", "n_unregistered",
    "n_registered_absent", "n_poor", "n_aided", "n_in_radius",
)  # fmt: skip
_ONCE = (  # of a school, told with one of its stages; other files tell the rest
    "beds", "has_canteen", "subjects_lacking", "subjects_uncovered", "posts_short_of_floor", "posts_from_central",
)  # fmt: skip


def take(region: Region, rules) -> Census:
    """Take the census of the year, those on the roll (学籍) who are gone from the region too."""
    s, gone = region.schools, region.departed
    radius = rules.by_grade("service_radius")[s["county"]] / 1000.0
    census = take_census(region, np.where(s["zone"][:, None] == URBAN, radius, -1.0))
    for name in ("n_registered", "n_registered_absent"):
        np.add.at(census.by_grade[name], (gone.school, gone.grade - 1), 1)
    region.peers.bring([(counted, s["county"], 0) for counted in census.by_grade.values()])
    region.accounts.cohorts.here = census.cohorts.sum(axis=2)
    return census


def listed_classes(region: Region) -> tuple[np.ndarray, ...]:
    """Return the list of classes: school, grade, number and size, int64 arrays (classes,)."""
    return class_sizes(region.schools["pupils"], region.schools["classes"])


def census_columns(
    region: Region, rules, counted: Mapping[str, np.ndarray], listed: tuple[np.ndarray, ...]
) -> dict[str, np.ndarray]:
    """Return the census part of `school_grade`, arrays (schools, 9); `listed` by `listed_classes`."""
    s = region.schools
    pupils, classes = s["pupils"].astype(np.int64), s["classes"].astype(np.int64)
    county = s["county"]
    standard = rules.by_grade("class_standard")[county]
    school, grade, _, size = listed
    bands = np.zeros((len(band_names()), len(s), 9), np.int64)
    bands_by_grade(
        grade, size, school, standard, rules.by_grade("large_local")[county], rules.values("large_national")[county],
        rules.values("super_large")[county], bands,
    )  # fmt: skip
    return {
        "pupils": pupils, "classes": classes, "n_multigrade": shared_classes(pupils, classes) * classes,
        "seats": classes * standard,
        **dict(zip(band_names(), bands, strict=True)), **{name: counted[name] for name in _COUNTED},
        **pupil_counts(region, counted), **care_columns(region, rules, counted),
    }  # fmt: skip


def flow_columns(region: Region) -> dict[str, np.ndarray]:
    """Return the flows part of `school_grade`, arrays (schools, 9), with the stock of 31 August."""
    columns = (region.children[name] for name in ("status", "school", "grade", "is_repeating"))
    end, repeats = counted = np.zeros((2, len(region.schools), 9), np.int64)
    count_year_end(*columns, counted)
    region.peers.to_owners(counted, region.schools["county"], axis=1)
    finished = np.zeros_like(end)
    finished[:, 8] = end[:, 8] - repeats[:, 8]
    flows = dict(zip(FLOW_NAMES, region.register.flows, strict=True))
    if (
        region.year == region.first_year
    ):  # the tables hold the census: pupils of the entry grades entered this year
        flows["n_entrants"] = flows["n_entrants"].copy()
        flows["n_entrants"][:, [0, 6]] = region.schools["pupils"][:, [0, 6]]
    return {**flows, "n_end": end, "n_finished": finished}


def taught_cells(region: Region) -> np.ndarray:
    """Return which grades open schools teach, bool (schools, 9)."""
    s, grades = region.schools, np.arange(1, 10)
    spans = (s["grade_low"][:, None] <= grades) & (grades <= s["grade_high"][:, None])
    return spans & (s["status"] == OPEN)[:, None]


def school_grade_columns(region: Region, whole: Mapping[str, np.ndarray]) -> Collected:
    """Return the rows of `school_grade`: grades that open schools teach, and whatever else is not 0.

    `whole` has arrays (schools, 9) by the names of the table.
    """
    s, is_told = region.schools, taught_cells(region).astype(np.uint8).reshape(-1)
    counts = {name: values for name, values in whole.items() if values.dtype.kind != "f"}
    amounts = {name: values.reshape(-1) for name, values in whole.items() if values.dtype.kind == "f"}
    stacked = np.concatenate([values.reshape(-1) for values in counts.values()], dtype=np.int64)
    stacked = stacked.reshape(len(counts), -1)
    low, high = np.empty((2, len(counts)), np.int64)
    survey(stacked, is_told, low, high)
    for values in amounts.values():
        is_told |= values != 0
    cell = np.flatnonzero(is_told != 0)
    school, column = np.divmod(cell, 9)
    rows = dict(zip(counts, taken_narrow(stacked, low, high, cell), strict=True))
    return {
        **rows, **{name: values.take(cell) for name, values in amounts.items()},
        "year": constant(len(school), region.year), "grade": column + 1,
        "county": Coded(s["county"][school], list(region.geography.county_codes)),
        "school_id": Coded(school, list(region.school_ids)),
        "stage": Coded((column > 5).astype(np.int32), list(STAGE_NAMES)),
        "zone_kind": Coded(s["zone"][school], list(ZONE_NAMES)),
    }  # fmt: skip


def school_columns(region: Region, rules, counted: Mapping[str, np.ndarray]) -> Collected:
    """Return the rows of `school`: one a school and stage it teaches; closed schools stay with their status."""
    s = region.schools
    primary, junior = s["grade_low"] <= 6, s["grade_high"] >= 7
    of_primary, of_junior = np.flatnonzero(primary), np.flatnonzero(junior)
    row, stage = np.concatenate([of_primary, of_junior]), np.repeat([0, 1], [len(of_primary), len(of_junior)])
    cell, both, county = row * 2 + stage, primary & junior, s["county"][row]
    whole = ~both[row] | (stage == 1)  # the row that tells what a school has once
    part = np.zeros((4, len(row)), np.int64)
    sum_by_stage(s["pupils"], s["classes"], counted["n_boarders"], YOUNG, row, stage, part)
    pupils, classes, *_ = part
    given, idle = s["site_use"][row] != SITE_AS_STATUS, is_idle(region)[row]
    ratio = np.where(
        stage == 0, rules.values("posts_ratio_primary")[county], rules.values("posts_ratio_junior")[county]
    )
    rooms, multimedia, posts, private = _split(
        [s[name] for name in ("rooms", "multimedia_rooms", "posts", "teachers")],
        [classes, pupils, pupils / ratio, pupils / ratio], row, stage, both,
    )  # fmt: skip
    seats_a_room = rules.by_grade("class_standard")[county, 6 * stage] * (s["status"][row] == OPEN)
    staff = {name: _of_cells(counts, cell) for name, counts in staff_rows.by_school(region).items()}
    teachers = np.where(s["ownership"][row] == PRIVATE, private, staff.pop("teachers"))
    needs = {
        name: _of_cells(s[name], cell) for name in ("need_by_pupils", "need_by_classes", "need_by_periods")
    }
    return {
        **dict(zip(("pupils", "classes", "n_boarders", "n_young_boarders"), part, strict=True)),
        "year": constant(len(row), region.year),
        "county": Coded(county, list(region.geography.county_codes)), "school_id": Coded(row, list(region.school_ids)),
        "stage": Coded(stage, list(STAGE_NAMES)), "zone_kind": Coded(s["zone"][row], list(ZONE_NAMES)),
        "township": Coded(s["township"][row], list(region.geography.township_codes)),
        "status": Coded(s["status"][row], list(SCHOOL_STATUS_NAMES)), "kind": Coded(s["kind"][row], list(KIND_NAMES)),
        "ownership": Coded(s["ownership"][row], list(OWNERSHIP_NAMES)),
        "rooms": rooms, "rooms_used": np.minimum(classes, rooms),
        "rooms_idle": np.maximum(0, rooms - classes) * ~given,
        "site_use": Coded(np.where(idle, SITE_IDLE, s["site_use"][row]), list(SITE_NAMES)), "sites_idle": whole & idle,
        "rooms_idle_sites": rooms * idle, "seats_rated": rooms * seats_a_room,
        "n_quota_seats": quota_seats(region, rules)[row] * stage, **needs, **staff,
        "posts": posts, "posts_short_of_classes": np.maximum(0.0, needs["need_by_classes"] - posts),
        "teachers": teachers, "teacher_posts": _of_cells(s["teacher_posts_by_stage"], cell),
        "classes_without_teacher": np.maximum(0, classes - teachers), "multimedia_rooms": multimedia,
        **_told_once(region, rules, counted, row, whole), **evaluated_columns(region, pupils, row, both),
        "quality": quality_seen(s)[row].astype(np.float64), **norm_columns(region, rules, counted, row, stage),
    }  # fmt: skip


def _told_once(
    region: Region, rules, counted: Mapping[str, np.ndarray], row: np.ndarray, whole: np.ndarray
) -> dict[str, np.ndarray]:
    """Return what schools have once, told with the rows that are `whole`, 0 with the others."""
    of_schools = {
        **{name: region.schools[name] for name in _ONCE}, **boarding_rows.boarding(region, rules, counted),
        **pairing(region, rules),
    }  # fmt: skip
    values = np.empty((len(of_schools), len(region.schools)), np.int64)
    for one, told in zip(values, of_schools.values(), strict=True):
        one[:] = told
    return dict(zip(of_schools, values.take(row, axis=1) * whole, strict=True))


def _of_cells(by_stage: np.ndarray, cell: np.ndarray) -> np.ndarray:
    """Return what stands at a school and stage, `cell` = 2 x school + stage."""
    return by_stage.reshape(-1).take(cell)


def _split(
    totals: list[np.ndarray], weights: list[np.ndarray], row: np.ndarray, stage: np.ndarray, both: np.ndarray
) -> np.ndarray:
    """Split some totals of schools between their stages, int64 (totals, rows); see `split_by_stage`."""
    out = np.empty((len(totals), len(row)), np.int64)
    split_by_stage(np.array(totals, float), np.array(weights, float), row, stage, both, out)
    return out


def class_columns(region: Region, listed: tuple[np.ndarray, ...]) -> Collected:
    """Return the rows of `classes`: the class-size list itself."""
    school, grade, class_no, size = listed
    return {
        "year": constant(len(school), region.year), "school_id": Coded(school, list(region.school_ids)),
        "grade": grade, "class_no": class_no, "size": size,
    }  # fmt: skip


def grade_age_columns(region: Region, census: Census) -> Collected:
    """Return the rows of `grade_age`; empty cells have no row."""
    county, grade, age, sex, zone, pupils = filled(census.grade_age)
    return {
        "year": constant(len(county), region.year), "county": Coded(county, list(region.geography.county_codes)),
        "stage": Coded((grade > 5).astype(np.int32), list(STAGE_NAMES)), "grade": grade + 1, "age": age,
        "sex": Coded(sex, ["male", "female"]), "zone_kind": Coded(zone, list(ZONE_NAMES)),
        "pupils": pupils,
    }  # fmt: skip
