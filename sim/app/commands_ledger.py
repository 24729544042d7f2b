"""The command that shows the ledger, or writes the tables in which a bureau enters what it knows."""

from __future__ import annotations

import sys
from argparse import Namespace
from pathlib import Path

from sim.app.output import give
from sim.base.errors import Say
from sim.policies.ledger import NOT_SIMULATED
from sim.reports.entries.folder import read_entries
from sim.reports.ledger import COLUMNS, ledger_rows

# What a terminal shows; CSV has every column.
_SHOWN = ("measure_id", "part", "what", "units", "target", "due", "status", "date", "origin")


def ledger(asked: Namespace) -> int:
    """Print the ledger with what was entered, or write the tables of entries."""
    if asked.template is not None:
        _template(asked.template, asked.lang)
        return 0
    rows = ledger_rows(read_entries(asked.entries), asked.lang)
    if asked.csv is None:
        note = Say(
            f"{len(rows)} lines, {NOT_SIMULATED.en} ({NOT_SIMULATED.zh}); their status is what the bureau entered.",
            f"共{len(rows)}项，{NOT_SIMULATED.zh}；状态由填报单位填写。",
        )
        sys.stdout.write(note.text(asked.lang) + "\n")
    give(rows, _SHOWN if asked.csv is None else tuple(COLUMNS), asked.csv)
    return 0


def _template(folder: Path, lang: str) -> None:
    """Write the tables of entries and say which."""
    from sim.app.commands_check import write_and_tell
    from sim.reports.entries.templates import write_entry_templates

    write_and_tell(folder, lang, lambda: write_entry_templates(folder, lang))
