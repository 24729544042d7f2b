"""The commands that read results: compare scenarios, list indicators."""

from __future__ import annotations

import sys
from argparse import Namespace

from sim.app.output import give


def compare(asked: Namespace) -> int:
    """Print what moved most against the base, or write every paired difference as CSV."""
    from sim.reports.compare import compare_with_levels
    from sim.reports.summary import summary_text

    frame, levels = compare_with_levels(asked.out, asked.base)
    if asked.csv is None:
        sys.stdout.write(summary_text(frame, asked.lang, base_levels=levels))
    else:
        give(frame.astype(object).where(frame.notna(), "").to_dict("records"), list(frame.columns), asked.csv)
    return 0


def indicators(asked: Namespace) -> int:
    """List the indicators with unit, definition, source and how they add up."""
    from sim.indicators.declared import ROW_COLUMNS, indicator_rows

    give(indicator_rows(), ROW_COLUMNS, asked.csv)
    return 0
