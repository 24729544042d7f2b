"""Record tables small enough to add up by hand, and batch folders made of them."""

import json
from collections.abc import Iterable
from pathlib import Path

import numpy as np
import pandas as pd

from sim.records.columns import Coded
from sim.records.declared import TABLES
from sim.records.layout import FORMAT, RunId
from sim.records.store import write_run
from sim.rules.money_kinds import MONEY_KINDS

FAILED = "failed"  # in place of the tables of a run that failed

# Two counties. In a, school t2 has 150 pupils in classes of 70, 60 and 20, and school n teaches both stages.
# (year, county, school, grade, zone kind, pupils, classes, other columns)
GRADES = [
    (2017, "a", "t1", 1, "town", 40, 1, {
        "n_entrants": 40, "minutes_sum": 400, "n_migrant": 4, "n_moved_in_county": 6, "n_left_behind": 3,
        "n_left_behind_2016": 1, "n_in_radius": 40, "n_end": 40}),
    (2017, "a", "t2", 1, "town", 150, 3, {
        "n_entrants": 150, "minutes_sum": 2900, "n_over_limit": 10, "n_boarders": 5, "n_dropouts": 2, "n_returns": 1,
        "n_large_local": 2, "n_large_national": 2, "n_super_large": 1, "n_over_standard": 2, "n_migrant": 6,
        "n_without_bed": 2, "n_end": 149, "n_bus": 4, "n_bus_need": 3, "n_bus_need_met": 2,
        "n_poor": 20, "n_aided": 15, "n_dropouts_poor": 1, "n_dropouts_poverty": 1, "n_dropouts_closure": 1,
        "n_dropouts_known": 1, "n_returns_within": 1, "n_visits": 4}),
    (2017, "a", "v1", 1, "village", 30, 1, {
        "n_entrants": 30, "minutes_sum": 900, "n_over_limit": 3, "n_dropouts": 1, "n_left_behind": 9,
        "n_left_behind_2016": 5, "n_multigrade": 1, "n_end": 29, "n_bus": 6, "n_bus_fee_waived": 2, "n_transit": 1,
        "n_without_bus_seat": 3, "n_bus_need": 5, "n_bus_need_met": 4, "n_left_behind_bus_need": 2,
        "n_left_behind_bus_need_met": 1, "n_poor": 8, "n_aided": 8, "n_dropouts_poor": 1, "n_dropouts_distance": 1,
        "n_left_behind_filed": 8, "n_key_cases": 6, "n_cared": 5, "n_key_cases_cared": 4, "filing_hours": 4.5,
        "care_hours": 100.0}),
    (2017, "a", "n", 2, "town", 10, 1, {"minutes_sum": 90, "n_boarders": 1, "n_end": 10}),
    (2017, "a", "n", 7, "town", 58, 1, {
        "n_entrants": 58, "minutes_sum": 760, "n_boarders": 20, "n_dropouts": 3, "n_large_national": 1,
        "n_without_bed": 3, "n_over_standard": 1, "n_end": 55, "n_poor": 12, "n_aided": 7, "n_dropouts_left_behind": 1,
        "n_dropouts_learning": 1, "n_dropouts_other": 1}),
    (2017, "b", "u1", 1, "urban", 20, 1, {"n_entrants": 20, "minutes_sum": 100, "n_migrant": 5, "n_end": 20,
        "n_in_radius": 15}),
    (2018, "a", "t2", 2, "town", 90, 2, {
        "n_boarders": 4, "minutes_sum": 860, "n_over_standard": 1, "n_overflow_out": 7, "n_over_capacity": 2,
        "n_without_bed": 1, "n_end": 90}),
]  # fmt: skip
# (year, county, kind, target, event): one of three new schools that were due opened.
EVENTS = [
    (2018, "a", "build", "e1", "carried_out"), (2018, "a", "build", "e2", "delayed"),
    (2018, "b", "build", "e3", "never_built"), (2018, "a", "close", "t9", "carried_out"),
    (2018, "a", "build", "e1", "below_norms"),
]  # fmt: skip
# (year, county, zone kind, stage, minutes, day pupils)
TRIPS = [
    (2017, "a", "town", "primary", 10, 9), (2017, "a", "town", "primary", 40, 1),
    (2017, "a", "village", "primary", 30, 8), (2017, "a", "town", "junior", 45, 1),
]  # fmt: skip
# What indicators of public teachers leave out: closed schools, private schools.
_NOT_COUNTED = {"need_by_pupils": 1, "need_by_classes": 99, "need_by_periods": 99, "teacher_posts": 9,
    "teachers_home": 99, "n_special": 9, "n_volunteers": 9, "n_outside_posts": 9, "n_backbone": 9,
    "n_above_standard": 9, "n_middle_title": 9, "n_senior_title": 9, "n_pe_arts": 9, "n_under_35": 9,
    "n_55_and_over": 9, "subjects_lacking": 3, "subjects_uncovered": 3}  # fmt: skip
