"""The rules of what links schools: feeders, and entrants of past years."""

from __future__ import annotations

from collections.abc import Iterator

from sim.base.errors import Say, UserError
from sim.inputs.checks.given import Given, needs
from sim.inputs.checks.schools import grades_taught


@needs("entrants_history")
def entry_grades(given: Given) -> Iterator[UserError]:
    """Check that entrants enter grade 1 or 7."""
    past = given["entrants_history"]
    for row, grade in enumerate(past.columns["grade"]):
        if grade not in (1, 7):
            yield UserError(
                Say("entrants of another grade than 1 or 7", "新生年级不是 1 或 7"),
                where=past.where(row, "grade"),
                value=grade,
                rule=Say(
                    "pupils enter primary in grade 1 and junior in grade 7",
                    "小学新生为 1 年级，初中新生为 7 年级",
                ),
                remedy=Say(
                    "correct the grade, or move the row to enrolment.csv", "请更正年级，或移入 enrolment.csv"
                ),
            )


@needs("feeders", "schools")
def feeders_go_up(given: Given) -> Iterator[UserError]:
    """Check that pupils go from a school with primary grades to one with junior grades."""
    spans, feeders = grades_taught(given["schools"]), given["feeders"]
    ends = {"school_code": lambda span: span[0] <= 6, "junior_school_code": lambda span: span[1] >= 7}
    for column, fits in ends.items():
        for row, code in enumerate(feeders.columns[column]):
            if code in spans and not fits(spans[code]):
                low, high = spans[code]
                yield UserError(
                    Say("the two schools do not follow each other", "对口升学的学段不符"),
                    where=feeders.where(row, column),
                    value=f"{code}: {low}-{high}",
                    rule=Say(
                        "school_code teaches primary grades, junior_school_code junior grades",
                        "school_code 须设小学年级，junior_school_code 须设初中年级",
                    ),
                    remedy=Say("correct the code, or the grades of the school", "请更正代码，或该校年级范围"),
                )
