"""School districts (学区) as districts.csv tells them: which rows hold in a school year, and what they add."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from sim.base.errors import Say
from sim.inputs.checks.given import listed
from sim.inputs.schema.parts import STAGE
from sim.inputs.tables import InputTables

ZONE = [
    "stage",
    "township_code",
    "settlement_code",
]  # a place and stage; a blank settlement is the whole township


def rows_in_force(tables: InputTables, year: int) -> pd.DataFrame:
    """Return the rows of districts.csv that hold in a school year.

    Of each place and stage they are those of the latest `from_year` up to `year`; the earlier ones have stopped. A
    blank `from_year` is the start year. A township and a settlement of it are two places.
    """
    since = tables.districts["from_year"].fillna(tables.start_year).astype("int64")
    begun = tables.districts.assign(since=since)[since <= year]
    latest = begun.groupby(ZONE, sort=False)["since"].transform("max")
    return begun[begun["since"] == latest].drop(columns="since")


def redraw_years(tables: InputTables) -> list[int]:
    """Return the school years after the start from which districts are drawn anew, in order."""
    years = tables.districts["from_year"].dropna().astype("int64").unique()
    return sorted(int(year) for year in years if year > tables.start_year)


def said_of_districts(tables: InputTables) -> Iterator[Say]:
    """Yield, for each stage, how many places have a district, in several schools, and which years redraw how many."""
    if not tables.is_given("districts"):
        return
    for stage, name in STAGE.items():
        places = _schools_by_place(rows_in_force(tables, tables.start_year), stage)
        shared = sum(len(schools) > 1 for schools in places.values())
        redrawn, redrawn_zh = _redrawn(tables, stage)
        yield Say(
            f"districts.csv, {name.en}: {len(places)} places have a district, {shared} of them of several schools; "
            f"everywhere else the nearest school{redrawn}",
            f"districts.csv（{name.zh}）：{len(places)} 个村（社区、乡镇）有学区，其中 {shared} 个对应多所学校；"
            f"其余就近入学{redrawn_zh}",
        )
    if planned := _planned_schools(tables):
        yield Say(
            f"districts.csv: {listed(planned)} open after the start; a planned school comes into a run by an order, so "
            "these rows are passed over",
            f"districts.csv：{listed(planned)} 在起始年之后开办；规划学校须由措施建设，这些行不参与模拟",
        )


def _planned_schools(tables: InputTables) -> list[str]:
    """Return the codes of schools that have a district and open after the start."""
    opened = tables.schools.set_index("school_code")["opened"]
    named = tables.districts["school_code"].drop_duplicates()
    later = opened[(opened > tables.start_year).fillna(False)]
    return [code for code in named if code in later.index]


def _redrawn(tables: InputTables, stage: str) -> tuple[str, str]:
    """Return what is said of the years that redraw districts of a stage, in English and Chinese."""
    parts, parts_zh = "", ""
    before = _schools_by_place(rows_in_force(tables, tables.start_year), stage)
    for year in redraw_years(tables):
        now = _schools_by_place(rows_in_force(tables, year), stage)
        changed = sum(before.get(place) != schools for place, schools in now.items())
        if changed:
            parts += f"; from {year} {changed} are drawn anew"
            parts_zh += f"；{year} 年起重新划分 {changed} 个"
        before = now
    return parts, parts_zh


def _schools_by_place(rows: pd.DataFrame, stage: str) -> dict[tuple, set[str]]:
    mine = rows[rows["stage"] == stage]
    return {place: set(part["school_code"]) for place, part in mine.groupby(ZONE[1:], sort=False)}
