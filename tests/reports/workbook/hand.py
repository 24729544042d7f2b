"""A batch of two counties and two years, small enough to add up by hand, and the workbook read back.

County 甲 (a): town primary school t1, town nine-year school n, village point p. County 乙 (b): urban junior school u,
and c, which is closed. Runs differ by `extra`: so many pupils fewer in u in 2017, and more in grade 1 of t1 in 2018;
so many more town children of each age in 甲.
"""

import json
from functools import cache
from pathlib import Path

import numpy as np
import pandas as pd
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter

from sim.records.columns import Coded
from sim.records.declared import TABLES
from sim.records.layout import FORMAT, RunId
from sim.records.store import write_run
from sim.rules.money_kinds import MONEY_KINDS
from tests.indicators.hand import dropout_notes

YEARS = (2017, 2018)
# school -> county, township, zone kind, kind, seats by stage, teachers, beds
SCHOOLS = {
    "t1": ("a", "a1", "town", "primary", {"primary": 180}, 9, 0),
    "n": ("a", "a1", "town", "nine_year", {"primary": 45, "junior": 50}, 4, 12),
    "p": ("a", "a2", "village", "point", {"primary": 90}, 2, 0),
    "u": ("b", "b1", "urban", "junior", {"junior": 100}, 8, 30),
    "c": ("b", "b1", "urban", "primary", {"primary": 0}, 0, 5),
}
NAMES = {"a": "甲县", "b": "乙县", "a1": "甲一镇", "a2": "甲二乡", "b1": "乙一街道", "t1": "一小", "n": "九校",
         "p": "二点", "u": "一中", "c": "旧校"}  # fmt: skip
SURE = {"a1": "read", "a2": "estimate", "b1": "known", "t1": "read", "n": "known", "p": "estimate", "u": "read",
        "c": "assumption"}  # fmt: skip
HISTORY = [
    ("births_registered", "a", 2010, 75), ("births_registered", "b", 2010, 55),
    ("births_registered", "a", 2011, 80), ("births_registered", "b", 2011, 60),
    ("births_registered", "a", 2012, 90), ("births_registered", "b", 2012, 70),
    ("births_resident", "a", 2011, 72),
    ("entrants", "a", 2016, 70), ("entrants", "b", 2016, 50), ("entrants", "a", 2017, 999),
]  # fmt: skip
# school -> stage -> need by pupils, by classes, by periods, posts, posts for teachers, teachers by home school
POSTS = {
    "t1": {"primary": (4.5, 5.5, 5.25, 6, 5, 6)},
    "n": {"primary": (1.5, 1.75, 1.5, 1, 1, 1), "junior": (3, 3, 2.5, 4, 3, 3)},
    "p": {"primary": (0.5, 7.25, 6, 3, 3, 2)}, "u": {"junior": (7, 6, 5, 0, 0, 0)},
    "c": {"primary": (9, 9, 9, 0, 0, 0)},
}  # fmt: skip
# county, stage, zone kind, teachers, other columns; flows in every year, of which the first tells none
STAFF = [
    ("a", "primary", "town", 7, {"n_retired": 1, "n_retired_early": 1, "n_hired": 1, "n_rotation_eligible": 8,
                                 "n_rotated": 2, "n_rotated_backbone": 1}),
    ("a", "junior", "town", 3, {"n_rotation_eligible": 2}),
    ("a", "primary", "village", 2, {"n_vacant": 1, "n_special_hired": 1}),
]  # fmt: skip
# county, school, kind, yuan; a school of none is the county as a whole
MONEY = [
    ("a", "t1", "salaries", 600_000), ("a", "p", "salaries", 150_000), ("a", "t1", "public_funds", 90_000),
    ("a", "", "county_budget", 640_000), ("a", "t1", "heating_funds", 20_000),
    ("b", "", "buses", 50_000), ("b", "", "county_budget", 50_000),
]  # fmt: skip
CAP = {"class_size_cap": {"strength": {"value": 1.0, "unit": "share", "file": "default"},
                          "cutoff_primary": {"value": 56.0, "unit": "pupils/class", "file": "cap.yaml"}}}  # fmt: skip


