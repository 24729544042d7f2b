"""One field of a table: from text to a value of the declared type, or an error that says why not."""

from __future__ import annotations

import datetime
import difflib
import math
import re

from sim.base.declaration import LARGEST_INT, Column
from sim.base.errors import Say, UserError

Value = str | int | float | datetime.date | None

EMPTY = Say("(empty)", "（空）")

# What a spreadsheet makes of a code of twelve digits or more.
_SHORTENED = re.compile(r"[0-9](\.[0-9]+)?[eE]\+[0-9]+")
_PER_CENT = re.compile(r"([+-]?[0-9]+\.?[0-9]*)\s*[%％]")
_WIDE = re.compile(r"[０-９．－＋]")
_INT = re.compile(r"[+-]?[0-9]+")
_FLOAT = re.compile(r"[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?")
_DATE = re.compile(r"([0-9]{4})[-/.年]([0-9]{1,2})[-/.月]([0-9]{1,2})日?")
_FROM_YEAR = re.compile(r"([12][0-9]{3})(年|[-/.年][0-9]{1,2}\b.*|[-/.年][0-9]{1,2}月.*)")
_YEAR_ALONE = Say(
    "write the year alone, four digits; no month, no date (a spreadsheet keeps a date as the number of its day)",
    "只写四位年份，不写月份或日期（电子表格中日期实为天数）",
)


def parse_field(text: str, column: Column, where: str) -> Value:
    """Return the value of one field.

    Parameters
    ----------
    text : str
        The field as it stands in the file; blanks around it do not count.
    column : Column
        The declaration.
    where : str
        ``file:row:column`` for the error.

    Returns
    -------
    str, int, float, date or None
        None for an empty field of a column that is not required.

    Raises
    ------
    UserError
        When the value is missing, of another type, out of bounds or not among the codes.
    """
    text = text.strip()
    if not text:
        return _empty(column, where)
    if column.type == "text":
        return _whole_code(text, column, where)
    if column.type == "code":
        return _code(text, column, where)
    if column.type == "date":
        return _date(text, column, where)
    value = _number(text, column, where)
    _check_bounds(value, text, column, where)
    return value


def nearest(word: str, known: list[str]) -> str | None:
    """Return the known word most like `word`, or None when none is like it."""
    close = difflib.get_close_matches(word, known, n=1, cutoff=0.6)
    return close[0] if close else None


def _empty(column: Column, where: str) -> None:
    """Return None, or refuse an empty field where a value is required."""
    if column.required:
        raise UserError(
            Say("missing value", "缺少数值"),
            where=where,
            value=EMPTY,
            rule=Say(f"{column.name} is required in every row", f"{column.name} 每行必填"),
            remedy=Say(
                f"fill in {column.name}: {column.meaning.en}", f"请填写 {column.name}：{column.meaning.zh}"
            ),
        )


def _whole_code(text: str, column: Column, where: str) -> str:
    """Return a text, or refuse a code that a spreadsheet has cut to a few digits."""
    if _SHORTENED.fullmatch(text):
        raise UserError(
            Say("the spreadsheet cut the code to a few digits", "电子表格把代码截成了科学记数"),
            where=where,
            value=text,
            rule=Say(f"{column.name} is a text with all its digits", f"{column.name} 为文本，须保留全部数字"),
            remedy=Say(
                "set the cells to text, enter the codes again, and save",
                "请将该列单元格格式设为“文本”，重新填入代码后保存",
            ),
        )
    return text


def _code(text: str, column: Column, where: str) -> str:
    """Return the code, given as the code itself, as its Chinese meaning or as a synonym."""
    if text in column.codes:
        return text
    if text in column.synonyms:
        return column.synonyms[text]
    for code, meaning in column.codes.items():
        if text == meaning.zh:
            return code
    like = nearest(text, list(column.codes))
    listed = ", ".join(column.codes)
    listed_zh = "、".join(
        code if meaning.zh == code else f"{code}（{meaning.zh}）" for code, meaning in column.codes.items()
    )
    raise UserError(
        Say("not one of the codes", "不在代码表中"),
        where=where,
        value=text,
        rule=Say(f"{column.name} is one of: {listed}", f"{column.name} 可选：{listed_zh}"),
        remedy=Say(f"did you mean {like}?", f"是否应为 {like}？") if like else _correct(column),
    )


