"""The rules of feeders (对口升学): from grade 6 to grade 7, within a county, to a public school that teaches now."""

from __future__ import annotations

from collections.abc import Iterator

from sim.base.errors import Say, UserError
from sim.inputs.checks.given import Given, needs, rows_of
from sim.inputs.checks.schools import grades_taught, is_open

_TO = "junior_school_code"


@needs("feeders", "schools")
def from_grade_6(given: Given) -> Iterator[UserError]:
    """Check that the school pupils come from teaches grade 6."""
    yield from _not_taught(
        given, "school_code", 6, Say("a feeder from a school without grade 6", "对口小学没有 6 年级")
    )


@needs("feeders", "schools")
def to_grade_7(given: Given) -> Iterator[UserError]:
    """Check that the school pupils go to teaches grade 7."""
    yield from _not_taught(given, _TO, 7, Say("a feeder to a school without grade 7", "对口初中没有 7 年级"))


def _not_taught(given: Given, column: str, grade: int, what: Say) -> Iterator[UserError]:
    """Yield an error for every row whose school in `column` does not teach the grade."""
    spans, feeders = grades_taught(given["schools"]), given["feeders"]
    for row, code in enumerate(feeders.columns[column]):
        low, high = spans.get(code, (grade, grade))
        if not low <= grade <= high:
            yield UserError(
                what,
                where=feeders.where(row, column),
                value=f"{code}: {low}-{high}",
                rule=Say(
                    f"{column} is a school that teaches grade {grade}",
                    f"{column} 须为开设 {grade} 年级的学校",
                ),
                remedy=Say("correct the code, or the grades of the school", "请更正代码，或该校年级范围"),
            )


@needs("feeders", "schools")
def within_the_county(given: Given) -> Iterator[UserError]:
    """Check that both schools are of one county."""
    county, feeders = dict(rows_of(given["schools"], "school_code", "county_code")), given["feeders"]
    for row, (primary, junior) in enumerate(rows_of(feeders, "school_code", _TO)):
        if primary in county and junior in county and county[primary] != county[junior]:
            yield UserError(
                Say("a feeder to a school of another county", "对口初中不在本县"),
                where=feeders.where(row, _TO),
                value=f"{junior}: {county[junior]}",
                rule=Say(
                    f"the junior school is of the county of the primary school, here {county[primary]}",
                    f"对口初中须与小学同在一县（{county[primary]}）",
                ),
                remedy=Say("correct one of the two codes", "请更正其中一个代码"),
            )


@needs("feeders", "schools")
def to_open_schools(given: Given) -> Iterator[UserError]:
    """Check that the school pupils go to teaches in the start year."""
    years = {code: span for code, *span in rows_of(given["schools"], "school_code", "opened", "closed")}
    feeders = given["feeders"]
    for row, code in enumerate(feeders.columns[_TO]):
        opened, closed = years.get(code, (None, None))
        if not is_open(opened, closed, given.start):
            yield UserError(
                Say("a feeder to a school that does not teach in the start year", "对口初中起始年不在办"),
                where=feeders.where(row, _TO),
                value=code,
                rule=Say(
                    f"{code} teaches from {opened or '...'} to {closed or '...'}, the start year is {given.start}",
                    f"{code} 办学年份为 {opened or '…'} 至 {closed or '…'}，起始年为 {given.start}",
                ),
                remedy=Say(
                    "name the school its pupils go on to now, or correct opened and closed in schools.csv",
                    "请改为现在对口的学校，或更正 schools.csv 中的开办、停办年份",
                ),
            )


@needs("feeders", "schools")
def to_public_schools(given: Given) -> Iterator[UserError]:
    """Check that the school pupils go to is public: a private one recruits, and nobody has a right to it."""
    ownership, feeders = dict(rows_of(given["schools"], "school_code", "ownership")), given["feeders"]
    for row, code in enumerate(feeders.columns[_TO]):
        if ownership.get(code) == "private":
            yield UserError(
                Say("a feeder to a private school", "对口初中为民办学校"),
                where=feeders.where(row, _TO),
                value=code,
                rule=Say(
                    "a junior school that is fed is public (公办); private schools enrol from the whole county",
                    "对口初中须为公办学校；民办学校在县域内招生",
                ),
                remedy=Say(
                    "take the row out, or correct ownership in schools.csv",
                    "请删去该行，或更正 schools.csv 中的举办者",
                ),
            )
