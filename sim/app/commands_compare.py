"""The commands that read results: compare scenarios, list indicators."""

from __future__ import annotations

import sys
from argparse import Namespace

from sim.app.output import give


def compare(asked: Namespace) -> int:
    """Print what moved most against the base, or write every paired difference as CSV."""
    from sim.indicators.declared import INDICATORS
    from sim.reports.compare import compare_all
    from sim.reports.summary import runs_left_out, summary_text

    names = INDICATORS if asked.only is None else asked.only.split(",")
    comparison = compare_all(asked.out, asked.base, asked.county, names)
    if asked.csv is None:
        sys.stdout.write(summary_text(comparison, asked.lang))
        return 0
    left_out = runs_left_out(comparison.folder)
    if left_out is not None:
        print(left_out.text(asked.lang), file=sys.stderr)
    frame = comparison.frame
    give(frame.astype(object).where(frame.notna(), "").to_dict("records"), list(frame.columns), asked.csv)
    return 0


def indicators(asked: Namespace) -> int:
    """List the indicators in short, or with definition, source and how they add up as CSV."""
    from sim.indicators.declared import ROW_COLUMNS, indicator_rows

    lang = "zh" if asked.lang == "zh" else "en"
    unit = "unit_zh" if lang == "zh" else "unit"
    short = ("indicator", f"title_{lang}", unit, f"definition_{lang}")
    give(indicator_rows(), short if asked.csv is None else ROW_COLUMNS, asked.csv)
    return 0