def classes(year: int, extra: int, is_capped: bool) -> dict[tuple[str, int], list[int]]:
    """Return the sizes of the classes by school and grade."""
    if year == 2017:
        return {("t1", 1): [40, 41], ("t1", 6): [60], ("n", 2): [20], ("n", 7): [62], ("p", 1): [9],
                ("u", 9): [50, 49 - extra]}  # fmt: skip
    return {("t1", 1): [20 + extra], ("t1", 2): [41, 40], ("n", 3): [20], ("n", 8): [31, 31] if is_capped else [62],
            ("p", 2): [9]}  # fmt: skip


def tables(extra: int = 0, is_capped: bool = False, years=YEARS) -> dict[str, pd.DataFrame]:
    """Return the record tables of one run."""
    sizes = {year: classes(year, extra, is_capped) for year in years}
    rows = {
        "school_grade": [_grade(year, *key, of) for year in years for key, of in sizes[year].items()],
        "school": [row for year in years for school in SCHOOLS for row in _school(year, school, sizes[year])],
        "classes": [
            {"year": year, "school_id": school, "grade": grade, "class_no": number, "size": size}
            for year in years
            for (school, grade), of in sizes[year].items()
            for number, size in enumerate(of, start=1)
        ],
        "grade_age": [row for year in years for key, of in sizes[year].items() for row in _ages(year, *key, sum(of))],
        "township_age": [row for year in years for row in _residents(year, extra)],
        "county": [_county(year, county, extra) for year in years for county in "ab"],
        "staff": [_staff(year, *row) for year in years for row in STAFF],
        "money": [_money(year, is_capped, *row) for year in years for row in MONEY],
        "rulebook": [row for year in years for row in _rules(year, is_capped)],
        "places": [_place(code) for code in NAMES],
        "orders": _orders(is_capped),
        "order_events": _events(is_capped) if 2018 in years else [],
        "bus_lines": [],
        "trip_minutes": [],
        "admission": [_applied(*row) for row in _applications(extra) if 2018 in years],
        "overflow": [_sent(*row) for row in _placed_elsewhere(extra) if 2018 in years],
        "history": [
            {"series": series, "county": county, "year": year, "persons": persons, "confidence": "known"}
            for series, county, year, persons in HISTORY
        ],
    }  # fmt: skip
    return {name: frame(name, of) for name, of in rows.items()}


def frame(table: str, rows: list[dict]) -> pd.DataFrame:
    """Return rows with every declared column; what a row does not give is 0 or an empty text."""
    declared = TABLES[table].columns
    blank = {c.name: "" if c.dtype == "text" else 0 for c in declared}
    made = pd.DataFrame([{**blank, **row} for row in rows], columns=list(blank))
    return made.astype({c.name: {"text": "category"}.get(c.dtype, c.dtype) for c in declared})


def _stage(grade: int) -> str:
    return "primary" if grade < 7 else "junior"


def _grade(year: int, school: str, grade: int, sizes: list[int]) -> dict:
    county, _, zone, *_ = SCHOOLS[school]
    large = 56 if grade < 7 else 61
    return {
        "year": year, "county": county, "school_id": school, "stage": _stage(grade), "grade": grade, "zone_kind": zone,
        "pupils": sum(sizes), "classes": len(sizes), "class_size_max": max(sizes), "n_multigrade": int(school == "p"),
        "n_large_local": sum(size >= large for size in sizes), "n_large_national": sum(size >= 56 for size in sizes),
        "n_entrants": sum(sizes) if grade in (1, 7) else 0, **_migrants(year, school, grade),
        "n_left_behind": 2 if school == "p" else 0, "n_boarders": 7 if school == "n" and grade > 6 else 0,
    }  # fmt: skip


def _migrants(year: int, school: str, grade: int) -> dict:
    """Return 3 migrant pupils in each grade of u, and in 2018 6 in grade 8 of n, 2 of them of another province."""
    if school == "u":
        return {"n_migrant": 3}
    if (year, school, grade) == (2018, "n", 8):
        return {"n_migrant": 6, "n_migrant_other_province": 2, "n_moved_in_county": 9}
    return {}


