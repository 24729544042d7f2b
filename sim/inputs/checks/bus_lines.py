"""The rules of lines that run at the start (校车、公交): told alike in all rows, to a school that teaches."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from sim.base.errors import Say, UserError
from sim.base.fields import EMPTY
from sim.inputs.checks.given import Given, needs, rows_of
from sim.inputs.checks.schools import is_open

_OF_THE_LINE = ("school_code", "buses", "seats_per_bus")


@needs("bus_lines")
def told_alike(given: Given) -> Iterator[UserError]:
    """Check that the rows of a line name one school, one number of buses and one of seats."""
    lines, first = given["bus_lines"], {}
    for row, code in enumerate(lines.columns["line_code"]):
        for column in _OF_THE_LINE:
            value = lines.columns[column][row]
            said, at = first.setdefault((code, column), (value, row))
            if value != said:
                yield UserError(
                    Say("the rows of a line differ", "同一线路各行不一致"),
                    where=lines.where(row, column),
                    value=EMPTY if value is None else value,
                    rule=Say(
                        f"line {code} has {said if said is not None else 'none'} in line {lines.lines[at]} of the file",
                        f"线路 {code} 在第 {lines.lines[at]} 行为 {said if said is not None else '空'}",
                    ),
                    remedy=Say(
                        f"write the same {column} in all rows of the line", f"同一线路各行 {column} 须一致"
                    ),
                )


@needs("bus_lines")
def no_stop_twice(given: Given) -> Iterator[UserError]:
    """Check that a line stops once at a settlement."""
    lines, seen = given["bus_lines"], {}
    for row, place in enumerate(rows_of(lines, "line_code", "settlement_code")):
        if seen.setdefault(place, row) != row:
            yield UserError(
                Say("the line stops twice at one place", "同一线路在一处重复设站"),
                where=lines.where(row, "settlement_code"),
                value=place[1],
                rule=Say(
                    f"one stop a settlement and line; see line {lines.lines[seen[place]]}",
                    f"每线每村（社区）一站；参见第 {lines.lines[seen[place]]} 行",
                ),
                remedy=Say(
                    "take one of the two rows out, or make it another line", "请删去其中一行，或另列一线"
                ),
            )


@needs("bus_lines", "schools")
def to_open_schools(given: Given) -> Iterator[UserError]:
    """Check that the school of a line teaches in the start year."""
    years = {code: span for code, *span in rows_of(given["schools"], "school_code", "opened", "closed")}
    lines = given["bus_lines"]
    for row, code in enumerate(lines.columns["school_code"]):
        if code in years and not is_open(*years[code], given.start):
            yield UserError(
                Say("a line to a school that does not teach in the start year", "线路所到学校起始年不在办"),
                where=lines.where(row, "school_code"),
                value=code,
                rule=Say(
                    f"a line of bus_lines.csv runs in the start year {given.start}",
                    f"bus_lines.csv 所列线路须在起始年 {given.start} 运行",
                ),
                remedy=Say(
                    "name the school it runs to now, or correct opened and closed in schools.csv",
                    "请改为现在所到的学校，或更正 schools.csv 中的开办、停办年份",
                ),
            )


@needs("bus_lines")
def transit_has_two_stops(given: Given) -> Iterator[UserError]:
    """Check that a transit line, one without a school, has two stops at least."""
    lines = given["bus_lines"]
    stops = Counter(lines.columns["line_code"])
    for row, (code, school) in enumerate(rows_of(lines, "line_code", "school_code")):
        if school is None and stops[code] == 1:
            yield UserError(
                Say("a transit line with one stop", "公交线路只有一个站点"),
                where=lines.where(row, "line_code"),
                value=code,
                rule=Say(
                    "a transit line has two stops at least; a school bus names its school",
                    "公交线路至少两站；校车须填学校",
                ),
                remedy=Say("add its stops, or fill in school_code", "请补充站点，或填写 school_code"),
            )
