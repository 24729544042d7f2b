"""Runs whose counties are held apart: on threads, on processes of this machine, or on a Dask cluster."""

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import partial
from time import perf_counter

import numpy as np

from sim.base.errors import Say, UserError
from sim.inputs.kept_start import build_start
from sim.inputs.tables import InputTables
from sim.run.engine import RunResult
from sim.run.links import Hub
from sim.run.own_rows import joined
from sim.run.partition_processes import on_processes
from sim.run.partition_start import part_of_start, shared_out
from sim.run.partitioned import Asked, Part, run_part
from sim.run.partitions_on_dask import on_cluster
from sim.run.scenario import Scenario
from sim.run.spent import Spent
from sim.world.start import Start

_NOT_APART = Say("run the region without --partitions", "请不用 --partitions 运行")
Drive = Callable[..., tuple[list, list[int]]]


class Jobs:
    """What the partitions of a run are given to do: for each the arguments of `run_part` but for the link.

    A part of the start is made when it is asked for, in turn, so that only one is held at a time; the whole start is
    let go after the last.

    Parameters
    ----------
    start : Start
    asked : Asked
    part_of : int array (counties,)
        Partition that holds each county, from 0 on; see `shared_out`.
    """

    def __init__(self, start: Start, asked: Asked, part_of: np.ndarray) -> None:
        self._start, self._asked, self._part_of = start, asked, part_of

    def __len__(self) -> int:
        return int(self._part_of.max()) + 1

    def __iter__(self) -> Iterator[tuple]:
        """Yield the arguments of each partition; once."""
        start, self._start = self._start, None
        for number in range(len(self)):
            yield part_of_start(start, self._part_of == number), self._asked, self._part_of, number


def in_threads(job: Callable[..., Part], jobs: Collection[tuple]) -> tuple[list[Part], list[int]]:
    """Let partitions work in this process, each on a thread; return what they leave and the bytes each gave."""
    hub = Hub(len(jobs))

    def of(number: int, mine: tuple) -> Part:
        with hub.link(number) as link:
            return job(link, *mine)

    with ThreadPoolExecutor(len(jobs)) as pool:
        futures = [pool.submit(of, number, mine) for number, mine in enumerate(jobs)]
        return [future.result() for future in futures], hub.sent


def run_partitioned(
    start: Start, asked: Asked, partitions: int, *, scheduler: str = "", drive: Drive | None = None
) -> tuple[RunResult, list[int]]:
    """Run a scenario with its counties held apart; return the result and the bytes each partition gave to others.

    Parameters
    ----------
    partitions : int
        At most one a county.
    scheduler : str
        Address of a Dask scheduler; without one the partitions are processes of this machine.
    drive : callable, optional
        How partitions work, in place of these: `in_threads`.

    Raises
    ------
    UserError
        When the region cannot be held apart so; see `check_partitions`.
    """
    check_partitions(start, partitions)
    begun = perf_counter()
    jobs = Jobs(start, asked, shared_out(start.geography.n_counties, partitions))
    drive = drive or (partial(on_cluster, scheduler=scheduler) if scheduler else on_processes)
    parts, sent = drive(run_part, jobs)
    tables = joined([part.tables for part in parts])
    seconds = sum((Counter(part.seconds) for part in parts), Counter())
    spent = {name: Spent(of_all) for name, of_all in seconds.items()}
    result = RunResult(tables, perf_counter() - begun, spent, sum(part.child_years for part in parts))
    return result, sent


def check_partitions(start: Start, partitions: int) -> None:
    """Refuse to hold counties apart where that cannot be done."""
    n = start.geography.n_counties
    if not 1 <= partitions <= n:
        raise UserError(
            Say("more partitions than counties", "分区数多于县数"),
            where="--partitions",
            value=partitions,
            rule=Say(
                f"a partition holds whole counties; the region has {n}",
                f"分区以整县为单位；本区域有 {n} 个县",
            ),
            remedy=_NOT_APART if n == 1 else Say(f"take 1 to {n} partitions", f"请取 1 至 {n} 个分区"),
        )
    if start.table_only and partitions > 1:
        raise UserError(
            Say("counties told by their schools alone cannot be held apart", "仅有学校表的县不能分区运行"),
            where="--partitions",
            value=partitions,
            rule=Say("their pupils are shared out over the county's schools", "其学生在全县学校间分配"),
            remedy=_NOT_APART,
        )


@dataclass(frozen=True)
class PartitionedEngine:
    """The engine of a plan whose runs hold their counties apart; see `sim.run.engine`.

    Attributes
    ----------
    partitions : int
    scheduler : str
        Address of a Dask scheduler, empty = processes of this machine.
    """

    partitions: int
    scheduler: str = ""

    def build_start(self, tables: InputTables, numbers: Mapping[str, float], draw: int) -> Start:
        """Return the start of every run of a draw."""
        return build_start(tables, numbers, draw)

    def run_one(
        self, scenario: Scenario, tables: InputTables, *, draw: int, seed: int, numbers: Mapping[str, float],
        start: Start, years: tuple[int, int], threads: int = 1, check: bool = False, profile: bool = False,
    ) -> RunResult:  # fmt: skip
        """Run one scenario with one draw and seed; each partition works on one thread."""
        asked = Asked(scenario, numbers, seed, years[1], check)
        result, _ = run_partitioned(start, asked, self.partitions, scheduler=self.scheduler)
        return result if profile else replace(result, profile={})
