"""The rules of schools: what they teach, when they are open, and that every county has both stages."""

from __future__ import annotations

from collections.abc import Iterator

from sim.base.errors import Say, UserError
from sim.base.reading import TableRead
from sim.inputs.checks.given import Given, needs, rows_of

# Grades that a kind may teach where the school's own span is not given.
SPANS = {"primary": (1, 6), "point": (1, 6), "junior": (7, 9), "nine_year": (1, 9)}

# Kinds of school that teach the stage to its end.
TEACHES = {"primary": ("primary", "nine_year"), "junior": ("junior", "nine_year")}


def grades_taught(schools: TableRead) -> dict[str, tuple[int, int]]:
    """Return the lowest and highest grade by school: as declared, else by kind."""
    rows = rows_of(schools, "school_code", "kind", "grade_low", "grade_high")
    return {
        code: (SPANS[kind][0] if low is None else low, SPANS[kind][1] if high is None else high)
        for code, kind, low, high in rows
    }


def is_open(opened: int | None, closed: int | None, year: int) -> bool:
    """Tell whether a school teaches in a school year; `closed` is the last in which it taught."""
    return (opened is None or opened <= year) and (closed is None or closed >= year)


@needs("schools")
def grades_in_order(given: Given) -> Iterator[UserError]:
    """Check that the lowest grade of a school is not above its highest."""
    schools = given["schools"]
    for row, (low, high) in enumerate(grades_taught(schools).values()):
        if low < 1 or low > high:
            yield UserError(
                Say("the grades of the school are not in order", "学校年级范围有误"),
                where=schools.where(row, "grade_low"),
                value=f"{low}..{high}",
                rule=Say("1 <= grade_low <= grade_high <= 9", "1 ≤ 最低年级 ≤ 最高年级 ≤ 9"),
                remedy=Say("correct grade_low, grade_high or kind", "请更正最低年级、最高年级或学校类型"),
            )


@needs("schools")
def opened_before_closed(given: Given) -> Iterator[UserError]:
    """Check that no school closes before it opens."""
    schools = given["schools"]
    for row, (opened, closed) in enumerate(rows_of(schools, "opened", "closed")):
        if opened is not None and closed is not None and closed < opened:
            yield UserError(
                Say("the school closes before it opens", "停办早于开办"),
                where=schools.where(row, "closed"),
                value=closed,
                rule=Say(f"closed >= opened, here {opened}", f"停办年份不得早于开办年份（{opened}）"),
                remedy=Say("correct one of the two years", "请更正其中一个年份"),
            )


@needs("schools")
def central_school_known(given: Given) -> Iterator[UserError]:
    """Check that a central school is another school of the list."""
    schools = given["schools"]
    known = set(schools.columns["school_code"])
    for row, (code, central) in enumerate(rows_of(schools, "school_code", "central_school")):
        if central is not None and (central not in known or central == code):
            yield UserError(
                Say("unknown central school", "未知的中心校"),
                where=schools.where(row, "central_school"),
                value=central,
                rule=Say(
                    "central_school is the school_code of another row of schools.csv",
                    "中心校须为 schools.csv 中另一所学校的标识码",
                ),
                remedy=Say("correct the code, or leave it blank", "请更正代码，或留空"),
            )


@needs("counties")
def stages_taught(given: Given) -> Iterator[UserError]:
    """Check that every county has a school for the primary grades and one for the junior grades."""
    if "schools" in given:
        rows = rows_of(given["schools"], "county_code", "kind", "opened", "closed")
        taught = {(county, kind) for county, kind, *years in rows if is_open(*years, given.start)}
        yield from _untaught(given, "schools.csv", taught)
    elif "school_totals" in given and given.lacks("schools"):
        rows = rows_of(given["school_totals"], "county_code", "kind", "schools")
        yield from _untaught(
            given, "school_totals.csv", {(county, kind) for county, kind, n in rows if n > 0}
        )


@needs("counties")
def city_zones_in_cities(given: Given) -> Iterator[UserError]:
    """Check that only districts and cities have schools in urban zones; a county seat is a town."""
    kinds = dict(rows_of(given["counties"], "county_code", "kind"))
    for name in ("school_totals", "schools"):
        if name not in given:
            continue
        for row, (county, zone) in enumerate(rows_of(given[name], "county_code", "zone_kind")):
            if zone == "urban" and kinds.get(county) == "county":
                yield UserError(
                    Say("a county has no urban zone", "县没有城区"),
                    where=given[name].where(row, "zone_kind"),
                    value=zone,
                    rule=Say(
                        "schools in the seat of a county are town schools; urban is for districts and cities",
                        "县城学校属镇区，城区只用于市辖区和县级市",
                    ),
                    remedy=Say(
                        "write town, or correct the kind of the county", "请改为 town，或更正县的类型"
                    ),
                )


def _untaught(given: Given, file: str, taught: set[tuple[str, str]]) -> Iterator[UserError]:
    """Yield an error for every county and stage that no school of `taught` (county, kind) teaches."""
    counties = given["counties"]
    for row, code in enumerate(counties.columns["county_code"]):
        for stage, kinds in TEACHES.items():
            if not any((code, kind) in taught for kind in kinds):
                yield UserError(
                    Say(
                        f"the county has no {stage} school",
                        f"该县没有{'小学' if stage == 'primary' else '初中'}",
                    ),
                    where=counties.where(row, "county_code"),
                    value=code,
                    rule=Say(
                        f"{file} has a school of kind {' or '.join(kinds)} in every county",
                        f"{file} 中每县至少有一所 {' 或 '.join(kinds)}",
                    ),
                    remedy=Say("add the schools of the county", "请补充该县的学校"),
                )
