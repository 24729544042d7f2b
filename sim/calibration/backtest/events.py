"""Openings, closures and changes of grades known in advance, as a file tells them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from sim.base.errors import Say, UserError, UserErrors, unknown
from sim.calibration.backtest.cells import clean_year
from sim.calibration.backtest.columns import Columns, find_columns, read_columns
from sim.calibration.backtest.declared import EVENTS
from sim.calibration.backtest.history import Event
from sim.calibration.backtest.sheets import read_sheet

_SEPARATORS = re.compile(r"[\s,;，、；]+")
_DASHES = re.compile(r"\s*[-–—~～至]\s*")


def read_events(
    path: Path, grades: tuple[str, ...], mapped: Mapping[str, str]
) -> tuple[Columns, list[Event]]:
    """Return the events of a file, one a row; the columns tell where each stands.

    Raises
    ------
    UserError
        With every mistake of the file by itself.
    """
    grid, _ = read_sheet(path)
    table = read_columns(grid, EVENTS, find_columns(grid, EVENTS, mapped), {"year": clean_year})
    errors, events = [], []
    told, kinds = table.optional("grades"), table.optional("kind")
    if "grades" not in table and "close" not in kinds:
        raise UserErrors([_no_grades(path)])
    for row, (school, year) in enumerate(zip(table["school_id"], table["year"], strict=True)):
        try:
            taught = parse_span(told[row] or "", grades, _place(table, row, "grades"))
            _check_kind(kinds[row], taught, _place(table, row, "kind"))
            events.append(Event(school, year, taught))
        except UserError as error:
            errors.append(error)
    if errors:
        raise UserErrors(errors)
    return table, events


def parse_span(text: str, grades: tuple[str, ...], where: str = "") -> tuple[str, ...]:
    """Return grades in their order from a list with blanks or commas and ranges: ``k-g2 g4`` is k, g1, g2, g4.

    Raises
    ------
    UserError
        When a word is none of the grades, or a range runs backwards.
    """
    order = {grade.casefold(): k for k, grade in enumerate(grades)}
    taught: set[int] = set()
    # A blank around the dash of a range does not part it.
    for word in filter(None, _SEPARATORS.split(_DASHES.sub(_tight, text.strip()))):
        ends = [word] if word.casefold() in order else _DASHES.split(word, maxsplit=1)
        places = []
        for end in ends:
            if end.casefold() not in order:
                rule = Say(f"grades in order: {', '.join(grades)}", f"年级依次为：{'、'.join(grades)}")
                raise unknown(Say("grade", "年级"), end, grades, where, rule)
            places.append(order[end.casefold()])
        if places[0] > places[-1]:
            raise _backwards(word, grades, where)
        taught.update(range(places[0], places[-1] + 1))
    return tuple(grades[k] for k in sorted(taught))


def _tight(found: re.Match) -> str:
    return found[0].strip()


def _place(table: Columns, row: int, name: str) -> str:
    return table.where(row, name if name in table else "school_id")


def _check_kind(kind: str | None, taught: tuple[str, ...], where: str) -> None:
    """Refuse a kind of change that its grades contradict."""
    if kind is None or (kind == "close") == (not taught):
        return
    raise UserError(
        Say("the kind of change and the grades contradict each other", "变动类型与年级矛盾"),
        where=where,
        value=f"{kind}: {' '.join(taught) or '(empty)'}",
        rule=Say(
            "a school that closes teaches no grade from then on; one that opens or changes teaches some",
            "停办的学校此后不设年级；开办或改变年级的学校须写明年级",
        ),
        remedy=Say("correct the kind or the grades", "请更正变动类型或年级"),
    )


def _backwards(word: str, grades: tuple[str, ...], where: str) -> UserError:
    return UserError(
        Say("a range of grades runs backwards", "年级范围前后颠倒"),
        where=where,
        value=word,
        rule=Say(f"grades in order: {', '.join(grades)}", f"年级依次为：{'、'.join(grades)}"),
        remedy=Say("write the lower grade first", "请先写低年级"),
    )


def _no_grades(path: Path) -> UserError:
    column = EVENTS.column("grades")
    return UserError(
        Say("missing column", "缺少列"),
        where=f"{path.as_posix()}:1:grades",
        value=Say("(no such column)", "（无此列）"),
        rule=Say(
            "events tell the grades taught from then on; without them every school would close",
            "变动表须写明此后开设的年级；否则所有学校都视为停办",
        ),
        remedy=Say(f"add it: {column.meaning.en}", f"请补充：{column.meaning.zh}"),
    )