# (year, county, school, stage, zone kind, kind, pupils, seats, other columns)
SCHOOLS = [
    (2017, "a", "t1", "primary", "town", "primary", 40, 45, {
        "posts": 4, "teachers": 4, "classes": 1, "n_norms_met": 7, "teaching_m2": 200, "sports_m2": 300,
        "equipment_yuan": 80_000, "multimedia_rooms": 1, "need_by_pupils": 2.25, "need_by_classes": 1.75,
        "need_by_periods": 1.5, "teacher_posts": 4, "teachers_home": 5, "n_outside_posts": 1, "n_backbone": 1,
        "n_above_standard": 2, "n_middle_title": 2, "n_under_35": 1, "subjects_lacking": 2}),
    (2017, "a", "t2", "primary", "town", "primary", 150, 135, {
        "n_boarders": 5, "beds": 3, "posts": 8, "teachers": 6, "n_young_boarders": 4, "n_without_canteen_seat": 2,
        "boarding_staff_needed": 4, "boarding_staff": 1, "boarding_staff_yuan": 95_000, "n_norms_met": 3, "is_weak": 1,
        "teaching_m2": 450, "need_by_pupils": 9, "need_by_classes": 10, "need_by_periods": 9, "teacher_posts": 7,
        "teachers_home": 6, "n_pe_arts": 2, "n_backbone": 1, "n_above_standard": 4, "n_middle_title": 4,
        "n_senior_title": 3, "n_under_35": 2}),
    (2017, "a", "v1", "primary", "village", "point", 30, 90, {
        "posts": 3, "teachers": 3, "classes": 4, "classes_without_teacher": 1, "posts_short_of_floor": 2,
        "posts_from_central": 1, "n_norms_met": 7, "need_by_pupils": 1.5, "need_by_classes": 7.25,
        "need_by_periods": 2.5, "teacher_posts": 3, "teachers_home": 2, "n_special": 1, "n_volunteers": 1,
        "n_above_standard": 1, "n_middle_title": 1, "n_55_and_over": 2, "subjects_lacking": 3,
        "subjects_uncovered": 1}),
    (2017, "a", "n", "primary", "town", "nine_year", 10, 0, {
        "n_boarders": 1, "n_young_boarders": 1, "posts": 2, "teachers": 2, "n_norms_met": 5, "is_weak": 1,
        "teaching_m2": 60, "need_by_pupils": 0.5, "need_by_classes": 1.75, "need_by_periods": 1.5,
        "teacher_posts": 2, "teachers_home": 3}),
    (2017, "a", "n", "junior", "town", "nine_year", 58, 50, {
        "n_boarders": 20, "beds": 25, "posts": 6, "teachers": 5, "n_without_canteen_seat": 5,
        "boarding_staff_needed": 6, "boarding_staff": 5, "boarding_staff_bought": 2, "boarding_staff_yuan": 345_000,
        "n_norms_met": 5, "is_weak": 1, "teaching_m2": 340, "need_by_pupils": 4.25, "need_by_classes": 3,
        "need_by_periods": 2.5, "teacher_posts": 5, "teachers_home": 5, "n_pe_arts": 1, "n_above_standard": 3,
        "n_senior_title": 1, "n_under_35": 2, "subjects_lacking": 1, "subjects_uncovered": 1}),
    (2017, "a", "z", "primary", "village", "primary", 0, 0, {
        "status": "closed", "beds": 9, "posts": 9, "teachers": 9, "classes_without_teacher": 9,
        "posts_short_of_floor": 9, "posts_from_central": 9, "teaching_m2": 999, "sports_m2": 999,
        "sites_idle": 1, "rooms_idle_sites": 4, **_NOT_COUNTED}),
    (2017, "b", "t9", "primary", "town", "primary", 0, 45, {
        "posts": 1, "teachers": 1, "n_norms_met": 7, "teacher_posts": 1, "teachers_home": 1}),
    (2017, "b", "u1", "primary", "urban", "primary", 20, 45, {
        "ownership": "private", "posts": 2, "teachers": 2, "n_norms_met": 6, "teaching_m2": 90, **_NOT_COUNTED}),
    (2018, "a", "t2", "primary", "town", "primary", 90, 90, {
        "n_boarders": 4, "beds": 3, "posts": 8, "teachers": 6}),
    (2018, "a", "v1", "primary", "village", "point", 0, 0, {"status": "closed", "site_use": "other_education"}),
    (2018, "a", "n", "primary", "town", "nine_year", 0, 0, {"status": "closed", "rooms_idle_sites": 2}),
    (2018, "a", "n", "junior", "town", "nine_year", 0, 0, {
        "status": "closed", "sites_idle": 1, "rooms_idle_sites": 3}),
]  # fmt: skip
# (year, school, grade, sizes of its classes)
CLASSES = [
    (2017, "t1", 1, (40,)), (2017, "t2", 1, (70, 60, 20)), (2017, "v1", 1, (30,)), (2017, "n", 2, (10,)),
    (2017, "n", 7, (58,)), (2017, "u1", 1, (20,)), (2018, "t2", 2, (46, 44)),
]  # fmt: skip
# (year, county, residents, in urban and town, other columns)
COUNTIES = [
    (2017, "a", 1000, 600, {"capital_budget": 5_000_000, "capital_spent": 3_000_000, "capital_refused": 2_500_000}),
    (2017, "b", 500, 500, {"capital_budget": 7_000_000_000, "capital_spent": 6_000_000_000}),
    (2018, "a", 900, 560, {"births": 8, "births_registered": 11, "families_county_seat": 5, "families_return": 1}),
    (2018, "b", 480, 480, {"births": 4, "births_registered": 3, "families_arrived": 2, "children_unplaced": 6}),
]  # fmt: skip
# (year, county, township, zone kind, age, residents)
RESIDENTS = [
    (2017, "a", "a1", "town", 3, 12), (2017, "a", "a1", "town", 5, 8), (2017, "a", "a1", "town", 40, 580),
    (2017, "a", "a2", "village", 6, 5), (2017, "a", "a2", "village", 15, 7), (2017, "a", "a2", "village", 17, 3),
    (2017, "a", "a2", "village", 60, 385), (2017, "b", "b1", "urban", 4, 10), (2017, "b", "b1", "urban", 18, 490),
    (2018, "a", "a1", "town", 40, 560), (2018, "a", "a2", "village", 61, 340), (2018, "b", "b1", "urban", 19, 480),
]  # fmt: skip
# (series, county, year, persons)
HISTORY = [
    ("births_resident", "a", 2010, 60), ("births_resident", "a", 2011, 90), ("births_resident", "a", 2012, 30),
    ("births_resident", "b", 2010, 30), ("births_resident", "b", 2011, 30), ("births_registered", "a", 2011, 999),
]  # fmt: skip
# (year, county, grade, origin, applicants, counts)
ADMISSION = [
    (2018, "a", 1, "local", 60, {
        "n_own_school": 2, "n_zone": 40, "n_choice": 3, "n_overflow_near": 6, "n_overflow_far": 4, "n_over_capacity": 5,
        "n_first": 46, "n_sent_elsewhere": 14, "n_public": 60}),
    (2018, "a", 1, "in_county", 20, {"n_zone": 17, "n_overflow_near": 3, "n_first": 17, "n_sent_elsewhere": 3,
                                     "n_public": 20}),
    (2018, "a", 7, "in_county", 5, {"n_zone": 5, "n_first": 4, "n_public": 5}),
    (2018, "a", 1, "province", 10, {
        "n_zone": 4, "n_private": 2, "n_bought_seat": 1, "n_waiting": 2, "n_gone_back": 1, "n_first": 4,
        "n_public": 4}),
    (2018, "b", 7, "other", 5, {"n_zone": 2, "n_waiting": 3, "n_first": 1, "n_public": 2}),
]  # fmt: skip
# (year, county, line, yuan of running, fees, fees waived)
LINES = [
    (2017, "a", "L1", "school_bus", 5000, 900, 300), (2017, "a", "L2", "transit", 1000, 0, 0),
    (2018, "b", "L3", "school_bus", 700, 0, 0),
]  # fmt: skip
# (year, county, stage, zone kind, teachers, other columns); flows of the first year are none
STAFF = [
    (2017, "a", "primary", "town", 50, {
        "n_vacant": 1, "n_retired": 9, "n_quit": 9, "n_rotated": 9, "n_rotation_eligible": 9, "n_rural_3": 20,
        "n_town_1": 4, "n_paid": 40, "pay_yuan": 2_400_000, "performance_yuan": -20_000}),
    (2017, "a", "primary", "village", 20, {
        "n_vacant": 1, "n_rural_3": 15, "n_rural_20": 6, "n_rural_25": 3, "n_village_10": 7, "itinerant_periods": 12,
        "n_paid": 20, "pay_yuan": 1_400_000, "allowance_yuan": 120_000, "performance_yuan": 20_000}),
    (2017, "a", "junior", "town", 30, {"n_rural_20": 1, "n_hired": 9, "n_paid": 10, "pay_yuan": 1_000_000}),
    (2017, "b", "primary", "urban", 10, {}),
    (2018, "a", "primary", "town", 48, {
        "n_hired": 3, "n_moved_in": 2, "n_moved_out": 1, "n_retired": 4, "n_retired_early": 1, "n_quit": 1,
        "n_promoted_middle": 2, "n_promoted_senior": 3, "n_promoted_full_senior": 1, "n_rotation_eligible": 40,
        "n_rotated": 3, "n_rotated_backbone": 1, "n_rotation_short": 1, "n_principals_eligible": 4,
        "n_principals_rotated": 1, "n_training_due": 10, "n_training_done": 9, "substitute_days": 80}),
    (2018, "a", "primary", "village", 20, {
        "n_special_hired": 4, "n_special_stayed": 1, "n_contract_ended": 3, "n_volunteers_came": 2,
        "n_volunteers_left": 1, "n_quit": 2, "n_awarded": 2, "n_rotation_eligible": 10, "n_rotated": 1,
        "n_rotated_backbone": 1, "n_training_due": 6, "n_training_done": 3, "substitute_days": 10}),
    (2018, "b", "primary", "urban", 9, {"n_retired": 1}),
]  # fmt: skip
# (year, county, school, kind, yuan); an empty school is the county as a whole; in 2018 each kind 100 and its place
MONEY = [
    (2017, "a", "t1", "school_running", 40_000), (2017, "a", "t2", "salaries", 450_000),
    (2017, "a", "v1", "salaries", 90_000), (2017, "a", "", "textbooks", 5000), (2017, "b", "", "salaries", 1000),
    (2017, "a", "t1", "public_funds", 200_000), (2017, "a", "", "county_budget", 300_000),
    (2017, "a", "t1", "seats_built", 1_000_000), (2017, "a", "v1", "dormitories", 50_000),
    (2017, "a", "z", "closures_saved", 7000),
    *((2018, "b", "", kind, 100 + place) for place, kind in enumerate(MONEY_KINDS)),
]  # fmt: skip
STANDARDS = {"class_standard_primary": 45.0, "class_standard_junior": 50.0, "large_local_primary": 60.0,
             "large_local_junior": 61.0,
    "price_level": 1.5, "price_bed": 20_000, "price_seat": 30_000,
}  # fmt: skip
PLACES = [("county", "a", "甲县"), ("county", "b", "乙县")]

