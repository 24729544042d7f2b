"""The folder of entries to begin with: every table with its header, the ledger with its lines, and what to write."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from sim.base.declaration import Column, Table
from sim.base.errors import Say
from sim.indicators.evaluation.items import items
from sim.inputs.templates import write_blanks
from sim.policies.ledger import ledger_lines
from sim.reports.entries.schema import ENTRY_TABLES, ITEMS, LEDGER

_INTRO = Say(
    "What is written here joins the report of a batch (sim report OUT --entries FOLDER); it changes no run. Every "
    "table is optional. CSV text in UTF-8 or GBK, no workbook; Chinese headers are read too; dates as 2020-09-01; "
    "a blank cell means not entered.",
    "此处填写的内容随报告输出（sim report 结果文件夹 --entries 本文件夹），不改变任何模拟运行。各表均为选填。"
    "须为 UTF-8 或 GBK 编码的 CSV 文件，不能是工作簿；表头可用中文；日期写作 2020-09-01；空白表示未填报。",
)
_HEAD = Say("| column | what to write | values |", "| 列 | 填写内容 | 取值 |")
_TITLE = Say("Tables filled in by hand", "填报表")


def write_entry_templates(folder: Path, lang: str) -> list[Path]:
    """Write every table of entries and a README.md; a file that is there already is left alone.

    Parameters
    ----------
    folder : Path
        Made when it does not exist.
    lang : str
        'zh' or 'en', the language of what the lines of the ledger are about.

    Returns
    -------
    list of Path
        The files written.
    """
    tables = [(table, _begins_with(table, lang)) for table in ENTRY_TABLES.values()]
    return write_blanks(folder, tables, _page())


def _begins_with(table: Table, lang: str) -> list[Sequence[object]]:
    """Return the rows that a table begins with, to be filled in to the right: lines of the ledger, items of 2017."""
    known: list[Mapping[str, object]] = []
    if table is LEDGER:
        known = [
            {"measure_id": one.measure_id, "part": one.part, "what": one.what.text(lang)}
            for one in ledger_lines()
        ]
    if table is ITEMS:
        known = [{"item": one.code, "what": one.title.text(lang)} for one in items()]
    return [[row.get(column.name, "") for column in table.columns] for row in known]


def _page() -> str:
    """Return the README in Markdown, Chinese first."""
    return "\n".join(_half(lang) for lang in ("zh", "en"))


def _half(lang: str) -> str:
    lines = [f"# {_TITLE.text(lang)}", "", _INTRO.text(lang), ""]
    for table in ENTRY_TABLES.values():
        rows = [_row(column, lang) for column in table.columns]
        lines += [
            f"## {table.file}",
            "",
            table.meaning.text(lang),
            "",
            _HEAD.text(lang),
            "|---|---|---|",
            *rows,
            "",
        ]
    return "\n".join(lines)


def _row(column: Column, lang: str) -> str:
    """Return the line of one column."""
    name = f"{column.name}（{column.aliases[0]}）" if lang == "zh" and column.aliases else column.name
    codes = (
        Say(", ", "、")
        .text(lang)
        .join(code if lang == "en" else meaning.zh for code, meaning in column.codes.items())
    )
    needed = Say(" (required)", "（必填）").text(lang) if column.required else ""
    return f"| {name} | {column.meaning.text(lang)}{needed} | {codes or column.unit or '—'} |"
