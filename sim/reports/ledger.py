"""The ledger (台账): what is not simulated, who answers for it, and how far the bureau says it has come.

Nothing of it comes from a run.  Whoever shows it says so beside every line.
"""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from sim.base.errors import Say
from sim.policies.ledger import NOT_SIMULATED, LedgerLine, ledger_lines
from sim.reports.entries.folder import Entries
from sim.reports.entries.schema import LEDGER, STATUS

NOT_ENTERED = Say("not entered", "未填报")
COLUMNS = {
    "measure_id": Say("Measure", "措施编号"),
    "part": Say("Part", "序号"),
    "title": Say("Title in the document", "文件措施"),
    "what": Say("What is not simulated", "未模拟的内容"),
    "why": Say("Why", "不模拟的原因"),
    "units": Say("Responsible units", "责任单位"),
    "target": Say("Target", "目标"),
    "due": Say("Due", "时限"),
    "status": Say("Status entered", "填报状态"),
    "date": Say("Status on", "状态日期"),
    "note": Say("Remark", "说明"),
    "evidence": Say("Evidence", "佐证材料"),
    "origin": Say("Nature", "性质"),
    "source": Say("Source", "文件出处"),
}


@dataclass(frozen=True)
class Entered:
    """What the bureau entered about a line; a status of "" where nothing."""

    status: str = ""
    date: str = ""
    note: str = ""
    evidence: str = ""


def ledger_rows(entries: Entries, lang: str) -> list[dict[str, str | int]]:
    """Return one row of `COLUMNS` for each line of the ledger, in the order of the document.

    Parameters
    ----------
    entries : Entries
        Of which the table `ledger` is taken.
    lang : str
        'zh' or 'en'; titles of the document stay Chinese.
    """
    entered = _entered(entries.rows(LEDGER.name))
    return [_row(line, entered.get((line.measure_id, line.part), Entered()), lang) for line in ledger_lines()]


def _row(line: LedgerLine, entered: Entered, lang: str) -> dict[str, str | int]:
    status = STATUS[entered.status] if entered.status else NOT_ENTERED
    said = {"what": line.what, "why": line.why, "units": line.units, "target": line.target, "due": line.due}
    return {
        "measure_id": line.measure_id,
        "part": line.part,
        "title": line.title,
        **{name: say.text(lang) for name, say in said.items()},
        "status": status.text(lang),
        "date": entered.date,
        "note": entered.note,
        "evidence": entered.evidence,
        "origin": NOT_SIMULATED.text(lang),
        "source": line.source,
    }


def _entered(rows: pd.DataFrame) -> dict[tuple[str, int], Entered]:
    """Return what was entered, by measure and part."""
    return {
        (row.measure_id, row.part): Entered(
            row.status, "" if pd.isna(row.date) else f"{row.date:%Y-%m-%d}", row.note, row.evidence
        )
        for row in rows.itertuples(index=False)
    }
