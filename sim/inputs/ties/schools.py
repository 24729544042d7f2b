"""Ties of schools, their pupils and their districts."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from sim.base.errors import Say
from sim.inputs.districts import rows_in_force
from sim.inputs.filling.ages import persons_by_age
from sim.inputs.schema.parts import STAGE
from sim.inputs.tables import InputTables
from sim.inputs.ties.tie import Tie, given, names_of, over_counties, residents_of

PUPILS_PER_SCHOOL = {"primary": (20, 1500), "junior": (20, 2500)}
# Pupils over resident children of the age: below one where children are taught elsewhere or in private
# schools without a row, above where they come from other counties.
PUPILS_PER_CHILD = (0.7, 1.3)

WIDEST_GROUP = 5  # ages; wider groups say too little of the children of a stage

_STAGES = {
    "primary": (Say("primary", "小学"), 6, 11, ("primary", "point", "nine_year")),
    "junior": (Say("junior", "初中"), 12, 14, ("junior", "nine_year")),
}


@given("population", "school_totals")
def pupils_per_school(tables: InputTables) -> Iterator[Tie]:
    """Compare children of school age with the schools that teach them."""
    for stage, (name, low, high, kinds) in _STAGES.items():
        children = _children(tables, low, high)
        if children is None:
            return
        schools = tables.school_totals
        count = schools[schools["kind"].isin(kinds)].groupby("county_code")["schools"].sum()
        yield over_counties(
            Say(
                f"children aged {low}-{high} per school with {name.en} grades",
                f"{low}至{high}岁儿童与{name.zh}校点数之比",
            ),
            children / count,
            PUPILS_PER_SCHOOL[stage],
            names_of(tables),
        )


@given("schools", "school_totals")
def schools_counted(tables: InputTables) -> Iterator[Tie]:
    """Compare the list of schools with the numbers of schools."""
    keys = ["county_code", "kind", "zone_kind"]
    totals = tables.school_totals.set_index(keys)["schools"]
    gap = _open_schools(tables).groupby(keys).size().sub(totals, fill_value=0)
    yield over_counties(
        Say(
            "schools of schools.csv less those of school_totals.csv", "schools.csv 学校数减 school_totals.csv"
        ),
        gap.abs().groupby("county_code").sum(),
        (0, 0),
        names_of(tables),
    )


@given("population", "schools", "enrolment")
def enrolment_of_children(tables: InputTables) -> Iterator[Tie]:
    """Compare pupils of the start year with resident children of the age."""
    county = tables.schools.set_index("school_code")["county_code"]
    pupils = tables.enrolment.assign(county_code=tables.enrolment["school_code"].map(county))
    for low, high, first, last in ((6, 11, 1, 6), (12, 14, 7, 9)):
        children = _children(tables, low, high)
        if children is None:
            return
        taught = pupils[pupils["grade"].between(first, last)].groupby("county_code")["pupils"].sum()
        yield over_counties(
            Say(
                f"pupils of grades {first}-{last} (which the start takes) per resident child aged {low}-{high}",
                f"{first}—{last} 年级在校生（起始年以此为准）与 {low}—{high} 岁常住儿童之比",
            ),
            taught.reindex(children.index, fill_value=0) / children,
            PUPILS_PER_CHILD,
            names_of(tables),
        )


@given("schools", "enrolment")
def enrolment_of_every_school(tables: InputTables) -> Iterator[Tie]:
    """Look for open schools without any pupil in the start year."""
    if tables.enrolment.empty:
        return
    schools = _open_schools(tables)["school_code"]
    bare = sorted(set(schools) - set(tables.enrolment["school_code"]))
    yield _all_of(
        Say("every open school has a row of enrolment", "每所在办学校都有在校生数"), len(schools), bare
    )


@given("schools", "enrolment")
def every_grade_attended(tables: InputTables) -> Iterator[Tie]:
    """Look for grades without a pupil in a county that gives enrolment: a row or a column was most likely left out."""
    county = tables.schools.set_index("school_code")["county_code"]
    rows = tables.enrolment.assign(county_code=tables.enrolment["school_code"].map(county))
    if rows.empty:
        return
    sums = rows.pivot_table(
        index="county_code", columns="grade", values="pupils", aggfunc="sum", fill_value=0
    ).reindex(columns=range(1, 10), fill_value=0)
    names = names_of(tables)
    bare = [
        f"{names[code]} {grade}"
        for code, pupils in sums.iterrows()
        for grade in range(1, 10)
        if pupils[grade] == 0
    ]
    yield _all_of(
        Say("grades 1-9 have pupils in every county with enrolment", "各县 1—9 年级均有在校生"),
        sums.size,
        bare,
    )


@given("classes")
def even_classes(tables: InputTables) -> Iterator[Tie]:
    """Look for grades whose given class sizes differ by more than one: the start keeps their number and evens them."""
    sizes = tables.classes.dropna(subset="pupils").groupby(["school_code", "grade"])["pupils"]
    spread = sizes.max() - sizes.min()
    uneven = [f"{code} {grade}" for code, grade in spread[spread > 1].index]
    yield _all_of(
        Say(
            "classes of a grade differ by at most one pupil (the start evens them)",
            "同年级各班人数相差不超过1人（起始年按平均处理）",
        ),
        len(spread),
        uneven,
    )


def _open_schools(tables: InputTables) -> pd.DataFrame:
    """Return the listed schools that teach in the start year."""
    year, schools = tables.start_year, tables.schools
    return schools[(schools["opened"].fillna(year) <= year) & (schools["closed"].fillna(year) >= year)]


@given("districts")
def districts_cover(tables: InputTables) -> Iterator[Tie]:
    """Look for settlements (townships where none are given) that are in no district of a stage at the start."""
    places = tables.settlements if tables.is_given("settlements") else tables.townships
    column = "settlement_code" if tables.is_given("settlements") else "township_code"
    rows = rows_in_force(tables, tables.start_year)
    for stage, name in STAGE.items():
        mine = rows[rows["stage"] == stage]
        whole = set(mine[mine["settlement_code"] == ""]["township_code"])
        covered = set(mine[column]) | set(places[places["township_code"].isin(whole)][column])
        bare = sorted(set(places[column]) - covered)
        yield _all_of(
            Say(
                f"every {'settlement' if column == 'settlement_code' else 'township'} has a district, {name.en}",
                f"每个{'村（社区）' if column == 'settlement_code' else '乡镇'}都有学区（{name.zh}）",
            ),
            len(places),
            bare,
        )


def _children(tables: InputTables, low: int, high: int) -> pd.Series | None:
    """Return resident children of the ages by county, groups spread evenly; None where groups are too wide."""
    people = residents_of(tables)
    near = people[(people["age_low"] <= high) & (people["age_high"] >= low)]
    if (near["age_high"] - near["age_low"] >= WIDEST_GROUP).any():
        return None
    codes = tables.counties["county_code"]
    return pd.Series(
        [persons_by_age(people, code)[low : high + 1].sum() for code in codes], index=pd.Index(codes)
    )


def _all_of(what: Say, total: int, bare: list[str]) -> Tie:
    """Return the tie that all of `total` places have something, but `bare`."""
    few, more = ", ".join(bare[:5]), len(bare) - 5
    rest, rest_zh = (f" and {more} more", f" 等 {len(bare)} 个") if more > 0 else ("", "")
    return Tie(
        what,
        Say(f"not {few}{rest}", f"缺 {few}{rest_zh}") if bare else Say(f"all {total}", f"全部 {total} 个"),
        not bare,
    )
