"""Checks of what a YAML file says: keys, types and ranges, each with one clear error."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable
from typing import TypeVar

from sim.base.errors import Say, UserError, UserErrors, unknown
from sim.base.yaml_reading import Value

LONGEST_NAME = 80  # characters
_NAME = re.compile(r"\w[\w-]*")
T = TypeVar("T")
R = TypeVar("R")


def wrong_type(value: Value, wanted: Say) -> UserError:
    """Return the error of a value that is not of the wanted kind."""
    return UserError(
        Say("wrong type", "类型不对"),
        where=str(value.at),
        value="(empty)" if value.data is None else value.plain(),
        rule=Say(f"wanted: {wanted.en}", f"应为{wanted.zh}"),
        remedy=Say("write it in that form", "请按此形式填写"),
    )


def mapping(value: Value, valid: Iterable[str], required: Iterable[str] = ()) -> dict[str, Value]:
    """Return the entries of a mapping after checking its keys.

    Raises
    ------
    UserError
        When the value is no mapping, holds a key that is not valid or lacks a required one.
    """
    entries = groups(value)
    names = tuple(valid)
    errors = [
        unknown(Say("key", "键"), key, names, str(entries[key].named_at))
        for key in entries
        if key not in names
    ]
    errors += [
        UserError(
            Say(f"the key {key} is missing", f"缺少键 {key}"),
            where=str(value.at),
            rule=Say(f"needed: {', '.join(required)}", f"必填：{', '.join(required)}"),
            remedy=Say(f"add a line {key}: ...", f"请补充一行 {key}: ..."),
        )
        for key in required
        if key not in entries
    ]
    raise_all(errors)
    return entries


def groups(value: Value) -> dict[str, Value]:
    """Return the entries of a mapping with any keys."""
    if not isinstance(value.data, dict):
        raise wrong_type(value, Say("lines of the form key: value", "“键: 值”形式的若干行"))
    return value.data


def items(value: Value, wanted: Say) -> list[Value]:
    """Return the items of a list that is not empty."""
    if not isinstance(value.data, list) or not value.data:
        raise wrong_type(value, wanted)
    return value.data


def text(value: Value) -> str:
    """Return a text that is not empty."""
    if not isinstance(value.data, str) or not value.data.strip():
        raise wrong_type(value, Say("text", "文字"))
    return value.data


def name(value: Value) -> str:
    """Return a name that can stand in the name of a folder: letters, digits, _ and -, no - at the start."""
    word = text(value)
    if not _NAME.fullmatch(word) or len(word) > LONGEST_NAME:
        raise wrong_type(
            value,
            Say(
                f"a name of at most {LONGEST_NAME} letters, digits, _ or -",
                f"由字母、数字、_ 或 - 组成的名称（至多 {LONGEST_NAME} 个字符）",
            ),
        )
    return word


def whole(value: Value, low: int, high: int) -> int:
    """Return a whole number within [low, high]."""
    if isinstance(value.data, bool) or not isinstance(value.data, int):
        raise wrong_type(value, Say("a whole number", "整数"))
    if not low <= value.data <= high:
        raise UserError(
            Say("number out of bounds", "数值超出范围"),
            where=str(value.at),
            value=value.data,
            rule=Say(f"between {low} and {high}", f"应在 {low} 与 {high} 之间"),
            remedy=Say("give a number within the bounds", "请改为范围内的数值"),
        )
    return value.data


def number(value: Value) -> float:
    """Return a finite number."""
    if isinstance(value.data, bool) or not isinstance(value.data, int | float):
        raise wrong_type(value, Say("a number", "数字"))
    return float(value.data)


def bounded(value: Value, low: float, high: float = math.inf) -> float:
    """Return a number within [low, high]."""
    found = number(value)
    if not low <= found <= high:
        has_end = high < math.inf
        raise UserError(
            Say("number out of bounds", "数值超出范围"),
            where=str(value.at),
            value=value.data,
            rule=Say(
                f"between {low:g} and {high:g}" if has_end else f"at least {low:g}",
                f"应在 {low:g} 与 {high:g} 之间" if has_end else f"不小于 {low:g}",
            ),
            remedy=Say("give a number within the bounds", "请改为范围内的数值"),
        )
    return found


def one_of(value: Value, what: Say, valid: Iterable[str]) -> str:
    """Return a word that is one of the valid ones; `what` says what it names."""
    names = tuple(valid)
    word = text(value)
    if word not in names:
        raise unknown(what, word, names, str(value.at))
    return word


def years(value: Value) -> tuple[int, int]:
    """Return the first and the last school year."""
    wanted = Say("two years, [first, last]", "两个学年，[首年, 末年]")
    if len(items(value, wanted)) != 2:
        raise wrong_type(value, wanted)
    first, last = (whole(item, 1900, 2200) for item in value.data)
    return years_in_order(first, last, str(value.at))


def years_in_order(first: int, last: int, where: str) -> tuple[int, int]:
    """Return (first, last) after checking that they are not reversed."""
    if first > last:
        raise UserError(
            Say("the years are reversed", "学年顺序颠倒"),
            where=where,
            value=f"{first}, {last}",
            rule=Say("the first year is not after the last", "首年不得晚于末年"),
            remedy=Say(f"write {last}, {first}", f"请写 {last}, {first}"),
        )
    return first, last


def raise_all(errors: list[UserError]) -> None:
    """Raise the errors found: none, the one, or all of them together."""
    if errors:
        raise errors[0] if len(errors) == 1 else UserErrors(errors)


def gather(function: Callable[[T], R], things: Iterable[T]) -> list[R]:
    """Return function(thing) for each thing; raise the errors of all of them together."""
    results: list[R] = []
    errors: list[UserError] = []
    for thing in things:
        try:
            results.append(function(thing))
        except UserError as error:
            errors.append(error)
    raise_all(errors)
    return results