def _date(text: str, column: Column, where: str) -> datetime.date:
    """Return the date of a field, the year first: in ISO form, or as a spreadsheet saves it (2017/9/1)."""
    parts = _DATE.fullmatch(text)
    if parts:
        try:
            return datetime.date(*map(int, parts.groups()))
        except ValueError:
            pass  # the form is right, the day does not exist: the same error as for a wrong form
    raise UserError(
        Say("not a date", "不是日期"),
        where=where,
        value=text,
        rule=Say(f"{column.name} is a date written YYYY-MM-DD", f"{column.name} 为日期，写作 YYYY-MM-DD"),
        remedy=_correct(column),
    )


def _number(text: str, column: Column, where: str) -> int | float:
    """Return the number of a field; thousands separators, units and words are refused."""
    whole = column.type == "int"
    if (_INT if whole else _FLOAT).fullmatch(text):
        number = int(text) if whole else float(text)
        if math.isfinite(number) and (not whole or abs(number) <= LARGEST_INT):
            return number
    if whole:
        what = Say("not a whole number", "不是整数")
        rule = Say(f"{column.name} is a whole number{_unit(column)}", f"{column.name} 为整数{_unit(column)}")
    else:
        what = Say("not a number", "不是数")
        rule = Say(f"{column.name} is a number{_unit(column)}", f"{column.name} 为数{_unit(column)}")
    raise UserError(
        what,
        where=where,
        value=text,
        rule=rule,
        remedy=_digits_only(text, column),
    )


def _digits_only(text: str, column: Column) -> Say:
    """Return the remedy for a field that is no number, by what it looks like."""
    per_cent = _PER_CENT.fullmatch(text)
    if per_cent and column.type == "float":
        return _share_of(float(per_cent[1])) if column.unit else _bare(per_cent[1])
    if _WIDE.search(text):
        return Say("write half-width digits: 0-9", "请改为半角数字（0—9）")
    dated = _FROM_YEAR.fullmatch(text)
    if dated and column.unit == "year":
        return Say(f"write the year alone: {dated[1]}", f"只写年份：{dated[1]}")
    return Say("write digits only, without thousands separator or unit", "只写数字，不写千分位逗号和单位")


def _bare(per_cent: str) -> Say:
    """Return the remedy for a per cent sign in a column whose unit is that of something else."""
    share = f"{float(per_cent) / 100:.6g}"
    return Say(
        f"write the number alone: {per_cent} where the unit is %, {share} where it is a share",
        f"只写数字：单位为 % 时写 {per_cent}，为比例时写 {share}",
    )


def _share_of(per_cent: float) -> Say:
    """Return the remedy for per cent where a share belongs."""
    share = f"{per_cent / 100:.6g}"
    return Say(f"write the share, not per cent: {share}", f"请填写比例而非百分数：{share}")


def _check_bounds(value: int | float, text: str, column: Column, where: str) -> None:
    """Refuse a number outside the declared bounds."""
    too_low = column.low is not None and value < column.low
    too_high = column.high is not None and value > column.high
    if too_low or too_high:
        span = span_text(column)
        is_per_cent = column.unit == "share" and column.high == 1 and 1 < value <= 100
        is_no_year = column.unit == "year" and value > 9999
        raise UserError(
            Say("value out of bounds", "数值超出范围"),
            where=where,
            value=text,
            rule=Say(
                f"{column.name} lies in {span}{_unit(column)}",
                f"{column.name} 的范围为 {span}{_unit(column)}",
            ),
            remedy=_share_of(value) if is_per_cent else _YEAR_ALONE if is_no_year else _correct(column),
        )


def span_text(column: Column) -> str:
    """Return the bounds of a column as text, e.g. ``0..1``."""
    low = "" if column.low is None else f"{column.low:.15g}"
    high = "" if column.high is None else f"{column.high:.15g}"
    return f"{low}..{high}"


def _unit(column: Column) -> str:
    """Return the unit in brackets, or nothing."""
    return f" ({column.unit})" if column.unit else ""


def _correct(column: Column) -> Say:
    """Return the remedy for a value that has to be looked up again."""
    return Say(
        f"correct the value; {column.name} is: {column.meaning.en}",
        f"请更正数值；{column.name}：{column.meaning.zh}",
    )