# school -> stage -> what evaluations look at; nobody tells the computers of n in its primary stage
CONDITIONS = {
    "t1": {"primary": {"teaching_m2": 705, "sports_m2": 900, "equipment_yuan": 282_000, "multimedia_rooms": 4,
                       "n_above_standard": 6, "n_backbone": 2, "n_middle_title": 5, "books": 2820, "computers": 20,
                       "norms_estimated": "beds"}},
    "n": {"primary": {"teaching_m2": 60, "sports_m2": 200, "equipment_yuan": 39_000, "multimedia_rooms": 1,
                      "n_above_standard": 1, "n_backbone": 1, "n_middle_title": 1, "books": 300, "computers": np.nan,
                      "norms_estimated": "sports_m2; beds"},
          "junior": {"teaching_m2": 310, "sports_m2": 620, "equipment_yuan": 200_000, "multimedia_rooms": 2,
                     "n_above_standard": 3, "n_backbone": 1, "books": 620, "computers": 6}},
    "p": {"primary": {"teaching_m2": 45, "books": 500, "central_school": "t1"}},
}  # fmt: skip
_CARE = {"n_young_boarders": 3, "n_without_canteen_seat": 2, "boarding_staff_needed": 4, "boarding_staff": 1}


def _school(year: int, school: str, sizes: dict) -> list[dict]:
    county, township, zone, kind, seats, teachers, beds = SCHOOLS[school]
    own = {stage: [size for (of, grade), s in sizes.items() if (of, _stage(grade)) == (school, stage) for size in s]
           for stage in seats}  # fmt: skip
    return [
        {"year": year, "county": county, "school_id": school, "stage": stage, "zone_kind": zone, "township": township,
         "status": "closed" if school == "c" else "open", "kind": kind,
         "ownership": "private" if school == "u" else "public", "pupils": sum(own[stage]), "classes": len(own[stage]),
         "seats_rated": rated, "teachers": teachers if stage == max(seats) else 0,
         "beds": beds if stage == min(seats) else 0, **(_CARE if beds and stage == min(seats) else {}),
         **_posts(school, stage), **CONDITIONS.get(school, {}).get(stage, {})}
        for stage, rated in seats.items()
    ]  # fmt: skip


_SERVING = {
    "n_pe_arts": 1,
    "n_55_and_over": 2,
    "n_special": 1,
    "subjects_lacking": 3,
    "subjects_uncovered": 2,
}


def _posts(school: str, stage: str) -> dict:
    """Return need, posts and teachers; those of the point are of special age, subject and post."""
    names = (
        "need_by_pupils",
        "need_by_classes",
        "need_by_periods",
        "posts",
        "teacher_posts",
        "teachers_home",
    )
    own = dict(zip(names, POSTS[school][stage], strict=True))
    return {**own, **(_SERVING if school == "p" else {})}


def _staff(year: int, county: str, stage: str, zone: str, teachers: int, counts: dict) -> dict:
    return {"year": year, "county": county, "stage": stage, "zone_kind": zone, "teachers": teachers, **counts}


def _money(year: int, is_capped: bool, county: str, school: str, kind: str, yuan: int) -> dict:
    """Return one row; under the cap salaries cost a tenth more."""
    told, more = MONEY_KINDS[kind], 1.1 if is_capped and kind == "salaries" else 1.0
    return {
        "year": year,
        "county": county,
        "school_id": school,
        "kind": kind,
        "side": told.side,
        "account": told.account,
        "yuan": round(yuan * more),
    }


def _applications(extra: int) -> list[tuple]:
    """Return applications of 2018: grade, origin, applicants, counts."""
    return [
        (1, "local", 30, {"n_first": 25, "n_sent_elsewhere": 5, "n_public": 30}),
        (1, "in_county", 5, {"n_first": 3, "n_sent_elsewhere": 2, "n_public": 5}),
        (1, "province", 10 + extra, {"n_public": 6, "n_bought_seat": 1, "n_waiting": 2 + extra, "n_gone_back": 1}),
        (7, "other", 4, {"n_public": 3, "n_private": 1}),
    ]  # fmt: skip


def _applied(grade: int, origin: str, applicants: int, counts: dict) -> dict:
    place = {
        "year": 2018,
        "county": "a",
        "grade": grade,
        "stage": _stage(grade),
        "rule": "near",
        "group": "own",
    }
    return {**place, "origin": origin, "n_applicants": applicants, **counts}


def _placed_elsewhere(extra: int) -> list[tuple]:
    """Return lines of the overflow list of 2018: grade, from, to, why, children; the second in every other run."""
    some = [(7, "", "n", "over_capacity", 1)] if extra % 2 == 0 else []
    return [(1, "t1", "p", "overflow_near", 5 + extra), *some]


