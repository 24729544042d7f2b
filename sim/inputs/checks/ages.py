"""The rules of age groups: no age is left out and none stands twice."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from sim.base.errors import Say, UserError
from sim.base.reading import TableRead
from sim.inputs.checks.given import Given, needs, rows_of
from sim.inputs.levels import PLACE
from sim.inputs.schema.parts import OLDEST_AGE


@needs("population")
def ages_without_gap(given: Given) -> Iterator[UserError]:
    """Check that the age groups of a place, sex and hukou cover every age once, from 0 to the oldest."""
    for group in age_groups(given["population"], *PLACE, "hukou", "sex").values():
        yield from gaps(given["population"], group)


def age_groups(read: TableRead, *names: str) -> dict[tuple, list[tuple[int, int, int]]]:
    """Return the age groups (low, high, row) by the values of the columns `names`."""
    groups: dict[tuple, list[tuple[int, int, int]]] = defaultdict(list)
    for row, (low, high, *key) in enumerate(rows_of(read, "age_low", "age_high", *names)):
        groups[tuple(key)].append((low, high, row))
    return groups


def gaps(read: TableRead, group: list[tuple[int, int, int]]) -> Iterator[UserError]:
    """Yield an error where the age groups (low, high, row) leave a gap or overlap; the first of a place only."""
    rule = Say(
        f"age groups follow each other from 0 to {OLDEST_AGE} without gap or overlap",
        f"年龄组从 0 岁到 {OLDEST_AGE} 岁相接，不重不漏",
    )
    remedy = Say("correct age_low and age_high", "请更正 age_low 与 age_high")
    expected = 0
    for low, high, row in sorted(group):
        if low != expected or high < low:
            yield UserError(
                Say(
                    f"an age group begins at {expected} and is not empty",
                    f"年龄组应从 {expected} 岁开始，且不为空",
                ),
                where=read.where(row, "age_low"),
                value=f"{low}..{high}",
                rule=rule,
                remedy=remedy,
            )
            return
        expected = high + 1
    if expected != OLDEST_AGE + 1:
        yield UserError(
            Say("the oldest ages are missing", "缺少最高年龄组"),
            where=read.where(max(group)[2], "age_high"),
            value=expected - 1,
            rule=rule,
            remedy=remedy,
        )
