"""The command that judges the targets of the policy document over a batch."""

from __future__ import annotations

import sys
from argparse import Namespace

from sim.app.output import aligned, give


def scorecard(asked: Namespace) -> int:
    """Print every target beside the base, a table for each scenario, or write every verdict as CSV."""
    from sim.indicators.levels import county_names, levels
    from sim.reports.entries.folder import read_entries
    from sim.reports.scorecard import card as cards
    from sim.reports.scorecard.rows import COLUMNS, csv_rows
    from sim.reports.workbook.batch import open_batch

    entries = read_entries(asked.entries)
    batch = open_batch(asked.out, asked.base, entries)
    cards.plan(
        batch.folder, entries, asked.years
    )  # a wrong year or target is told before the records are read
    rows = levels(asked.out, asked.county)
    place = f"{asked.county} {county_names(batch.folder)[asked.county]}" if asked.county else ""
    card = cards.scorecard(batch.folder, batch.base, rows, entries, asked.years, place)
    if asked.csv is not None:
        give(csv_rows(card, asked.lang), COLUMNS, asked.csv)
        return 0
    sys.stdout.write(_text(card, asked.lang))
    return 0


def _text(card, lang: str) -> str:
    from sim.reports.scorecard import words
    from sim.reports.scorecard.rows import text_table

    parts = [words.heading(card).text(lang)]
    for block in card.blocks:
        parts.append(
            f"\n{words.about_block(card, block).text(lang)}\n{aligned(*text_table(card, block, lang))}"
        )
    parts += [one.text(lang) for one in (words.ledger_text(), *words.notes(card))]
    return "\n".join(parts) + "\n"