def _sent(grade: int, school_from: str, school_to: str, why: str, children: int) -> dict:
    place = {"year": 2018, "county": "a", "grade": grade, "stage": _stage(grade)}
    return {**place, "school_from": school_from, "school_to": school_to, "why": why, "n": children}


def _ages(year: int, school: str, grade: int, pupils: int) -> list[dict]:
    """Return one pupil a year older than the others, half of whom are girls."""
    county, _, zone, *_ = SCHOOLS[school]
    place = {"year": year, "county": county, "stage": _stage(grade), "grade": grade, "zone_kind": zone}
    girls = (pupils - 1) // 2
    ages = [(5, "female", girls), (5, "male", pupils - 1 - girls), (6, "male", 1)]
    return [{**place, "age": grade + older, "sex": sex, "pupils": n} for older, sex, n in ages]


def _residents(year: int, extra: int) -> list[dict]:
    """Return 100 + age + extra town children of each age in 甲, 10 village children there, 50 urban ones in 乙."""
    places = [("a", "a1", "town"), ("a", "a2", "village"), ("b", "b1", "urban")]
    number = {"a1": lambda age: 100 + age + extra, "a2": lambda age: 10, "b1": lambda age: 50}
    return [
        {"year": year, "county": county, "township": township, "zone_kind": zone, "age": age, "sex": "male",
         "residents": number[township](age)}
        for county, township, zone in places
        for age in (*range(3, 18), 40)
    ]  # fmt: skip


def _county(year: int, county: str, extra: int) -> dict:
    births = {"a": 30 + extra, "b": 40}[county] if year > YEARS[0] else 0
    return {
        "year": year,
        "county": county,
        "births": births,
        "births_registered": births + 4 if births else 0,
    }


def _rules(year: int, is_capped: bool) -> list[dict]:
    capped = is_capped and year >= 2018
    values = {
        "large_local_primary": 56,
        "large_local_junior": 61,
        "class_standard_primary": 45,
        "class_standard_junior": 50,
        "cutoff_primary": 56 if capped else 0,
        "cutoff_junior": 61 if capped else 0,
    }
    return [
        {"year": year, "county": county, "field": field, "value": value, "unit": "pupils/class", "source": "test"}
        for county in "ab"
        for field, value in values.items()
    ]  # fmt: skip


def _place(code: str) -> dict:
    level = "school" if code in SCHOOLS else "county" if len(code) == 1 else "township"
    within = SCHOOLS[code][1] if level == "school" else code[0] if level == "township" else ""
    return {
        "level": level,
        "code": code,
        "name": NAMES[code],
        "within": within,
        "x_km": {"p": 3.0}.get(code, 0.0),
        "y_km": {"p": 4.0}.get(code, 0.0),
        "confidence": SURE.get(code, "read"),
    }


def _orders(is_capped: bool) -> list[dict]:
    if not is_capped:
        return []
    order = {
        "county": "a",
        "lever": "extend",
        "kind": "extend",
        "into": "",
        "year_due": 2019,
        "unit": "rooms",
    }
    return [
        {**order, "year": 2017, "target": "t1", "amount": 2.0},
        {**order, "year": 2018, "target": "n", "amount": 3.0},
        {**order, "year": 2017, "lever": "merge", "kind": "close", "target": "p", "into": "t1", "amount": 1.0,
         "unit": "schools"},
        {**order, "year": 2017, "lever": "merge", "kind": "add_beds", "target": "t1", "goes_with": "p",
         "amount": 8.0, "unit": "beds"},
    ]  # fmt: skip


def _events(is_capped: bool) -> list[dict]:
    """Return rooms paid in 2017 and refused in 2018, beds paid, and a closing the parents let pass in 2018."""
    if not is_capped:
        return []
    event = {"county": "a", "year_due": 2019, "share_against": np.nan}
    return [
        {**event, "year": 2017, "kind": "extend", "target": "t1", "event": "paid", "yuan": 4_000_000.0,
         "amount": 2.0, "unit": "rooms"},
        {**event, "year": 2017, "kind": "add_beds", "target": "t1", "event": "paid", "yuan": 160_000.0,
         "amount": 8.0, "unit": "beds"},
        {**event, "year": 2018, "kind": "extend", "target": "n", "event": "refused_no_money", "yuan": 6_000_000.0},
        {**event, "year": 2018, "kind": "close", "target": "p", "event": "published", "share_against": 0.25},
    ]  # fmt: skip


