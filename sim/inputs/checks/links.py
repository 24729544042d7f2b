"""The rules of entrants of past years: they entered a stage, and a county has no fewer than its schools."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from sim.base.errors import Say, UserError
from sim.inputs.checks.given import Given, needs, rows_of


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


@needs("entrants_history")
def schools_within_the_county(given: Given) -> Iterator[UserError]:
    """Check that the entrants of a whole county are not fewer than those of its schools together."""
    past = given["entrants_history"]
    whole: dict[tuple, tuple[int, int]] = {}
    of_schools: dict[tuple, int] = defaultdict(int)
    rows = rows_of(past, "county_code", "year", "grade", "school_code", "entrants")
    for row, (county, year, grade, school, n) in enumerate(rows):
        if school is None:
            whole[county, year, grade] = row, n
        else:
            of_schools[county, year, grade] += n
    for key, (row, n) in whole.items():
        if n < of_schools[key]:
            yield UserError(
                Say("the schools have more entrants than the county", "各校新生之和大于全县"),
                where=past.where(row, "entrants"),
                value=n,
                rule=Say(
                    f"not fewer than the sum of its schools, here {of_schools[key]}",
                    f"不得少于各校之和，此处为 {of_schools[key]}",
                ),
                remedy=Say("correct the county's row or those of its schools", "请更正全县行或学校行"),
            )
