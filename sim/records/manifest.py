"""The manifest of a batch folder: what was run, what is there, and its hash."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from sim.base.atomic import is_left_over, write_atomic
from sim.base.errors import Say, UserError
from sim.records.atomic import disk_errors
from sim.records.hashing import batch_sha256
from sim.records.layout import FORMAT, MANIFEST, RunId, failure
from sim.records.provenance import commit, versions
from sim.records.store import is_finished, read_marker


@dataclass(frozen=True)
class BatchHead:
    """What a batch is, apart from its results.

    Attributes
    ----------
    name : str
    scenarios : tuple of str
    draws, seeds : tuple of int
        The parameter draws and the seeds.
    years : (int, int)
        First and last school year, both included.
    content_sha256 : str
        Hash of everything that decides the results: resolved scenarios, input tables, draws, seeds, years.
    """

    name: str
    scenarios: tuple[str, ...]
    draws: tuple[int, ...]
    seeds: tuple[int, ...]
    years: tuple[int, int]
    content_sha256: str

    def runs(self) -> list[RunId]:
        """Return every run of the batch: by draw, then scenario, then seed."""
        return [
            RunId(scenario, draw, seed)
            for draw in self.draws
            for scenario in self.scenarios
            for seed in self.seeds
        ]


def run_row(out: Path, run: RunId) -> dict:
    """Return the manifest's row of one run; the status is "ok", "failed" or "missing"."""
    noted = read_marker(out, run) or {}
    status = noted.get("status") or ("failed" if failure(out, run).is_file() else "missing")
    return {
        "scenario": run.scenario,
        "draw": run.draw,
        "seed": run.seed,
        "status": status,
        "records_sha256": noted.get("records_sha256"),
        "seconds": noted.get("seconds"),
    }


def write_manifest(out: Path, head: BatchHead, about: Mapping[str, object]) -> dict:
    """Write the manifest from what stands in the folder, and return it.

    Parameters
    ----------
    out : Path
    head : BatchHead
    about : mapping
        What reports tell of the batch: `titles`, `levers`, `admission`, `dropout` and `inputs`, as
        `sim.records.batch_folder` reads them; and what a run can be made again from, as `sim.run.recorded` reads it.
    """
    rows = [run_row(out, run) for run in head.runs()]
    finished = [row for row in rows if row["status"] == "ok"]
    content = {
        "name": head.name,
        "format": FORMAT,
        "records_sha256": batch_sha256(
            (row["scenario"], row["draw"], row["seed"], row["records_sha256"]) for row in finished
        ),
        "content_sha256": head.content_sha256,
        "scenarios": list(head.scenarios),
        "draws": list(head.draws),
        "seeds": list(head.seeds),
        "years": list(head.years),
        "commit": commit(),
        "versions": versions(),
        **about,
        "runs": rows,
    }
    with disk_errors(out):
        text = json.dumps(content, indent=1, ensure_ascii=False) + "\n"
        write_atomic(out / MANIFEST, text, is_lasting=True)
    return content


def missing_runs(out: Path, head: BatchHead, *, resume: bool) -> list[RunId]:
    """Return the runs of the batch that are still to be done.

    Raises
    ------
    UserError
        When the folder holds another batch or something else, or finished runs of this one without `resume`.
    """
    _check_same_batch(out, head)
    runs = head.runs()
    missing = [run for run in runs if not is_finished(out, run)]
    if not resume and len(missing) < len(runs):
        raise UserError(
            Say(
                "the output folder already holds finished runs of this batch",
                "输出文件夹中已有本批量的完成结果",
            ),
            where=str(out),
            value=f"{len(runs) - len(missing)} of {len(runs)} runs",
            remedy=Say(
                "use sim batch --resume to finish the missing ones, or choose another folder",
                "请用 sim batch --resume 续跑，或指定其他文件夹",
            ),
        )
    return missing


def _check_same_batch(out: Path, head: BatchHead) -> None:
    """Refuse a folder that holds another batch or files that are no batch at all."""
    if not out.exists():
        return
    if not out.is_dir():
        raise UserError(Say("the output is a file, not a folder", "输出路径是文件而非文件夹"), where=str(out))
    found = {path.name for path in out.iterdir() if not is_left_over(path)} - {".lock"}
    if not found:
        return
    try:
        held = json.loads((out / MANIFEST).read_text(encoding="utf-8"))
        same = held["content_sha256"] == head.content_sha256
        value = str(held["name"])
    except (OSError, ValueError, KeyError, TypeError):
        same, value = False, ", ".join(sorted(found)[:5])
    if not same:
        raise UserError(
            Say(
                "the output folder holds another batch or other files",
                "输出文件夹中已有其他批量结果或其他文件",
            ),
            where=str(out),
            value=value,
            rule=Say(
                "one folder, one batch: the same scenarios, input tables, draws, seeds and years",
                "一个文件夹只放一个批量：情景、输入表、抽样、种子和学年均相同",
            ),
            remedy=Say("choose another folder with --out", "请用 --out 指定其他文件夹"),
        )
