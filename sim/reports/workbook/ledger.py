"""台账: the measures and parts that are not simulated, beside the tables but never in the looks of a result."""

from __future__ import annotations

from collections import Counter

from sim.base.errors import Say, UserError
from sim.policies.ledger import NOT_SIMULATED
from sim.reports.entries.folder import Entries
from sim.reports.entries.schema import LEDGER, STATUS
from sim.reports.ledger import COLUMNS as HEADS
from sim.reports.ledger import NOT_ENTERED, ledger_rows
from sim.reports.workbook.page import Page, Row
from sim.reports.workbook.table import Column
from sim.reports.workbook.words import NOT_APPLICABLE

NAME = Say("Ledger", "台账")
_TITLE = Say("Ledger Measures that are not simulated", "台账 未作模拟的措施")
_REMARK = Say("Remark and evidence", "说明与佐证")
# Characters; short words of the Chinese sheet need less, and 18 or more wraps.
_WIDTHS = {
    "measure_id": 8, "part": 5, "title": 20, "what": 22, "why": 24, "units": 24, "target": 18, "due": 18,
    "status": 13, "date": 12, "remark": 22, "origin": 18,
}  # fmt: skip
_WIDTHS_ZH = {"due": 10, "status": 10, "origin": 12}
_SOURCE = Say(
    f"Source: 通市政办发〔2017〕13号 (measures, units, targets); status: entered by the bureau. "
    f"{NOT_SIMULATED.en.capitalize()}.",
    f"来源：通市政办发〔2017〕13号（措施、责任单位、目标）；状态由填报单位填写。{NOT_SIMULATED.zh}。",
)


def ledger_page(entries: Entries, lang: str) -> Page:
    """Return the page of the ledger with what was entered."""
    rows = ledger_rows(entries, lang)
    widths = {**_WIDTHS, **(_WIDTHS_ZH if lang == "zh" else {})}
    columns = tuple(Column(HEADS.get(name, _REMARK), name, width=width) for name, width in widths.items())
    return Page(
        NAME.text(lang),
        _TITLE.text(lang),
        tuple(note.text(lang) for note in _notes(entries, len(rows))),
        columns,
        [Row([_shown(row, column.label) for column in columns]) for row in rows],
        _SOURCE.text(lang),
        lang,
        is_plain=True,
    )


def not_explained(place: str) -> UserError:
    """Return the error of whoever asks for the records behind a cell of the ledger."""
    return UserError(
        Say(
            f"the ledger is {NOT_SIMULATED.en}: no record stands behind it",
            f"台账为{NOT_SIMULATED.zh}，没有对应的模拟记录",
        ),
        where=place,
        remedy=Say(
            "see what was entered with sim ledger --entries DIR", "请用 sim ledger --entries 查看填报内容"
        ),
    )


def _shown(row: dict[str, str | int], column: str) -> str | int:
    if column == "remark":
        return "\n".join(str(row[name]) for name in ("note", "evidence") if row[name]) or NOT_APPLICABLE
    return NOT_APPLICABLE if row[column] == "" else row[column]


def _notes(entries: Entries, n_rows: int) -> list[Say]:
    """Return what the page is, and how many lines were entered as what."""
    found = Counter(status for status in entries.rows(LEDGER.name)["status"] if status)
    told = [(meaning, found[code]) for code, meaning in STATUS.items() if found[code]]
    told.append((NOT_ENTERED, n_rows - sum(found.values())))
    return [
        Say(
            f"Every line is {NOT_SIMULATED.en}: it has no simulated value, no colour and is never “met”. Parts of "
            "the same measure that are simulated stand in the other sheets.",
            f"本表各项均为{NOT_SIMULATED.zh}：没有模拟数值，不着色，不判定“达标”。同一措施中可模拟的部分见其他各表。",
        ),
        Say(
            f"{n_rows} lines: {', '.join(f'{one.en} {n}' for one, n in told)}.",
            f"共{n_rows}项：{'、'.join(f'{one.zh}{n}项' for one, n in told)}。",
        ),
    ]