_TEXTS = {
    "ownership": "public",
    "status": "open",
    "sex": "male",
    "township": "a1",
    "confidence": "assumption",
}


def frame(table: str, rows: Iterable[dict]) -> pd.DataFrame:
    """Return rows as read from the records: every column, narrow unsigned counts, texts as categories.

    A column that a row does not give is 0, or a usual text.
    """
    declared = TABLES[table].columns
    blank = {c.name: _TEXTS.get(c.name, "") if c.dtype == "text" else 0 for c in declared}
    made = pd.DataFrame([{**blank, **row} for row in rows], columns=list(blank))
    assert set(made) == set(blank), f"{table} has no column {set(made) - set(blank)}"
    return made.astype({c.name: {"text": "category"}.get(c.dtype, c.dtype) for c in declared})


def grade_rows(rows) -> pd.DataFrame:
    """Return the table `school_grade` from rows as `GRADES` has them."""
    names = ("year", "county", "school_id", "grade", "zone_kind", "pupils", "classes")
    return frame("school_grade", (
        {**dict(zip(names, row[:7], strict=True)), "stage": "primary" if row[3] < 7 else "junior", **row[7]}
        for row in rows
    ))  # fmt: skip


def school_rows(rows) -> pd.DataFrame:
    """Return the table `school` from rows as `SCHOOLS` has them."""
    names = ("year", "county", "school_id", "stage", "zone_kind", "kind", "pupils", "seats_rated")
    return frame("school", ({**dict(zip(names, row[:8], strict=True)), **row[8]} for row in rows))


