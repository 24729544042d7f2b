"""The rule of entrants of past years: they entered a stage."""

from __future__ import annotations

from collections.abc import Iterator

from sim.base.errors import Say, UserError
from sim.inputs.checks.given import Given, needs


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
