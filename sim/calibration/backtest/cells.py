"""Fields of the tables as bureaus write them: school years, pupils, marks of suppressed counts."""

from __future__ import annotations

import re
from collections.abc import Collection

from sim.base.errors import Say, UserError
from sim.calibration.backtest.columns import Clean

_YEAR = re.compile(r"([0-9]{4})(?:\s*[-–—/~～至]+\s*([0-9]{2}|[0-9]{4}))?\s*(?:学年度?|年度?|\.0+)?")
_WHOLE = re.compile(r"([+-]?[0-9]+)\.0*")
_FRACTION = re.compile(r"[+-]?[0-9]*\.[0-9]*[1-9][0-9]*")
# What statistics offices write for a count that they do not tell, or do not have.
_MARK = re.compile(
    r"[*#<>≤≥~～]+\s*[0-9]*%?|[-–—/.…]+|n\s*[<≤]\s*[0-9]+|s|x|n/?a|nan|null|none|suppressed|无|缺",
    re.IGNORECASE,
)


def clean_year(text: str, where: str) -> str:
    """Return the first year of a school year: 2017 of 2017-2018, 2017/18 or 2017学年; other text as it stands."""
    found = _YEAR.fullmatch(text)
    if found is None:
        return text
    first, second = found[1], found[2]
    follows = second is None or str(int(first) + 1).endswith(second)
    return first if follows else text


def clean_count(text: str, where: str) -> str:
    """Return whole digits of a count that a program wrote with a point, 21 of 21.0; refuse a fraction."""
    if _FRACTION.fullmatch(text):
        raise _fraction(text, where)
    found = _WHOLE.fullmatch(text)
    return found[1] if found else text


def clean_pupils(suppressed: Collection[str]) -> Clean:
    """Return the cleaning of counts: the marks that the user names are missing values, others are refused.

    Parameters
    ----------
    suppressed : collection of str
        The marks, such as ``*``, in whatever case.
    """
    marks = {mark.strip().casefold() for mark in suppressed}

    def clean(text: str, where: str) -> str:
        if text.casefold() in marks:
            return ""
        if _MARK.fullmatch(text):
            raise _mark_not_named(text, where)
        return clean_count(text, where)

    return clean


def _mark_not_named(text: str, where: str) -> UserError:
    return UserError(
        Say("a mark stands in place of a number", "数字处填写了符号"),
        where=where,
        value=text,
        rule=Say(
            "empty = missing, 0 = no pupils; a suppressed count is missing",
            "空 = 缺失，0 = 没有学生；被隐去的人数视为缺失",
        ),
        remedy=Say(
            f'leave suppressed cells empty, or name the mark: --suppressed "{text}"',
            f'请将被隐去的单元格留空，或说明该符号：--suppressed "{text}"',
        ),
    )


def _fraction(text: str, where: str) -> UserError:
    return UserError(
        Say("not a whole number", "不是整数"),
        where=where,
        value=text,
        rule=Say("persons are counted whole", "人数为整数"),
        remedy=Say(
            "give the count itself: no mean, no share, no number in thousands or 万",
            "请填写人数本身，不填平均数、比例，也不以千或万为单位",
        ),
    )
