"""Run a batch: every scenario with every draw and seed, each run written as it ends."""

from __future__ import annotations

import os
import shutil
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from io import StringIO

from ruamel.yaml import YAML

from sim.base.atomic import write_atomic
from sim.records.atomic import disk_errors
from sim.records.dictionary import dictionary_csv
from sim.records.dropout_scenario import dropout_note
from sim.records.layout import STAGING
from sim.records.lock import only_writer
from sim.records.manifest import missing_runs, write_manifest
from sim.records.readme import batch_readme
from sim.rules.admission_notes import rule_notes
from sim.run.plan import Plan
from sim.run.pool import outcomes
from sim.run.progress import Progress
from sim.run.tasks import make_tasks


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
    """

    manifest: dict = field(default_factory=dict)
    interrupted: bool = False
    profile: Counter[str] = field(default_factory=Counter)

    def count(self, status: str) -> int:
        """Return the number of runs with a status: "ok", "failed" or "missing"."""
        return sum(run["status"] == status for run in self.manifest["runs"])


def cores() -> int:
    """Return the number of cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def run_batch(plan: Plan, *, workers: int, resume: bool, lang: str, command: str) -> Report:
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

    Raises
    ------
    UserError
        When the folder holds another batch or is being written, or the disk is full.
    """
    report = Report()
    with only_writer(plan.out):
        runs = missing_runs(plan.out, plan.head, resume=resume)
        with disk_errors(plan.out):
            shutil.rmtree(plan.out / STAGING, ignore_errors=True)
            _describe(plan, command)
        with _described_at_end(plan, report, command):
            progress = Progress(len(runs), lang)
            for ended in outcomes(plan, make_tasks(runs, workers), workers):
                progress.add(len(ended))
                for outcome in ended:
                    report.profile.update(outcome.profile)
    return report


@contextmanager
def _described_at_end(plan: Plan, report: Report, command: str) -> Iterator[None]:
    """Bring manifest and README up to date however the work ends; Ctrl-C is noted in the report."""
    try:
        yield
    except KeyboardInterrupt:
        report.interrupted = True
    finally:
        shutil.rmtree(plan.out / STAGING, ignore_errors=True)
        report.manifest = _describe(plan, command)


def _describe(plan: Plan, command: str) -> dict:
    """Write what explains the folder: resolved scenarios, data dictionary, manifest, README."""
    manifest = write_manifest(plan.out, plan.head, _about(plan))
    for name, scenario in plan.scenarios.items():
        write_atomic(plan.out / "resolved" / f"{name}.yaml", yaml_text(scenario.resolved()))
    write_atomic(plan.out / "records.csv", dictionary_csv())
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