def class_rows(rows) -> pd.DataFrame:
    """Return the table `classes` from rows as `CLASSES` has them."""
    return frame("classes", (
        {"year": year, "school_id": school, "grade": grade, "class_no": k + 1, "size": size}
        for year, school, grade, sizes in rows
        for k, size in enumerate(sizes)
    ))  # fmt: skip


def county_rows(rows) -> pd.DataFrame:
    """Return the table `county` from rows as `COUNTIES` has them."""
    names = ("year", "county", "residents", "residents_urban_town")
    return frame("county", ({**dict(zip(names, row[:4], strict=True)), **row[4]} for row in rows))


def resident_rows(rows) -> pd.DataFrame:
    """Return the table `township_age` from rows as `RESIDENTS` has them."""
    names = ("year", "county", "township", "zone_kind", "age", "residents")
    return frame("township_age", (dict(zip(names, row, strict=True)) for row in rows))


def history_rows(rows) -> pd.DataFrame:
    """Return the table `history` from rows as `HISTORY` has them."""
    names = ("series", "county", "year", "persons")
    return frame("history", (dict(zip(names, row, strict=True)) for row in rows))


def admission_rows(rows) -> pd.DataFrame:
    """Return the table `admission` from rows as `ADMISSION` has them."""
    names = ("year", "county", "grade", "origin", "n_applicants")
    return frame("admission", (
        {**dict(zip(names, row[:5], strict=True)), "stage": "primary" if row[2] < 7 else "junior", **row[5]}
        for row in rows
    ))  # fmt: skip


