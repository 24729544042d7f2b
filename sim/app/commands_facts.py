"""The commands that set the model beside published figures, and one start beside another."""

from __future__ import annotations

import sys
from argparse import Namespace
from datetime import UTC, datetime

from sim.app.output import give, write_text
from sim.base.errors import Say
from sim.indicators.spread import ENOUGH
from sim.records.reading import read_manifest


def facts(asked: Namespace) -> int:
    """Print the facts or write them as CSV, and write their page."""
    from sim.calibration.evaluate import OUTPUT, evaluate, runs_of
    from sim.calibration.facts import read_facts

    results = evaluate(asked.out, read_facts(), asked.scenario)
    runs = runs_of(asked.out, asked.scenario)
    if len(runs) < ENOUGH:
        note = Say(
            f"note: {len(runs)} runs, fewer than {ENOUGH}: model_p10 and model_p90 are the smallest and the largest",
            f"提示：仅 {len(runs)} 次运行，不足 {ENOUGH} 次：model_p10、model_p90 为最小值和最大值",
        )
        print(note.text(asked.lang), file=sys.stderr)
    if asked.csv or not asked.page:
        give([result.row() for result in results], OUTPUT, asked.csv)
    if asked.page:
        _write_page(asked, results, runs)
    return 0


def starts(asked: Namespace) -> int:
    """Write where the run of an earlier start stands beside the tables of a later one."""
    from sim.calibration.evaluate import runs_of
    from sim.calibration.page import Origin
    from sim.calibration.starts import compare_starts
    from sim.calibration.starts_page import starts_page

    sides = ((asked.out, asked.scenario), (asked.later, asked.later_scenario))
    gaps = compare_starts(*sides[0], *sides[1])
    origins = [Origin.of(read_manifest(out), name, len(runs_of(out, name)), _today()) for out, name in sides]
    write_text(starts_page(gaps, *origins), asked.page or "-")
    return 0


def _write_page(asked: Namespace, results: list, runs: list) -> None:
    from sim.calibration.evaluate import fed_in_tables, records_of
    from sim.calibration.page import Origin, facts_page

    tables = {**records_of(asked.out, runs[0]), **fed_in_tables(asked.out, asked.scenario)}
    origin = Origin.of(read_manifest(asked.out), asked.scenario, len(runs), _today())
    write_text(facts_page(results, tables, origin), asked.page)


def _today() -> str:
    return datetime.now(UTC).date().isoformat()
