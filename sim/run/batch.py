"""Run a batch: every scenario with every draw and seed, each run written as it ends."""

from __future__ import annotations

import os
import shutil
import signal
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from io import StringIO
from pathlib import Path
from types import FrameType

from ruamel.yaml import YAML

from sim.base.atomic import is_left_over, write_atomic
from sim.base.errors import Say
from sim.base.kept import kept_or_made, key_of
from sim.records.atomic import disk_errors
from sim.records.dictionary import dictionary_csv
from sim.records.dropout_scenario import dropout_note
from sim.records.layout import STAGING, RunId
from sim.records.lock import only_writer
from sim.records.manifest import missing_runs, write_manifest
from sim.records.readme import batch_readme
from sim.records.store import settle_runs
from sim.rules.admission_notes import rule_notes
from sim.run.plan import Plan
from sim.run.pool import outcomes
from sim.run.progress import Progress
from sim.run.scenario import Scenario
from sim.run.tasks import FAILED, note_failure


@dataclass
class Report:
    """How a batch ended.

    Attributes
    ----------
    manifest : dict
        As written into the folder.
    interrupted : bool
        Whether the user stopped it.
    profile : dict of str to float
        Seconds by process, over the runs of this call.
    done : list of RunId
        Runs finished by this call.
    """

    manifest: dict = field(default_factory=dict)
    interrupted: bool = False
    profile: Counter[str] = field(default_factory=Counter)
    done: list[RunId] = field(default_factory=list)

    def count(self, status: str) -> int:
        """Return the number of runs with a status: "ok", "failed" or "missing"."""
        return sum(run["status"] == status for run in self.manifest["runs"])


def cores() -> int:
    """Return the number of cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def run_batch(
    plan: Plan, *, workers: int, resume: bool, lang: str, command: str, scheduler: str | None = None
) -> Report:
    """Do the missing runs of a batch and describe the folder.

    Parameters
    ----------
    plan : Plan
        What to run and where to write.
    workers : int
        Number of worker processes; 1 runs in this process.
    resume : bool
        Whether finished runs in the folder are wanted; else they are refused.
    lang : str
        Language of the progress lines.
    command : str
        The command, for the README of the folder.
    scheduler : str, optional
        Address of a Dask scheduler whose workers do the runs; then `workers` does not count.

    Raises
    ------
    UserError
        When the folder holds another batch or is being written, the disk is full, or the workers are lost.
    """
    report = Report()
    with only_writer(plan.out):
        runs = missing_runs(plan.out, plan.head, resume=resume)
        with disk_errors(plan.out):
            _tidy(plan.out)
            _describe(plan, command)  # the manifest first: it tells whose folder this is
            _explain(plan)
        with _described_at_end(plan, report, command):
            progress = Progress(len(runs), lang)
            with closing(outcomes(plan, runs, workers, scheduler)) as ended:
                for outcome in ended:
                    if isinstance(outcome, Say):
                        progress.say(outcome)
                        continue
                    if outcome.status == FAILED:
                        note_failure(plan, outcome)
                    else:
                        report.done.append(outcome.run)
                    progress.add(outcome)
                    report.profile.update(outcome.profile)
    return report


@contextmanager
def at_sigterm(do: Callable[[int, FrameType | None], None] | signal.Handlers) -> Iterator[None]:
    """Answer the polite signal to end (a cluster whose time is up, a shutdown) in another way for a while."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGTERM, do)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _stop(number: int, frame: FrameType | None) -> None:
    """Stop as at Ctrl-C, once: SLURM asks several times, and what is under way to the end would be broken off."""
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    raise KeyboardInterrupt


@contextmanager
def _described_at_end(plan: Plan, report: Report, command: str) -> Iterator[None]:
    """Bring manifest and README up to date however the work ends; a stop is noted in the report."""
    with at_sigterm(signal.SIG_IGN):
        try:
            with at_sigterm(_stop):
                yield
        except KeyboardInterrupt:
            report.interrupted = True
        finally:
            with disk_errors(plan.out):
                _tidy(plan.out)
                settle_runs(plan.out, report.done)
                report.manifest = _describe(plan, command)


def _tidy(out: Path) -> None:
    """Take away what a driver or a worker that was killed had not finished writing."""
    shutil.rmtree(out / STAGING, ignore_errors=True)
    for folder in (out, out / "resolved", out / "failed"):
        for path in folder.glob(".*") if folder.is_dir() else ():
            if is_left_over(path):
                path.unlink()


def _explain(plan: Plan) -> None:
    """Write what the runs do not change: resolved scenarios and the data dictionary."""
    for name, scenario in plan.scenarios.items():
        write_atomic(plan.out / "resolved" / f"{name}.yaml", _resolved(scenario, len(plan.scenarios) == 1))
    write_atomic(plan.out / "records.csv", dictionary_csv())


def _resolved(scenario: Scenario, is_alone: bool) -> str:
    """Return a scenario in full as YAML; that of a single run is kept, for it is mostly run again."""
    content = scenario.resolved()
    if not is_alone:
        return yaml_text(content)
    return kept_or_made(key_of("resolved", content), lambda: yaml_text(content))


def _describe(plan: Plan, command: str) -> dict:
    """Write what tells of the runs: manifest and README."""
    manifest = write_manifest(plan.out, plan.head, _about(plan))
    levers = {name: scenario.levers for name, scenario in plan.scenarios.items()}
    write_atomic(plan.out / "README.md", batch_readme(manifest, levers, plan.confidence, command))
    return manifest


def _about(plan: Plan) -> dict[str, object]:
    """Return what the manifest tells of the scenarios: titles, levers, rules, dropout, inputs."""
    return {
        "titles": {name: {"zh": one.title.zh, "en": one.title.en} for name, one in plan.scenarios.items()},
        "levers": {name: one.resolved()["levers"] for name, one in plan.scenarios.items()},
        "admission": {name: rule_notes(one.admission) for name, one in plan.scenarios.items()},
        "dropout": {name: dropout_note(one.resolved()) for name, one in plan.scenarios.items()},
        "inputs": plan.confidence,
        "input_sha256": plan.input_sha256,
    }


def yaml_text(content: dict) -> str:
    """Return a mapping as YAML."""
    stream = StringIO()
    yaml = YAML(typ="safe", pure=True)
    yaml.sort_base_mapping_type_on_output = False
    yaml.default_flow_style = None
    yaml.allow_unicode = True
    yaml.width = 200
    yaml.dump(content, stream)
    return stream.getvalue()