def line_rows(rows) -> pd.DataFrame:
    """Return the table `bus_lines` from rows as `LINES` has them."""
    names = ("year", "county", "line", "kind", "yuan_running", "yuan_fees", "yuan_fees_waived")
    return frame("bus_lines", (dict(zip(names, row, strict=True)) for row in rows))


def staff_rows(rows) -> pd.DataFrame:
    """Return the table `staff` from rows as `STAFF` has them."""
    names = ("year", "county", "stage", "zone_kind", "teachers")
    return frame("staff", ({**dict(zip(names, row[:5], strict=True)), **row[5]} for row in rows))


def money_rows(rows) -> pd.DataFrame:
    """Return the table `money` from rows as `MONEY` has them."""
    names = ("year", "county", "school_id", "kind", "yuan")
    return frame("money", (
        {**dict(zip(names, row, strict=True)), "side": MONEY_KINDS[row[3]].side, "account": MONEY_KINDS[row[3]].account}
        for row in rows
    ))  # fmt: skip


def _money_of(places: set) -> list:
    """Return the rows of `MONEY` that are of some places: year, county and school, the last empty for the county."""
    return [row for row in MONEY if row[:3] in places]


def rule_rows(counties: pd.DataFrame, standards=STANDARDS) -> pd.DataFrame:
    """Return the table `rulebook` with the same standards in every county and year of a county table."""
    places = counties[["year", "county"]].drop_duplicates().itertuples(index=False)
    return frame("rulebook", (
        {"year": year, "county": county, "field": name, "value": value}
        for year, county in places
        for name, value in standards.items()
    ))  # fmt: skip


