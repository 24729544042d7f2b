"""The report of inputs as lines to be read by a clerk: at most 100 columns, in Chinese or English."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from sim.base.errors import Say
from sim.base.width import display_width, pad, wrap
from sim.inputs.origins import KINDS, Origin
from sim.inputs.report import InputReport, TableCount
from sim.inputs.schema import TABLES
from sim.inputs.schema.parts import CONFIDENCE, PROVENANCE

WIDTH = 100

_SHORT = {
    "read": Say("read", "读得"),
    "known": Say("known", "公认"),
    "estimate": Say("estimate", "推算"),
    "assumption": Say("assumption", "假设"),
}
_PROVENANCE = {column.name for column in PROVENANCE}


def report_text(report: InputReport, lang: str = "en") -> str:
    """Return the whole report."""
    parts = (
        (None, [line for say in report.head for line in wrap(say.text(lang), WIDTH)]),
        (Say("1. Tables: rows by confidence", "一、各表行数与可信程度"), _tables(report, lang)),
        (Say("2. Columns of the tables given", "二、已提供各表的列"), _columns(report, lang)),
        (
            Say("3. Tables not given, and what stands in", "三、未提供的表及替代办法"),
            _stand_ins(report, lang),
        ),
        (Say("4. Ties between the tables", "四、勾稽关系"), _ties(report, lang)),
        (Say("5. Warnings", "五、提示"), _warnings(report, lang)),
        (Say("6. What one more table would buy", "六、再补充一张表可得到什么"), _gains(report, lang)),
        (None, [_verdict(report).text(lang)]),
    )
    lines: list[str] = []
    for title, body in parts:
        body = list(body) or ["  " + Say("none", "无").text(lang)]
        lines += ["", title.text(lang)] if title else [""] if lines else []
        lines += body
    return "\n".join(lines)


def _tables(report: InputReport, lang: str) -> Iterator[str]:
    """Yield a line a table that has rows."""
    heads = [Say("rows", "行数"), *(_SHORT[code] for code in CONFIDENCE), Say("origin", "来自")]
    yield _row(Say("table", "表").text(lang), [say.text(lang) for say in heads])
    for one in report.counts:
        if one.rows:
            numbers = [one.rows, *(one.by_confidence[code] for code in CONFIDENCE)]
            yield _row(TABLES[one.name].file, [*map(str, numbers), KINDS[one.origin].text(lang)])


def _row(name: str, cells: list[str]) -> str:
    """Return one line of the first part: numbers to the right, the origin behind them."""
    *numbers, origin = cells
    right = "".join(" " * (11 - display_width(number)) + number for number in numbers)
    return "  " + pad(name, 22) + right + "   " + origin


def _columns(report: InputReport, lang: str) -> Iterator[str]:
    """Yield the columns of each table that is given, grouped by where they come from."""
    for name, columns in report.columns.items():
        yield f"  {TABLES[name].file}"
        for kind, how, names in _groups(name, columns, lang):
            colon = Say(": ", "：").text(lang)
            text = names if how is None else f"{names}{colon}{how}"
            yield from wrap(f"    {pad(KINDS[kind].text(lang), 9)}{text}", WIDTH, " " * 13)


def _groups(name: str, columns: dict[str, Origin], lang: str) -> Iterator[tuple[str, str | None, str]]:
    """Yield (kind, how, column names) of the columns of a table; provenance is left out."""
    groups: dict[tuple, list[str]] = defaultdict(list)
    for column, origin in columns.items():
        if column in _PROVENANCE:
            continue
        label = _label(name, column, lang)
        if origin.rows_read:
            groups["read", None].append(label if not origin.rows_filled else label + _share(origin, lang))
        if origin.rows_filled:
            groups[origin.fill.kind, origin.fill.how.text(lang)].append(label)
    joint = Say(", ", "、").text(lang)
    for kind in KINDS:
        for (of_kind, how), labels in groups.items():
            if of_kind == kind:
                yield kind, how, joint.join(labels)


def _label(name: str, column: str, lang: str) -> str:
    """Return the name of a column in a header of the language."""
    aliases = TABLES[name].column(column).aliases
    return aliases[0] if lang == "zh" and aliases else column


def _share(origin: Origin, lang: str) -> str:
    """Return how many of the rows were read, where not all."""
    rows = origin.rows_read + origin.rows_filled
    return Say(f" ({origin.rows_read} of {rows} rows)", f"（{rows} 行中 {origin.rows_read} 行）").text(lang)


def _stand_ins(report: InputReport, lang: str) -> Iterator[str]:
    """Yield what stands in for every table that is not given."""
    for one in report.counts:
        if not one.is_given and one.fill:
            rows = Say(f"{one.rows} rows", f"{one.rows} 行").text(lang) if one.rows else ""
            yield from _entry(TABLES[one.name].file, _stand_in(one, lang), lang, rows)


def _stand_in(one: TableCount, lang: str) -> str:
    """Return the kind of a fill, and how."""
    colon = Say(": ", "：").text(lang)
    return f"{KINDS[one.fill.kind].text(lang)}{colon}{one.fill.how.text(lang)}"


def _entry(name: str, text: str, lang: str, more: str = "") -> list[str]:
    """Return a name and what is said of it, the latter in a column of its own."""
    tail = Say(f" ({more})", f"（{more}）").text(lang) if more else ""
    return wrap(f"  {pad(name, 22)}{text}{tail}", WIDTH, " " * 24)


def _ties(report: InputReport, lang: str) -> Iterator[str]:
    """Yield a line or two a tie: held or broken, what, and the figures."""
    colon = Say(": ", "：").text(lang)
    marks = {True: Say("holds ", "相符"), False: Say("BROKEN", "不符")}
    for tie in report.ties:
        text = f"  {marks[tie.holds].text(lang)}  {tie.what.text(lang)}{colon}{tie.found.text(lang)}"
        yield from wrap(text, WIDTH, " " * (display_width(marks[True].text(lang)) + 4))


def _warnings(report: InputReport, lang: str) -> Iterator[str]:
    """Yield the warnings."""
    for warning in report.warnings:
        yield from wrap(f"  {warning.text(lang)}", WIDTH, "    ")


def _gains(report: InputReport, lang: str) -> Iterator[str]:
    """Yield what each table that is not given, or mostly guessed, would change."""
    for name, gain in report.gains.items():
        yield from _entry(TABLES[name].file, gain.text(lang), lang)


def _verdict(report: InputReport) -> Say:
    """Return the last line: usable, with how much to look at."""
    broken = sum(not tie.holds for tie in report.ties)
    warned = len(report.warnings)
    return Say(
        f"The tables can be used. Ties broken: {broken}; warnings: {warned}.",
        f"各表可以使用。不符的勾稽关系 {broken} 项，提示 {warned} 项。",
    )
