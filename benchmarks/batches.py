"""Measure batches: what a run costs beyond itself, on which kind of worker, and how much two workers gain over one.

    python benchmarks/batches.py --runs 24 --ways one threads forkserver spawn dask
    python benchmarks/batches.py --runs 1000 --draws 10 --ways forkserver

Runs are of a made-up county or prefecture over 19 years, records written. The overhead of a run is
(workers x wall time - seconds of the simulations - seconds of writing) / runs: everything else, the start of the
workers and of the draws included; as in `sim batch` the server that forks workers begins before the tables are read.
It wants an idle machine; processor time of all processes a run does not.
"""

import argparse
import json
import os
import shutil
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

ONE_THREAD = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "NUMBA_NUM_THREADS")
LEVERS = ("class_size_cap", "hard_stop")
YEARS = (2017, 2035)


@dataclass(frozen=True)
class Asked:
    """What is to be measured."""

    size: str
    runs: int
    draws: int
    workers: int


def make_plan(asked: Asked, out: Path):
    """Return a batch of one scenario with so many draws and seeds, over a made-up world."""
    from benchmarks.made_world import World
    from benchmarks.worlds import SIZES, WARM_UP
    from sim.records.manifest import BatchHead
    from sim.run.plan import Plan

    world = World(SIZES.get(asked.size, WARM_UP), LEVERS)
    scenario = world.scenario
    head = BatchHead(
        name="bench",
        scenarios=(scenario.name,),
        draws=tuple(range(asked.draws)),
        seeds=tuple(range(1, asked.runs // asked.draws + 1)),
        years=YEARS,
        content_sha256=f"{asked}",
    )
    return Plan(head, {scenario.name: scenario}, {scenario.input_dir: world.tables}, out)


def one_process(plan, runs, workers: int) -> Iterator:
    """Do the runs one after another in this process."""
    from sim.run.pool import outcomes

    return outcomes(plan, runs, 1)


def on_threads(plan, runs, workers: int) -> Iterator:
    """Do the runs on threads of this process, which share one start a draw."""
    from sim.run.starts import Starts, start_names
    from sim.run.tasks import Turn, do_run

    names, starts = start_names(plan), {}
    for run in runs:
        starts.setdefault(names[run], Starts(plan)).of(run, names[run])
    with ThreadPoolExecutor(workers) as pool:
        yield from pool.map(lambda run: do_run(plan, Turn(run, names[run]), starts[names[run]]), runs)


def on_processes(method: str) -> Callable:
    """Return what does the runs on processes that begin by a method of `multiprocessing`."""

    def outcomes(plan, runs, workers: int) -> Iterator:
        from sim.run.workers import Crew

        return Crew(plan, runs, workers, method).outcomes()

    return outcomes


def on_dask(plan, runs, workers: int) -> Iterator:
    """Do the runs on a Dask cluster of this machine; its start counts."""
    from distributed import LocalCluster

    from sim.run.cluster import on_cluster

    with LocalCluster(n_workers=workers, threads_per_worker=1, dashboard_address=":0") as cluster:
        yield from on_cluster(plan, runs, cluster.scheduler_address)


WAYS: dict[str, Callable] = {
    "one": one_process,
    "threads": on_threads,
    "fork": on_processes("fork"),
    "forkserver": on_processes("forkserver"),
    "spawn": on_processes("spawn"),
    "dask": on_dask,
}


def cpu_seconds() -> float:
    """Return the processor time of this process and of those it has started that are still there."""
    import psutil

    here = psutil.Process()
    return sum(sum(one.cpu_times()[:2]) for one in (here, *here.children(recursive=True)))


def measure(asked: Asked, way: str) -> dict:
    """Return the figures of one way to do the batch."""
    from sim.records.layout import STAGING
    from sim.run.fork_server import METHOD, begin_early

    workers = 1 if way == "one" else asked.workers
    if way == METHOD:
        begin_early()  # as `sim batch` does before it reads tables
    with TemporaryDirectory() as folder:
        plan = make_plan(asked, Path(folder) / "out")
        done, first = [], None
        begun, cpu = time.perf_counter(), cpu_seconds()
        for outcome in WAYS[way](plan, plan.head.runs(), workers):
            done.append(outcome)
            first = first or time.perf_counter() - begun
            if len(done) == asked.runs:  # the workers are still there
                cpu = cpu_seconds() - cpu
        wall = time.perf_counter() - begun
        shutil.rmtree(plan.out / STAGING, ignore_errors=True)
        size = sum(path.stat().st_size for path in plan.out.rglob("*") if path.is_file())
    spent = sum(outcome.seconds + outcome.written for outcome in done)
    failed = sum(outcome.status != "ok" for outcome in done)
    if failed:
        raise SystemExit(f"{way}: {failed} runs failed")
    return {
        "way": way,
        "workers": workers,
        "runs": len(done),
        "wall_s": round(wall, 2),
        "first_run_s": round(first, 2),
        "simulation_ms_a_run": round(1000 * sum(one.seconds for one in done) / len(done), 1),
        "writing_ms_a_run": round(1000 * sum(one.written for one in done) / len(done), 1),
        "overhead_ms_a_run": round(1000 * (workers * wall - spent) / len(done), 1),
        "cpu_ms_a_run": round(1000 * cpu / len(done), 1),
        "bytes_a_run": size // len(done),
    }


def warm_up(asked: Asked) -> None:
    """Let every kernel be compiled and kept, so that none of the ways has to."""
    with TemporaryDirectory() as folder:
        plan = make_plan(Asked("small", 1, 1, 1), Path(folder))
        list(one_process(plan, plan.head.runs(), 1))


def main() -> None:
    """Measure the ways asked for and print a line each."""
    parser = argparse.ArgumentParser(description="Measure batches of runs.")
    parser.add_argument("--size", default="county", choices=("small", "county", "prefecture"))
    parser.add_argument("--runs", type=int, default=24)
    parser.add_argument("--draws", type=int, default=1)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--ways", nargs="+", choices=WAYS, default=list(WAYS))
    parser.add_argument("--out", type=Path, help="write JSON")
    told = parser.parse_args()
    asked = Asked(told.size, told.runs, told.draws, told.workers)
    warm_up(asked)
    found = []
    for way in told.ways:
        found.append(measure(asked, way))
        print(" ".join(f"{name} {value}" for name, value in found[-1].items()), flush=True)
    alone = next((one["wall_s"] for one in found if one["way"] == "one"), None)
    if alone:
        print("speed-up over one process:", {one["way"]: round(alone / one["wall_s"], 2) for one in found})
    if told.out:
        told.out.write_text(json.dumps(found, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parent.parent))
    os.environ.update(dict.fromkeys(ONE_THREAD, "1"))
    main()