def tables(
    grades=GRADES, schools=SCHOOLS, classes=CLASSES, counties=COUNTIES, residents=RESIDENTS, history=HISTORY
) -> dict[str, pd.DataFrame]:
    """Return every record table of one run; by default those above."""
    county = county_rows(counties)
    return {
        **{name: frame(name, ()) for name in TABLES},
        "school_grade": grade_rows(grades),
        "school": school_rows(schools),
        "classes": class_rows(classes),
        "county": county,
        "township_age": resident_rows(residents),
        "history": history_rows(history),
        "admission": admission_rows(row for row in ADMISSION if row[:2] in {one[:2] for one in counties}),
        "bus_lines": line_rows(row for row in LINES if row[:2] in {one[:2] for one in counties}),
        "staff": staff_rows(row for row in STAFF if row[:2] in {one[:2] for one in counties}),
        "money": money_rows(_money_of({one[:3] for one in schools} | {(*one[:2], "") for one in counties})),
        "rulebook": rule_rows(county),
        "trip_minutes": trip_rows(row for row in TRIPS if row[:2] in {one[:2] for one in counties}),
        "order_events": event_rows(row for row in EVENTS if row[:2] in {one[:2] for one in counties}),
        "places": frame("places", (dict(zip(("level", "code", "name"), row, strict=True)) for row in PLACES)),
    }


def event_rows(rows) -> pd.DataFrame:
    """Return the table `order_events` from rows as `EVENTS` has them."""
    names = ("year", "county", "kind", "target", "event")
    return frame("order_events", (dict(zip(names, row, strict=True)) for row in rows))


def trip_rows(rows) -> pd.DataFrame:
    """Return rows of trip_minutes."""
    names = ("year", "county", "zone_kind", "stage", "minutes", "pupils")
    return frame("trip_minutes", (dict(zip(names, row, strict=True)) for row in rows))


def with_pupils(pupils: int, boarders: int = 0) -> dict[str, pd.DataFrame]:
    """Return the tables of one village school with one class and 45 seats."""
    return tables(
        [(2017, "a", "v1", 1, "village", pupils, 1, {"n_boarders": boarders})],
        [(2017, "a", "v1", "primary", "village", "primary", pupils, 45, {"n_boarders": boarders})],
        [(2017, "v1", 1, (pupils,))],
        [(2017, "a", 100, 0, {})],
        [(2017, "a", "a1", "village", 30, 100)],
        [],
    )


def write_batch(out: Path, runs: dict, levers: dict | None = None) -> Path:
    """Write a batch folder.

    Parameters
    ----------
    runs : dict of (scenario, draw, seed) to the run's tables
        None for a run that is missing, `FAILED` for one that failed.
    levers : dict of scenario to lever to number to {value, unit, file}, optional
    """
    rows, years = [], {2017, 2018}
    for key, content in runs.items():
        run = RunId(*key)
        status = "missing" if content is None else FAILED if isinstance(content, str) else "ok"
        rows.append({**vars(run), "status": status})
        if status == "ok":
            years = set(map(int, content["county"]["year"]))
            record = {name: {c: _column(table[c]) for c in table} for name, table in content.items()}
            write_run(out, run, record, seconds=1.0, years=(min(years), max(years)))
    scenarios = list(dict.fromkeys(scenario for scenario, _, _ in runs))
    manifest = {
        "name": "by hand",
        "format": FORMAT,
        "scenarios": scenarios,
        "draws": sorted({draw for _, draw, _ in runs}),
        "seeds": sorted({seed for _, _, seed in runs}),
        "years": [min(years), max(years)],
        "commit": "0" * 40,
        "titles": {name: {"en": f"Scenario {name}", "zh": f"情景 {name}"} for name in scenarios},
        "levers": {name: (levers or {}).get(name, {}) for name in scenarios},
        "dropout": dropout_notes(scenarios),
        "inputs": {"schools": {"read": 1, "known": 0, "estimate": 2, "assumption": 0}},
        "runs": rows,
    }
    out.mkdir(exist_ok=True)
    (out / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    return out


def dropout_notes(scenarios: list[str]) -> dict[str, dict[str, str]]:
    """Return what a manifest tells of dropout scenarios: x_survey is the twin of x under the survey stress case."""
    return {
        name: {
            "scenario": "survey" if name.endswith("_survey") else "register",
            "rest_sha256": name.removesuffix("_survey"),
        }
        for name in scenarios
    }


def _column(values: pd.Series) -> np.ndarray | Coded:
    if isinstance(values.dtype, pd.CategoricalDtype):
        return Coded(values.cat.codes.to_numpy(np.int32), list(values.cat.categories))
    return values.to_numpy()
