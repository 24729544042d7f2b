"""One run of a batch: simulated and written, or noted as failed."""

from __future__ import annotations

import traceback
from dataclasses import dataclass, field
from pathlib import Path
from time import perf_counter

from sim.base.atomic import write_atomic
from sim.base.errors import TooLargeError, UserError
from sim.records.atomic import disk_errors
from sim.records.layout import RunId, failure
from sim.records.store import write_run
from sim.run.plan import Plan
from sim.run.starts import Starts

OK, FAILED = "ok", "failed"


@dataclass(frozen=True)
class Turn:
    """What a worker is asked to do next: a run, the name of its start, and whether others want that start too."""

    run: RunId
    start: str
    is_shared: bool = False


@dataclass(frozen=True)
class Outcome:
    """How one run ended.

    Attributes
    ----------
    run : RunId
    status : str
        "ok" or "failed".
    seconds : float
        Time of the simulation.
    written : float
        Time of writing its records, in seconds.
    profile : dict of str to float
        Seconds by process.
    why : str
        What went wrong, with the traceback where there is one.
    """

    run: RunId
    status: str
    seconds: float = 0.0
    written: float = 0.0
    profile: dict[str, float] = field(default_factory=dict)
    why: str = ""


def do_run(plan: Plan, turn: Turn, starts: Starts, out: Path | None = None) -> Outcome:
    """Simulate one run and write its records into the folder of the batch, or into `out`.

    A run that raises is told as failed, with its traceback, so that the others can go on.

    Raises
    ------
    UserError
        When the disk takes no more: then no other run could be written either. Or a run that is the only one grows
        larger than its records tell.
    """
    run, folder = turn.run, out or plan.out
    try:
        with disk_errors(folder):
            start, numbers = starts.of(run, turn.start, is_shared=turn.is_shared)
        scenario = plan.scenarios[run.scenario]
        result = starts.engine.run_one(
            scenario,
            plan.tables[scenario.input_dir],
            draw=run.draw,
            seed=run.seed,
            numbers=numbers,
            start=start,
            years=plan.head.years,
            threads=plan.threads,
            check=plan.check,
            profile=plan.profile,
        )
        begun = perf_counter()
        write_run(folder, run, result.tables, seconds=result.seconds, years=plan.head.years)
    except TooLargeError as error:
        if len(plan.head.runs()) == 1:  # no other goes on: the user hears of it at once
            raise
        return Outcome(run, FAILED, why=f"{error.text('en')}\n{error.text('zh')}")
    except UserError:
        raise
    except Exception:  # a defect in one run must not cost the others; its traceback is kept for the report
        return Outcome(run, FAILED, why=traceback.format_exc())
    return Outcome(run, OK, result.seconds, perf_counter() - begun, dict(result.profile))


def note_failure(plan: Plan, outcome: Outcome) -> None:
    """Write down which run failed and why."""
    run, (first, last) = outcome.run, plan.head.years
    text = (
        f"scenario {run.scenario}, draw {run.draw}, seed {run.seed}, years {first}:{last}\n"
        f"file {plan.scenarios[run.scenario].path.name}\n\n{outcome.why}"
    )
    with disk_errors(plan.out):
        write_atomic(failure(plan.out, run), text)