def write_batch(
    out: Path,
    runs: dict[tuple[str, int, int], dict | str],
    *,
    levers: dict | None = None,
    admission: dict | None = None,
) -> Path:
    """Write a batch folder; a run is its record tables, or "failed" or "missing"."""
    listed = []
    for key, content in runs.items():
        run = RunId(*key)
        status = content if isinstance(content, str) else "ok"
        listed.append({**vars(run), "status": status})
        if status == "ok":
            record = {name: {c: _column(table[c]) for c in table} for name, table in content.items()}
            write_run(out, run, record, seconds=1.0, years=YEARS)
    scenarios = list(dict.fromkeys(key[0] for key in runs))
    titles = {"do_nothing": {"zh": "维持现状", "en": "Do nothing"}, "cap": {"zh": "班额上限", "en": "Cap"}}
    titles |= {
        f"{name}_survey": {lang: f"{one} (survey)" for lang, one in both.items()}
        for name, both in titles.items()
    }
    manifest = {
        "name": "hand", "format": FORMAT, "scenarios": scenarios, "years": list(YEARS), "commit": "0123456789abcdef",
        "titles": {name: titles.get(name, {"zh": name, "en": name}) for name in scenarios},
        "levers": {name: (levers or {"cap": CAP}).get(name, {}) for name in scenarios},
        "admission": admission or {},
        "dropout": dropout_notes(scenarios),
        "inputs": {"schools": {"read": 2, "known": 1, "estimate": 1, "assumption": 1}, "roads": {"read": 0}},
        "runs": listed,
    }  # fmt: skip
    out.mkdir(parents=True, exist_ok=True)
    (out / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    return out


def _column(values: pd.Series) -> np.ndarray | Coded:
    if isinstance(values.dtype, pd.CategoricalDtype):
        return Coded(values.cat.codes.to_numpy(np.int32), list(values.cat.categories))
    return values.to_numpy()


def twenty_runs(*scenarios: str) -> dict:
    """Return runs of ten draws and two seeds with 0 to 19 extra pupils; the reference run has none."""
    return {
        (scenario, extra // 2, 1 + extra % 2): tables(extra, scenario == "cap")
        for scenario in scenarios
        for extra in range(20)
    }


@cache
def _book(path: Path):
    return load_workbook(path)


class ReadBack:
    """One sheet as a reader sees it: headers in one line, rows of data with their cells."""

    def __init__(self, path: Path, name: str) -> None:
        self.sheet = _book(path)[name]
        last = int(self.sheet.auto_filter.ref.split(":")[0][1:])
        bottom = int("".join(c for c in self.sheet.auto_filter.ref.split(":")[1] if c.isdigit()))
        self.first, self.last = last + 1, bottom
        self.headers = [self._header(column, last) for column in range(1, self.sheet.max_column + 1)]
        self.letters = [get_column_letter(column) for column in range(1, self.sheet.max_column + 1)]
        self.data = pd.DataFrame(
            [[cell.value for cell in row] for row in self.sheet.iter_rows(self.first, self.last)],
            columns=self.headers, index=range(self.first, self.last + 1),
        )  # fmt: skip

    def _header(self, column: int, last: int) -> str:
        """Return group and title of a column, without its unit; a merged header holds its text at the first cell."""
        if self.sheet.cell(last - 1, 1).fill.fill_type != "solid":  # one header row only
            return plain(self.sheet.cell(last, column).value)
        above = self.sheet.cell(last - 1, column)
        merged = [one for one in self.sheet.merged_cells.ranges if above.coordinate in one]
        top = self.sheet.cell(last - 1, merged[0].min_col if merged else column).value
        if merged and merged[0].max_row == last:
            return plain(top)
        return f"{plain(top)}/{plain(self.sheet.cell(last, column).value)}"

    def row(self, **labels: object) -> pd.Series:
        """Return the one row with these labels."""
        found = self.data
        for header, value in labels.items():
            found = found[found[header] == value]
        assert len(found) == 1, found
        return found.iloc[0]

    def address(self, header: str, **labels: object) -> str:
        """Return the address of a cell."""
        return f"{self.letters[self.headers.index(header)]}{self.row(**labels).name}"


def plain(text: str) -> str:
    """Return a header in one line without its unit."""
    return (
        text.split("\n")[0].rsplit("（", 1)[0]
        if text.endswith("）") and "\n" not in text
        else text.split("\n")[0]
    )
