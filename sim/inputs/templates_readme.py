"""The page that stands beside the empty templates: what is required, what is optional and what it buys."""

from __future__ import annotations

from sim.base.declaration import Column, Table
from sim.base.errors import Say
from sim.inputs.gains import GAINS
from sim.inputs.schema import TABLES

_TITLE = Say("Input tables of a county", "县域输入表")
_INTRO = Say(
    "Only the required table must be filled in; a table that keeps its header alone, or is deleted, counts as not "
    "given, and what stands in for it is said below. A blank cell of an optional column is filled as said in the "
    "report of `sim check`. UTF-8 or GBK; Chinese headers are read too. One row a line, no thousands separators, no "
    "units, no names of persons or identity numbers. Check the folder with `sim check .`; every figure it fills is "
    "listed there as read, derived or assumed.",
    "必填的只有标明“必填”的表；只留表头或删去的表视为未提供，其替代办法见下。选填列留空的，"
    "按 `sim check` 报告所说填补。编码 UTF-8 或 GBK，表头可用中文列名。一行一条数据，"
    "数字不写千分位逗号和单位，不得填写姓名和身份证号。"
    "填好后用 `sim check . --lang zh` 检查：报告逐列说明哪些为读得、推算或假设。",
)
_NEEDED, _OPTIONAL = Say("required", "必填"), Say("optional", "选填")


def readme() -> str:
    """Return the page, Chinese first, in Markdown."""
    return "\n".join(_half(lang) for lang in ("zh", "en"))


def _half(lang: str) -> str:
    """Return the page in one language."""
    heads = Say(
        "| table | | a row is | required columns | what it buys | without it |",
        "| 表 | | 一行为 | 必填列 | 用处 | 不提供时 |",
    )
    rows = [_row(table, lang) for table in TABLES.values()]
    lines = [
        f"# {_TITLE.text(lang)}",
        "",
        _INTRO.text(lang),
        "",
        heads.text(lang),
        "|---|---|---|---|---|---|",
        *rows,
    ]
    return "\n".join(lines) + "\n"


def _row(table: Table, lang: str) -> str:
    """Return the line of one table."""
    required = Say(", ", "、").text(lang).join(_named(one, lang) for one in table.columns if one.required)
    cells = (
        f"`{table.file}`",
        (_NEEDED if table.required else _OPTIONAL).text(lang),
        table.meaning.text(lang),
        required,
        GAINS[table.name].text(lang),
        table.otherwise.how.text(lang) if table.otherwise else "—",
    )
    return "| " + " | ".join(cells) + " |"


def _named(column: Column, lang: str) -> str:
    """Return the name of a column, in Chinese with what it is called there."""
    return f"{column.name}（{column.aliases[0]}）" if lang == "zh" and column.aliases else column.name
