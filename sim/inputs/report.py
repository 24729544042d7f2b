"""The report of inputs: what was read, how sure it is, which ties hold, what one more table would buy."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from sim.base.errors import Say
from sim.inputs.schema import TABLES
from sim.inputs.schema.parts import CONFIDENCE
from sim.inputs.tables import InputTables
from sim.inputs.ties import Tie, find_ties

REPORT_COLUMNS = ("part", "name", "rows", *CONFIDENCE, "holds", "text")

# What a bureau's own figures would change, by table; told where most rows are not read or known.
GAINS = {
    "counties": Say(
        "residents, registered population and urban share by county from the statistics bureau: "
        "the level of every count rests on them",
        "统计局分县常住人口、户籍人口和城镇化率：所有数量的水平以此为准",
    ),
    "townships": Say(
        "residents by township: where children live inside the county, so distances and village schools",
        "分乡镇常住人口：儿童在县内的分布，从而决定上学距离和乡村学校规模",
    ),
    "population": Say(
        "census population by single age: pupils of each grade in the first years",
        "普查分单岁人口：起始数年各年级学生数",
    ),
    "births": Say(
        "births by county and year from the health commission: grade 1 for six years ahead",
        "卫健部门分县分年出生人数：未来六年小学一年级新生",
    ),
    "fertility": Say(
        "fertility by age and birth order of the province: ages of mothers and sisters and brothers",
        "全省分年龄分孩次生育率：母亲年龄与兄弟姐妹结构",
    ),
    "fertility_level": Say(
        "total fertility rate of recent years: births beyond the last known year",
        "近年总和生育率：已知年份之后的出生人数",
    ),
    "mortality": Say(
        "death rates of the province: adults only, little effect on schools",
        "全省死亡率：只影响成人，对学校影响很小",
    ),
    "school_totals": Say(
        "the list of schools (基础基 forms) with pupils by grade: real schools instead of drawn ones",
        "学校名录及分年级学生数（基础基报表）：以实际学校代替抽样生成的学校",
    ),
}

_SURE = ("read", "known")


@dataclass(frozen=True)
class TableCount:
    """How many rows of a table there are, by confidence."""

    name: str
    rows: int
    by_confidence: dict[str, int]


@dataclass(frozen=True)
class InputReport:
    """The report of a folder of tables.

    Parameters
    ----------
    head : Say
        What place, year and size the tables are of.
    counts : tuple of TableCount
        One a table.
    ties : tuple of Tie
        The relations between tables, held or broken.
    gains : dict of str to Say
        What a better table would buy, by table.
    warnings : tuple of Say
        What was odd in the folder.
    """

    head: Say
    counts: tuple[TableCount, ...]
    ties: tuple[Tie, ...]
    gains: dict[str, Say]
    warnings: tuple[Say, ...]

    def rows(self, lang: str = "en") -> list[dict[str, object]]:
        """Return the report as rows with the columns `REPORT_COLUMNS`."""
        blank = dict.fromkeys(REPORT_COLUMNS, "")
        return [
            *(
                blank | {"part": "table", "name": count.name, "rows": count.rows} | count.by_confidence
                for count in self.counts
            ),
            *(
                blank
                | {
                    "part": "tie",
                    "name": tie.what.text(lang),
                    "holds": "yes" if tie.holds else "no",
                    "text": tie.found.text(lang),
                }
                for tie in self.ties
            ),
            *(
                blank | {"part": "gain", "name": name, "text": gain.text(lang)}
                for name, gain in self.gains.items()
            ),
            *(blank | {"part": "warning", "text": warning.text(lang)} for warning in self.warnings),
        ]

    def text(self, lang: str = "en") -> str:
        """Return the report to be printed, in Chinese or English."""
        zh = lang == "zh"
        lines = [self.head.text(lang), "", "各表可信程度（行数）" if zh else "rows by confidence", ""]
        names = [_heading(code, lang) for code in CONFIDENCE]
        lines.append(_row("表" if zh else "table", ["合计" if zh else "rows", *names]))
        for count in self.counts:
            numbers = [str(count.rows), *(str(count.by_confidence[code]) for code in CONFIDENCE)]
            lines.append(_row(count.name, numbers))
        lines += ["", "勾稽关系" if zh else "ties", ""]
        held, broken = ("通过", "不符") if zh else ("holds ", "BROKEN")
        joint = "：" if zh else ": "
        lines += [
            f"  {held if tie.holds else broken}  {tie.what.text(lang)}{joint}{tie.found.text(lang)}"
            for tie in self.ties
        ]
        lines += ["", "再补充一张表可得到什么" if zh else "what one more table would buy", ""]
        lines += [f"  {TABLES[name].file}{joint}{gain.text(lang)}" for name, gain in self.gains.items()]
        if self.warnings:
            lines += ["", "提示" if zh else "warnings", ""]
            lines += [f"  {warning.text(lang)}" for warning in self.warnings]
        return "\n".join(lines)


def input_report(tables: InputTables) -> InputReport:
    """Return the report of tables that have been read.

    Parameters
    ----------
    tables : InputTables
        Usable tables: what makes them unusable is an error of `read_tables`.
    """
    counts = tuple(_count(name, getattr(tables, name)) for name in TABLES)
    return InputReport(
        _head(tables), counts, tuple(find_ties(tables)), _gains(tables, counts), tables.warnings
    )


def _head(tables: InputTables) -> Say:
    """Return the line that says what the tables are of, on both boundaries where a county stands apart."""
    counties = tables.counties
    total = int(counties["residents"].sum())
    apart = counties[counties["is_counted_apart"] == 1]
    names = "、".join(apart["county"])
    without = total - int(apart["residents"].sum())
    inner, inner_zh = (f" ({without} without {names})", f"（不含{names} {without}）") if names else ("", "")
    return Say(
        f"{tables.folder.as_posix()}: {len(counties)} counties, start year {tables.start_year}, "
        f"{total} residents{inner}",
        f"{tables.folder.as_posix()}：{len(counties)} 个县，起始年 {tables.start_year}，常住人口 {total}{inner_zh}",
    )


def _count(name: str, frame: pd.DataFrame) -> TableCount:
    """Return the rows of one table by confidence."""
    found = frame["confidence"].value_counts()
    return TableCount(name, len(frame), {code: int(found.get(code, 0)) for code in CONFIDENCE})


def _gains(tables: InputTables, counts: tuple[TableCount, ...]) -> dict[str, Say]:
    """Return what a better table would buy where most rows are guessed, or residents of townships lack."""
    guessed = {
        count.name for count in counts if sum(count.by_confidence[code] for code in _SURE) * 2 < count.rows
    }
    if tables.townships["residents"].isna().any():
        guessed.add("townships")
    return {name: gain for name, gain in GAINS.items() if name in guessed}


def _heading(code: str, lang: str) -> str:
    """Return the heading of a confidence in the language of the report."""
    short = {"read": "读得", "known": "公认", "estimate": "推算", "assumption": "假设"}
    return short[code] if lang == "zh" else code


def _row(name: str, numbers: list[str]) -> str:
    """Return one line of the table of counts; a Chinese character is as wide as two letters."""
    return "  " + _pad(name, 16, left=True) + "".join(_pad(number, 12, left=False) for number in numbers)


def _pad(text: str, width: int, left: bool) -> str:
    """Return `text` padded to `width` columns of a terminal."""
    blank = " " * max(width - sum(2 if ord(letter) > 0x2E80 else 1 for letter in text), 0)
    return text + blank if left else blank + text
