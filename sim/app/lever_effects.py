"""The measured effects of the levers as a table to read, in either language, or as CSV."""

from __future__ import annotations

import sys
from dataclasses import asdict

from sim.app.output import give
from sim.base.errors import Say
from sim.policies import catalogue
from sim.policies.effects import COLUMNS, PLACES, Effect, read_effects
from sim.records.declared import TABLES
from sim.records.dropout_scenario import REGISTER, dropout_label
from sim.reports.levers import unit_name

# Of a record column that stands in several tables the first one is meant, as on the page of levers.
_MEANINGS = {one.name: one.meaning for table in reversed(TABLES.values()) for one in table.columns}
_DIRECTIONS = {1: Say("rises", "上升"), -1: Say("falls", "下降"), 0: Say("stated zero", "说明为零")}
_HEADINGS = {
    "lever": Say("lever", "措施"),
    "column": Say("record column", "记录内容"),
    "unit": Say("unit", "单位"),
    "base": Say("without", "无措施"),
    "difference": Say("mean difference", "平均差"),
    "interval": Say("95 % interval", "95%区间"),
    "share": Say("of without", "占无措施"),
    "documented": Say("documented", "说明方向"),
    "where": Say("looked at in", "测量地点"),
}
_TOLD = ("dropout", "meaning_en", "meaning_zh", "place_en", "place_zh", "why_en", "why_zh")


def give_effects(name: str | None, target: str | None, lang: str) -> None:
    """Print the effects of all levers, or of one, or write them as CSV.

    Parameters
    ----------
    name : str or None
        A lever of the catalogue.
    target : str or None
        As `sim.app.output.give` takes it.
    lang : str
        ``zh`` or ``en``; the CSV holds both.
    """
    effects = [one for one in read_effects() if name in (None, one.lever)]
    if target is not None:
        give([{**asdict(one), **_told(one)} for one in effects], (*COLUMNS, *_TOLD), target)
        return
    headings = {key: heading.text(lang) for key, heading in _HEADINGS.items()}
    sys.stdout.write(_before(effects, lang))
    give(
        [{headings[key]: value for key, value in _line(one, lang).items()} for one in effects],
        list(headings.values()),
        None,
    )
    sys.stdout.write(_after(effects, lang))


def _before(effects: list[Effect], lang: str) -> str:
    """Return what the numbers are; all lines are of the same years and seeds."""
    of, dropout = effects[0], dropout_label(REGISTER)  # usual numbers
    return Say(
        f"Sum of the record column over the school years {of.year_first} to {of.year_last}: with the lever, usual "
        f"numbers, less without it and with the same luck; {of.seeds} seeds, mean and its 95 % interval; "
        f"{dropout.en}.\n",
        f"各记录列{of.year_first}至{of.year_last}学年合计：采用措施（常用值）减去不采用，随机条件相同；"
        f"{of.seeds}个种子的平均差及其95%区间；{dropout.zh}。\n",
    ).text(lang)


def _after(effects: list[Effect], lang: str) -> str:
    """Return why stated zero effects are zero, and which levers are on in both runs."""
    lines = []
    for one in effects:
        if one.is_stated_zero:
            lines.append(f"{one.lever}, {one.column}: {_why(one).text(lang)}\n")
        elif one.beside:
            beside = one.beside.replace(";", ", ")
            lines.append(
                Say(f"{one.lever}: {beside} in both runs\n", f"{one.lever}：两次运行均有 {beside}\n").text(
                    lang
                )
            )
    return "".join(lines)


def _line(one: Effect, lang: str) -> dict[str, str]:
    return {
        "lever": one.lever,
        "column": Say(one.column, _MEANINGS[one.column].zh).text(lang),
        "unit": unit_name(one.unit).text(lang),
        "base": _number(one.base),
        "difference": _number(one.difference, "+"),
        "interval": f"{_number(one.lo95, '+')} .. {_number(one.hi95, '+')}",
        "share": f"{one.difference / one.base:+.1%}" if one.base else "-",
        "documented": _DIRECTIONS[one.direction].text(lang),
        "where": PLACES[one.place].text(lang),
    }


def _number(value: float, sign: str = "") -> str:
    """Return a number to read: whole from 100 on, else three figures; no sign for nothing."""
    if value == 0:
        return "0"
    return f"{value:{sign},.0f}" if abs(value) >= 100 else f"{value:{sign}.3g}"


def _why(one: Effect) -> Say:
    return catalogue()[one.lever].STATED_ZERO[one.column] if one.is_stated_zero else Say("", "")


def _told(one: Effect) -> dict[str, str]:
    """Return what the CSV tells in words, in both languages."""
    say = {"meaning": _MEANINGS[one.column], "place": PLACES[one.place], "why": _why(one)}
    return {"dropout": REGISTER} | {
        f"{key}_{lang}": text.text(lang) for key, text in say.items() for lang in ("en", "zh")
    }
