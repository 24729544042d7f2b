"""Commands that simulate: one run, or a batch."""

from __future__ import annotations

import sys
from argparse import Namespace

from sim.base.errors import Say, UserError
from sim.base.yaml_checks import years_in_order
from sim.base.yaml_reading import shown
from sim.records.layout import RunId, failure
from sim.run.batch import Report, cores, run_batch
from sim.run.batch_file import Batch, load_batch
from sim.run.fork_server import begin_early
from sim.run.plan import ENGINE, Plan, make_plan
from sim.run.scenario import load_scenario

_RUN_AGAIN = Say(
    "stopped; a run is not resumed: run the same command again",
    "已停止；单次运行不能续跑，请再次运行同一命令",
)
_RESUME = Say(
    "stopped; finished runs are kept, finish with the same command and --resume",
    "已停止；已完成的结果已保留，可加 --resume 续跑",
)


def run(asked: Namespace) -> int:
    """Run one scenario with draw 0, that is with every parameter at its usual value."""
    scenario = load_scenario(asked.scenario)
    if asked.years:
        scenario = scenario.over_years(years_in_order(*asked.years, "--years"), "--years")
    batch = Batch(scenario.name, (scenario,), draws=(0,), seeds=(asked.seed,), years=scenario.years)
    plan = make_plan(
        batch, asked.out, threads=asked.threads or cores(), check=asked.check, profile=asked.profile,
        engine=_engine(asked.partitions, asked.scheduler),
    )  # fmt: skip
    report = run_batch(plan, workers=1, resume=False, lang=asked.lang, command=asked.command_line)
    if asked.profile:
        _print_profile(report, asked.lang)
    return _close(plan, report, asked.lang, _RUN_AGAIN)


def _engine(partitions: int | None, scheduler: str | None) -> str | object:
    """Return the engine that holds the counties together, or apart in partitions."""
    if partitions is None and scheduler is None:
        return ENGINE
    if partitions is None:
        raise UserError(
            Say("one run goes to a cluster in partitions alone", "单次运行须分区才能在集群上进行"),
            where="--scheduler",
            value=scheduler,
            remedy=Say(
                "say how many: --partitions N; a batch needs none", "请加 --partitions N；批量运行则无需分区"
            ),
        )
    from sim.run.partitioned_run import PartitionedEngine

    return PartitionedEngine(partitions, scheduler or "")


def batch(asked: Namespace) -> int:
    """Run every scenario of a batch file with every draw and seed."""
    if asked.workers != 1 and not asked.scheduler:
        begin_early()
    wanted = load_batch(asked.batch)
    n_runs = len(wanted.scenarios) * len(wanted.draws) * len(wanted.seeds)
    workers = min(asked.workers or cores(), n_runs)
    plan = make_plan(wanted, asked.out, threads=1 if asked.scheduler else max(1, cores() // workers))
    report = run_batch(
        plan,
        workers=workers,
        resume=asked.resume,
        lang=asked.lang,
        command=asked.command_line,
        scheduler=asked.scheduler,
    )
    return _close(plan, report, asked.lang, _RESUME)


def _close(plan: Plan, report: Report, lang: str, when_stopped: Say) -> int:
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
        print(when_stopped.text(lang), file=sys.stderr)
        return 130
    return 3 if failed else 0


def _print_profile(report: Report, lang: str) -> None:
    """Print what each process took, the longest first."""
    head = Say(
        "seconds, and resident memory in million bytes: most growth in a year, kept in all",
        "耗时（秒）与常驻内存（百万字节）：一年内最多增加、累计增加",
    )
    print(head.text(lang))
    for process, spent in report.profile.most_common():
        peak, kept = spent.peak_bytes / 1e6, spent.kept_bytes / 1e6
        print(f"{spent.seconds:10.3f} s {peak:10.1f} {kept:10.1f}  {process}")
