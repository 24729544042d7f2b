"""Do the runs of a batch: one after another in this process, on worker processes, or on a Dask cluster."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sim.base.errors import Say
from sim.records.layout import RunId
from sim.run.cluster_errors import not_installed
from sim.run.plan import Plan
from sim.run.starts import Starts, start_names
from sim.run.tasks import Outcome, Turn, do_run


def outcomes(
    plan: Plan, runs: Sequence[RunId], workers: int, scheduler: str | None = None
) -> Iterator[Outcome | Say]:
    """Yield the outcomes of runs as they end, and words for the user between them.

    Parameters
    ----------
    plan : Plan
    runs : sequence of RunId
    workers : int
        Worker processes on this machine; 1 does the runs in this process.
    scheduler : str, optional
        Address of a Dask scheduler: then its workers do them.

    Raises
    ------
    UserError
        When the disk is full, no worker begins, or the cluster is lost.
    KeyboardInterrupt
        When the user stops the batch; workers are ended first, what they finished is kept.
    """
    if scheduler and runs:
        return _on_cluster(plan, runs, scheduler)
    if workers == 1 or len(runs) < 2:
        return _here(plan, runs)
    from sim.run.workers import Crew

    return Crew(plan, runs, workers).outcomes()


def _here(plan: Plan, runs: Sequence[RunId]) -> Iterator[Outcome]:
    """Do the runs in this process."""
    names, starts = start_names(plan), Starts(plan)
    for run in runs:
        yield do_run(plan, Turn(run, names[run]), starts)


def _on_cluster(plan: Plan, runs: Sequence[RunId], scheduler: str) -> Iterator[Outcome | Say]:
    """Let a Dask cluster do the runs."""
    try:
        from sim.run.cluster import on_cluster
    except ModuleNotFoundError as error:
        raise not_installed() from error
    return on_cluster(plan, runs, scheduler)
