"""The work of one worker: runs that share a draw, so that the start region is built once for all of them."""

from __future__ import annotations

import traceback
from collections.abc import Sequence
from dataclasses import dataclass, field
from importlib import import_module

from sim.base.atomic import write_atomic
from sim.base.errors import UserError
from sim.records.atomic import disk_errors
from sim.records.layout import RunId, failure
from sim.records.store import write_run
from sim.run.parameters import draw_parameters
from sim.run.plan import Plan


@dataclass(frozen=True)
class Outcome:
    """How one run ended: status "ok" or "failed", and where its time went (seconds by process)."""

    run: RunId
    status: str
    seconds: float = 0.0
    profile: dict[str, float] = field(default_factory=dict)


def make_tasks(runs: Sequence[RunId], workers: int) -> list[tuple[RunId, ...]]:
    """Return the runs in groups of one draw each; few draws are divided so that every worker has work."""
    by_draw: dict[int, list[RunId]] = {}
    for run in runs:
        by_draw.setdefault(run.draw, []).append(run)
    pieces = -(-workers // max(len(by_draw), 1)) if workers > 1 else 1
    return [
        tuple(group[piece::pieces])
        for group in by_draw.values()
        for piece in range(pieces)
        if group[piece::pieces]
    ]


def do_task(plan: Plan, runs: Sequence[RunId]) -> list[Outcome]:
    """Do the runs of one draw, each written as it ends; a run that raises is noted and the others go on.

    Raises
    ------
    UserError
        When the disk takes no more: then no other run could be written either.
    """
    starts = _Starts(plan)
    return [_do_run(plan, run, starts) for run in runs]


class _Starts:
    """The start region of the last input folder and numbers asked for."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.engine = import_module(plan.engine)
        self.key: object = None
        self.start: object = None

    def of(self, run: RunId, numbers: dict[str, float]) -> object:
        """Return the start region of a run; scenarios with the same input and numbers share it."""
        folder = self.plan.scenarios[run.scenario].input_dir
        key = (folder, run.draw, tuple(sorted(numbers.items())))
        if key != self.key:
            self.start = self.engine.build_start(self.plan.tables[folder], numbers, run.draw)
            self.key = key
        return self.start


def _do_run(plan: Plan, run: RunId, starts: _Starts) -> Outcome:
    """Simulate one run and write its records, or note why it failed."""
    scenario = plan.scenarios[run.scenario]
    try:
        numbers = draw_parameters(scenario.parameters, run.draw)
        result = starts.engine.run_one(
            scenario,
            plan.tables[scenario.input_dir],
            draw=run.draw,
            seed=run.seed,
            numbers=numbers,
            start=starts.of(run, numbers),
            years=plan.head.years,
            threads=plan.threads,
            check=plan.check,
            profile=plan.profile,
        )
        write_run(plan.out, run, result.tables, seconds=result.seconds, years=plan.head.years)
    except UserError:
        raise
    except Exception:  # a defect in one run must not cost the others; its traceback is kept for the report
        _note_failure(plan, run)
        return Outcome(run, "failed")
    return Outcome(run, "ok", result.seconds, dict(result.profile))


def _note_failure(plan: Plan, run: RunId) -> None:
    """Write down which run failed and why."""
    first, last = plan.head.years
    text = (
        f"scenario {run.scenario}, draw {run.draw}, seed {run.seed}, years {first}:{last}\n"
        f"file {plan.scenarios[run.scenario].path.name}\n\n{traceback.format_exc()}"
    )
    with disk_errors(plan.out):
        write_atomic(failure(plan.out, run), text)
