"""Write the registers of one run and school year: one workbook, and each register as a CSV file of the same rows."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from openpyxl import Workbook

from sim.base.atomic import write_atomic
from sim.base.errors import Say
from sim.records.atomic import disk_errors
from sim.records.batch_folder import BatchFolder, ScenarioNote
from sim.records.dropout_scenario import TITLES, dropout_words
from sim.reports.registers.sheet import Sheet
from sim.reports.workbook.page import Page, Row
from sim.reports.workbook.statements import estimate_of
from sim.reports.workbook.table import Column
from sim.reports.workbook.writing import write_page
from sim.run.recorded import Recorded

FILE = "registers.xlsx"
NO_PERSONS = "模拟儿童，非真实个人 (simulated children, not real ones)"
ESTIMATE = "推算 (estimate)"
_REMEDY = Say(
    "close it in other programs, or choose another folder with --out",
    "请在其他程序中关闭该文件，或用 --out 指定其他文件夹",
)


@dataclass(frozen=True)
class Origin:
    """What the registers were made from.

    Attributes
    ----------
    folder : BatchFolder
    recorded : Recorded
    year : int
    """

    folder: BatchFolder
    recorded: Recorded
    year: int

    @property
    def marks(self) -> dict[str, object]:
        """Return what stands in each row of a CSV file: from which run, and that nobody in it is real."""
        run = self.recorded.run
        nature = NO_PERSONS + (f"；{ESTIMATE}" if self.folder.is_estimate else "")
        return {
            "学年": self.year, "批量": self.folder.name, "情景": run.scenario, "参数抽样": run.draw,
            "随机种子": run.seed, "辍学口径": TITLES[self._note.dropout].zh, "数据性质": nature,
        }  # fmt: skip

    @property
    def about(self) -> tuple[str, ...]:
        """Return the lines below the title of each sheet."""
        run = self.recorded.run
        which = (
            f"{self.year}学年；批量 {self.folder.name}；情景“{self._note.title.zh}”（{run.scenario}）；"
            f"参数抽样{run.draw}；随机种子{run.seed}；一次运行的结果，不是预测区间。"
        )
        dropout = f"{dropout_words(self._note.dropout).zh}。"
        return (f"【{NO_PERSONS}】", which, dropout, *(one.zh for one in estimate_of(self.folder)))

    @property
    def _note(self) -> ScenarioNote:
        return self.folder.note(self.recorded.run.scenario)

    @property
    def source(self) -> str:
        """Return the last line of each sheet."""
        return (
            f"资料来源：重新运行 {self.recorded.run.label} 所得，记录一致（records_sha256 "
            f"{self.recorded.records_sha256[:12]}）；程序版本 {self.recorded.commit}。"
            "编号为散列，不同运行之间不可关联。"
        )


def write_registers(to: Path, sheets: Sequence[Sheet], origin: Origin) -> list[Path]:
    """Write a folder of registers; files that are there are replaced, each whole or not at all.

    Returns
    -------
    list of Path
        The workbook first.

    Raises
    ------
    UserError
        When the folder cannot be written.
    """
    book = Workbook(write_only=True)
    book.properties.creator, book.properties.title = "school-network-sim", origin.recorded.run.label
    write_page(book, _overview(sheets, origin))
    for sheet in sheets:
        write_page(book, sheet.page(origin.about, origin.source))
    write_page(book, _columns(sheets, origin))
    content = io.BytesIO()
    book.save(content)
    files: dict[Path, bytes] = {to / FILE: content.getvalue()}
    for sheet in sheets:
        text = sheet.table(origin.marks).to_csv(index=False, lineterminator="\n", float_format="%.10g")
        files[to / f"{sheet.file}.csv"] = text.encode("utf-8-sig")  # so that a spreadsheet knows its Chinese
    for path, content_of in files.items():
        with disk_errors(path, _REMEDY):
            write_atomic(path, content_of)
    return list(files)


def _overview(sheets: Sequence[Sheet], origin: Origin) -> Page:
    """Return the first sheet: what registers there are, and that they tie with the records."""
    columns = (
        Column(Say("Register", "台账"), label="title", width=22, form="@"),
        Column(Say("File", "文件"), label="file", width=24, form="@"),
        Column(Say("Rows", "行数"), width=9, form="#,##0"),
        Column(Say("What ties", "核对项目"), label="what", width=34, form="@"),
        Column(Say("In the register", "台账"), width=10, form="#,##0", group=Say("Ties", "与记录核对")),
        Column(Say("In the records", "记录"), width=10, form="#,##0", group=Say("Ties", "与记录核对")),
        Column(Say("Equal", "一致"), label="equal", width=8, form="@", group=Say("Ties", "与记录核对")),
    )
    rows = [
        Row([
            sheet.title.zh, f"{sheet.file}.csv", len(sheet.rows), tie.what.zh, tie.rows, tie.recorded,
            "是" if tie.rows == tie.recorded else "否",
        ])
        for sheet in sheets
        for tie in sheet.ties
    ]  # fmt: skip
    return Page("说明", "台账与档案（模拟）", origin.about, columns, rows, origin.source, "zh")


def _columns(sheets: Sequence[Sheet], origin: Origin) -> Page:
    """Return the last sheet: every column in both languages."""
    columns = tuple(
        Column(title, label=title.en, width=width, form="@")
        for title, width in (
            (Say("Register", "台账"), 20), (Say("Column", "栏目"), 34), (Say("Register in English", "英文名"), 34),
            (Say("Column in English", "栏目英文名"), 40),
        )
    )  # fmt: skip
    rows = [
        Row([
            sheet.title.zh, column.full_heading("zh"), sheet.title.en,
            column.full_heading("en"),
        ])
        for sheet in sheets
        for column in sheet.columns
    ]  # fmt: skip
    return Page("栏目 Columns", "栏目中英对照", origin.about[:1], columns, rows, "", "zh")
