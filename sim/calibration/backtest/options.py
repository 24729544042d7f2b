"""What the user says of the tables on the command line, from text to values."""

from __future__ import annotations

import re
from collections.abc import Iterable

from sim.base.errors import Say, UserError

ENTRY_AGE = 6  # years at entry into grade 1, Compulsory Education Law, article 11
_AGES = range(3, 13)


def parse_list(text: str) -> tuple[str, ...]:
    """Return the words between commas, Chinese ones too: ``k,g1,g2``."""
    return tuple(word.strip() for word in re.split("[,，]", text) if word.strip())


def parse_columns(text: str) -> dict[str, str]:
    """Return names in the header by the names of the program: ``school_id=BEDS_CODE,year=YR``.

    Raises
    ------
    UserError
        When a part is no pair.
    """
    pairs = [part.partition("=") for part in parse_list(text)]
    for name, mark, column in pairs:
        if not (mark and name.strip() and column.strip()):
            raise UserError(
                Say("--columns is not a list of pairs", "--columns 不是成对的列表"),
                where="--columns",
                value=name + mark + column,
                rule=Say("NAME=COLUMN, several with commas between", "写作 名称=列名，多项以逗号分隔"),
                remedy=Say(
                    "such as --columns school_id=BEDS_CODE,year=YR",
                    "例如 --columns school_id=BEDS_CODE,year=YR",
                ),
            )
    return {name.strip(): column.strip() for name, _, column in pairs}


def check_grades(grades: Iterable[str]) -> tuple[str, ...]:
    """Return the grades, or refuse none at all, and one that stands twice."""
    grades = tuple(grades)
    twice = next((grade for i, grade in enumerate(grades) if grade in grades[:i]), None)
    if grades and twice is None and all(grades):
        return grades
    raise UserError(
        Say("a grade stands twice", "年级重复") if twice else Say("no grades are named", "未指定年级"),
        where="--grades",
        value=twice or Say("(empty)", "（空）"),
        rule=Say(
            "the grades in order, each once, the entry grade first",
            "按顺序列出各年级，每个一次，入学年级在前",
        ),
        remedy=Say("such as --grades k,g1,g2,g3", "例如 --grades g1,g2,g3"),
    )


def check_entry_age(age: int | None) -> int:
    """Return the age at entry, 6 by default, or refuse one at which nobody enters school."""
    if age is None:
        return ENTRY_AGE
    if age in _AGES:
        return int(age)
    raise UserError(
        Say("value out of bounds", "数值超出范围"),
        where="--entry-age",
        value=age,
        rule=Say(
            f"the age in whole years at entry into the first of the grades, {_AGES[0]}..{_AGES[-1]}",
            f"进入首个年级时的周岁年龄，{_AGES[0]}—{_AGES[-1]}",
        ),
        remedy=Say(
            f"{ENTRY_AGE} for grade 1, 5 for a kindergarten year", f"一年级为 {ENTRY_AGE}，学前一年为 5"
        ),
    )
