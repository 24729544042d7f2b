"""Commands that simulate: one run, or a batch."""

from __future__ import annotations

import sys
from argparse import Namespace

from sim.base.errors import Say
from sim.base.yaml_checks import years_in_order
from sim.base.yaml_reading import shown
from sim.records.layout import RunId, failure
from sim.run.batch import Report, cores, run_batch
from sim.run.batch_file import Batch, load_batch
from sim.run.plan import Plan, make_plan
from sim.run.scenario import load_scenario


def run(asked: Namespace) -> int:
    """Run one scenario with draw 0, that is with every parameter at its usual value."""
    scenario = load_scenario(asked.scenario)
    if asked.years:
        scenario = scenario.over_years(years_in_order(*asked.years, "--years"), "--years")
    batch = Batch(scenario.name, (scenario,), draws=(0,), seeds=(asked.seed,), years=scenario.years)
    plan = make_plan(
        batch, asked.out, threads=asked.threads or cores(), check=asked.check, profile=asked.profile
    )
    report = run_batch(plan, workers=1, resume=False, lang=asked.lang, command=asked.command_line)
    if asked.profile:
        _print_profile(report)
    return _close(plan, report, asked.lang)


def batch(asked: Namespace) -> int:
    """Run every scenario of a batch file with every draw and seed."""
    wanted = load_batch(asked.batch)
    n_runs = len(wanted.scenarios) * len(wanted.draws) * len(wanted.seeds)
    workers = min(asked.workers or cores(), n_runs)
    plan = make_plan(wanted, asked.out, threads=max(1, cores() // workers))
    report = run_batch(
        plan, workers=workers, resume=asked.resume, lang=asked.lang, command=asked.command_line
    )
    return _close(plan, report, asked.lang)


def _close(plan: Plan, report: Report, lang: str) -> int:
    """Say how it ended and return the exit code."""
    n_runs, done, failed = len(report.manifest["runs"]), report.count("ok"), report.count("failed")
    out = shown(plan.out)
    print(
        Say(
            f"{done} of {n_runs} runs in {out}, records_sha256 {report.manifest['records_sha256']}",
            f"{out} 中已完成 {done}/{n_runs} 次运行，records_sha256 {report.manifest['records_sha256']}",
        ).text(lang)
    )
    if failed:
        rows = [row for row in report.manifest["runs"] if row["status"] == "failed"]
        first = failure(plan.out, RunId(rows[0]["scenario"], rows[0]["draw"], rows[0]["seed"]))
        print(
            Say(f"{failed} runs failed; see {shown(first)}", f"{failed} 次运行失败；见 {shown(first)}").text(
                lang
            ),
            file=sys.stderr,
        )
    if report.interrupted:
        again = Say(
            "stopped; finished runs are kept, finish with the same command and --resume",
            "已停止；已完成的结果已保留，可加 --resume 续跑",
        )
        print(again.text(lang), file=sys.stderr)
        return 130
    return 3 if failed else 0


def _print_profile(report: Report) -> None:
    """Print the seconds of each process, the longest first."""
    for process, seconds in report.profile.most_common():
        print(f"{seconds:10.3f} s  {process}")
