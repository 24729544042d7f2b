"""The rules of the areas of schools: a part is not more than the whole."""

from __future__ import annotations

from collections.abc import Iterator

from sim.base.errors import Say, UserError
from sim.inputs.checks.given import Given, needs, rows_of


@needs("schools")
def parts_within_the_whole(given: Given) -> Iterator[UserError]:
    """Check that the teaching area without ordinary rooms is not more than the one with them."""
    schools = given["schools"]
    for row, (whole, other) in enumerate(rows_of(schools, "teaching_m2", "other_teaching_m2")):
        if whole is not None and other is not None and other > whole:
            yield UserError(
                Say("other teaching area is more than all teaching area", "其他面积大于教学及辅助用房总面积"),
                where=schools.where(row, "other_teaching_m2"),
                value=other,
                rule=Say(f"other_teaching_m2 <= teaching_m2, here {whole:g}",
                         f"其他教学及辅助用房面积不得大于教学及辅助用房面积（{whole:g}）"),
                remedy=Say("correct one of the two, or leave other_teaching_m2 blank",
                           "请更正其中一项，或将其他面积留空"),
            )  # fmt: skip
