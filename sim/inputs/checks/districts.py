"""The rules of school districts (学区): public schools of the own county, told once, open, and one at least a zone."""

from __future__ import annotations

from collections.abc import Iterator

from sim.base.errors import Say, UserError
from sim.inputs.checks.given import Given, listed, needs, rows_of
from sim.inputs.checks.schools import grades_taught, is_open

_PLACE = ("stage", "township_code", "settlement_code")


@needs("districts", "schools")
def of_the_stage(given: Given) -> Iterator[UserError]:
    """Check that the school of a district teaches its stage."""
    spans, districts = grades_taught(given["schools"]), given["districts"]
    for row, (code, stage) in enumerate(rows_of(districts, "school_code", "stage")):
        low, high = spans.get(code, (1, 9))
        if (low > 6) if stage == "primary" else (high < 7):
            yield UserError(
                Say("the district is of a stage that the school does not teach", "学区学段与学校不符"),
                where=districts.where(row, "stage"),
                value=f"{code}: {stage}",
                rule=Say(f"{code} teaches grades {low}-{high}", f"{code} 开设 {low}—{high} 年级"),
                remedy=Say("correct the stage or the school", "请更正学段或学校"),
            )


@needs("districts", "schools", "townships")
def of_the_county(given: Given) -> Iterator[UserError]:
    """Check that the school of a district is of the county of the place."""
    districts = given["districts"]
    of_school = dict(rows_of(given["schools"], "school_code", "county_code"))
    of_township = dict(rows_of(given["townships"], "township_code", "county_code"))
    for row, (school, township) in enumerate(rows_of(districts, "school_code", "township_code")):
        mine, theirs = of_township.get(township), of_school.get(school)
        if mine is None or theirs is None or mine == theirs:
            continue
        yield UserError(
            Say("the school of the district is of another county", "学区学校不在本县"),
            where=districts.where(row, "school_code"),
            value=f"{school}: {theirs}",
            rule=Say(
                f"a zone school is of the county of its place, here {mine}", f"学区学校须为本县学校（{mine}）"
            ),
            remedy=Say("correct the school or the township", "请更正学校或乡镇"),
        )


@needs("districts", "schools")
def public_schools(given: Given) -> Iterator[UserError]:
    """Check that zone schools are public: a private school enrols from its whole county and has no zone."""
    districts = given["districts"]
    ownership = dict(rows_of(given["schools"], "school_code", "ownership"))
    for row, code in enumerate(districts.columns["school_code"]):
        if ownership.get(code) == "private":
            yield UserError(
                Say("a private school has no district", "民办学校不划学区"),
                where=districts.where(row, "school_code"),
                value=code,
                rule=Say(
                    "a zone school is public (公办); private schools enrol from the whole county, at the same time "
                    "as public ones",
                    "学区学校须为公办学校；民办学校在县域内招生，与公办学校同步（公民同招）",
                ),
                remedy=Say(
                    "take the row out, or correct ownership in schools.csv",
                    "请删去该行，或更正 schools.csv 中的举办者",
                ),
            )


@needs("districts")
def from_the_start_on(given: Given) -> Iterator[UserError]:
    """Check that no row of a district begins before the start year."""
    districts = given["districts"]
    for row, year in enumerate(districts.columns["from_year"]):
        if year is not None and year < given.start:
            yield UserError(
                Say("the district begins before the start year", "学区执行学年早于起始年"),
                where=districts.where(row, "from_year"),
                value=year,
                rule=Say(
                    f"from_year >= {given.start}, the start year; rows that hold at the start have none",
                    f"执行学年不得早于起始年 {given.start}；起始年已执行的留空",
                ),
                remedy=Say(
                    "leave it blank if the row still holds, else take the row out",
                    "仍在执行的请留空，已停止的请删去该行",
                ),
            )


@needs("districts")
def told_once(given: Given) -> Iterator[UserError]:
    """Check that no row repeats another: blank and the start year are the same date."""
    districts, seen = given["districts"], {}
    columns = (*_PLACE, "school_code", "from_year")
    for row, (*key, year) in enumerate(rows_of(districts, *columns)):
        first = seen.setdefault((*key, given.start if year is None else year), row)
        if first != row:
            yield UserError(
                Say("the school has the district twice from the same year on", "同一学年起同一学区重复填写"),
                where=districts.where(row, "from_year"),
                value=given.start if year is None else year,
                rule=Say(
                    f"a blank from_year is the start year {given.start}; see line {districts.lines[first]}",
                    f"执行学年留空即起始年 {given.start}；参见第 {districts.lines[first]} 行",
                ),
                remedy=Say("take one of the two rows out", "请删去其中一行"),
            )


@needs("districts", "schools")
def open_then(given: Given) -> Iterator[UserError]:
    """Check that the school of a district has not closed when the row begins to hold."""
    districts = given["districts"]
    closed = dict(rows_of(given["schools"], "school_code", "closed"))
    for row, (code, year) in enumerate(rows_of(districts, "school_code", "from_year")):
        begins, last = given.start if year is None else year, closed.get(code)
        if last is not None and last < begins:
            yield UserError(
                Say("the school of the district has closed by then", "学区学校届时已停办"),
                where=districts.where(row, "school_code"),
                value=code,
                rule=Say(
                    f"the row holds from {begins} on; {code} taught for the last time in {last}",
                    f"该行自 {begins} 学年起执行；{code} 最后办学学年为 {last}",
                ),
                remedy=Say(
                    "name a school that is open then, or correct closed in schools.csv",
                    "请改为届时在办的学校，或更正 schools.csv 中的停办年份",
                ),
            )


@needs("districts", "schools")
def no_zone_without_a_school(given: Given) -> Iterator[UserError]:
    """Check that at least one school of every district is open when it begins; closed ones are told apart."""
    districts = given["districts"]
    years = {code: span for code, *span in rows_of(given["schools"], "school_code", "opened", "closed")}
    zones: dict[tuple, list[int]] = {}
    for row, (*place, year) in enumerate(rows_of(districts, *_PLACE, "from_year")):
        zones.setdefault((*place, given.start if year is None else year), []).append(row)
    for (*_, begins), rows in zones.items():
        codes = [districts.columns["school_code"][row] for row in rows]
        if all(code in years and _opens_later(*years[code], begins) for code in codes):
            yield UserError(
                Say("a zone without a school", "学区内没有在办学校"),
                where=districts.where(rows[0], "school_code"),
                value=listed(codes),
                rule=Say(
                    f"a school of the district is open in {begins}, when it begins",
                    f"学区自 {begins} 学年起执行，届时须有在办学校",
                ),
                remedy=Say(
                    "let the district begin when the school opens, or name the school that serves it until then",
                    "请将执行学年改为开办学年，或补充此前服务该地的学校",
                ),
            )


def _opens_later(opened: int | None, closed: int | None, year: int) -> bool:
    return not is_open(opened, closed, year) and opened is not None and opened > year
