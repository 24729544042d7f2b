"""A partitioned run on a Dask cluster: each partition a task on a worker of its own, met by an actor of the cluster.

All partitions work at the same time and wait for each other, so there must be a thread of a worker for each. Whatever
passes between them goes over the connections that Dask has anyway.
"""

import asyncio
import traceback
from collections.abc import Callable, Collection, Sequence
from contextlib import suppress
from typing import Any

from sim.base.errors import Say, UserError
from sim.run.cluster_errors import not_installed, scheduler_lost_in_run
from sim.run.links import dealt, packed, unpacked
from sim.run.partition_processes import PartFailed
from sim.run.program import program, refuse_other

LOOK_EVERY = 2.0  # seconds between two looks whether all workers are still there


class Meeting:
    """Where partitions on a cluster meet; lives on one of its workers.

    Attributes
    ----------
    sent : list of int
        Bytes each partition has given to others.
    """

    def __init__(self, n: int) -> None:
        self.sent = [0] * n
        self._n, self._round, self._failed = n, 0, False
        self._boxes: dict[int, list[bytes]] = {}
        self._dealt: list[list[bytes]] = []
        self._changed = asyncio.Condition()

    async def meet(self, number: int, round_: int, box: list[bytes]) -> list[bytes] | None:
        """Give a box of a partition; return what is for it when all have given, None when one has failed."""
        async with self._changed:
            if round_ != self._round:  # a partition that begins again: the others are further
                self._failed = True
            self._boxes[number] = box
            if len(self._boxes) == self._n and not self._failed:
                self._dealt, self._boxes = dealt([self._boxes[p] for p in range(self._n)]), {}
                self._round += 1
            self._changed.notify_all()
            await self._changed.wait_for(lambda: self._round > round_ or self._failed)
            self.sent[number] += sum(map(len, box))
            return None if self._failed else self._dealt[number]

    async def give_up(self) -> None:
        """Let nobody wait any more."""
        async with self._changed:
            self._failed = True
            self._changed.notify_all()

    async def given(self) -> list[int]:
        """Return the bytes each partition has given to others."""
        return self.sent


class _MeetingLink:
    """A partition's link over the meeting."""

    def __init__(self, meeting: Any, number: int) -> None:
        self._meeting, self._number, self._round = meeting, number, 0

    def swap(self, outgoing: list[Any]) -> list[Any]:
        """Give `outgoing[p]` to partition p; return what each gave to this one, when all have given."""
        got = self._meeting.meet(self._number, self._round, packed(outgoing, self._number)).result()
        if got is None:
            raise _OtherFailedError
        self._round += 1
        return unpacked(got, outgoing, self._number)


class _OtherFailedError(Exception):
    """Another partition raised."""


def on_cluster(
    job: Callable[..., Any], arguments: Collection[tuple], scheduler: str
) -> tuple[list[Any], list[int]]:
    """Let partitions work, each on a thread of a worker: call `job(link, *arguments[p])`; return results and bytes.

    Parameters
    ----------
    scheduler : str
        Address, such as ``tcp://10.0.0.1:8786``.

    Raises
    ------
    PartFailed
        When a partition raises.
    UserError
        When the cluster does not answer, has too few threads or another version of the program, or a worker or the
        scheduler is lost.
    """
    try:
        from sim.run.cluster import connected, lost_is_said
    except ImportError as error:
        raise not_installed() from error

    with connected(scheduler) as client, client.as_current():
        with lost_is_said(scheduler, scheduler_lost_in_run):
            ended, given = _met(client, job, arguments)
        for error, _ in ended:
            if error is not None:
                raise error
        return [result for _, result in ended], given


def _met(
    client: Any, job: Callable[..., Any], arguments: Collection[tuple]
) -> tuple[list[tuple[Exception | None, Any]], list[int]]:
    """Let partitions work on the cluster; return how each ended (what went wrong, its result), and the bytes given."""
    places = _places(client, len(arguments))
    meeting = client.submit(Meeting, len(arguments), actor=True, workers=places[:1], pure=False).result()
    futures = []
    for number, (mine, place) in enumerate(zip(arguments, places, strict=True)):
        held = client.scatter(mine, workers=[place], hash=False)
        futures.append(
            client.submit(
                _work, job, meeting, held, number, program(), workers=[place], pure=False, retries=0
            )
        )
    try:
        _wait(client, futures, set(places))
        return client.gather(futures), meeting.given().result()
    finally:
        with suppress(Exception):
            meeting.give_up().result(timeout=LOOK_EVERY)
        with suppress(Exception):
            client.cancel(futures)


def _places(client: Any, n: int) -> list[str]:
    """Return a worker for each partition, as many as it has threads, spread evenly."""
    threads = client.nthreads()
    slots = [
        place
        for depth in range(max(threads.values(), default=0))
        for place, has in threads.items()
        if depth < has
    ]
    if len(slots) < n:
        raise UserError(
            Say("the cluster has too few threads for the partitions", "集群线程数不足以容纳全部分区"),
            value=n,
            rule=Say(
                f"partitions work at the same time, one a thread; there are {len(slots)}",
                f"各分区同时运行，每个占一线程；现有 {len(slots)} 个",
            ),
            remedy=Say("add workers or take fewer partitions", "请增加工作进程或减少分区"),
        )
    return slots[:n]


def _wait(client: Any, futures: Sequence[Any], places: set[str]) -> None:
    """Wait until all partitions have ended; refuse to wait for one whose worker is gone."""
    from distributed import wait

    while True:
        with suppress(TimeoutError, asyncio.TimeoutError):
            wait(futures, timeout=LOOK_EVERY)
            return
        if not places <= set(client.nthreads()):
            raise UserError(
                Say("a worker of the cluster was lost", "集群的一个工作进程已丢失"),
                rule=Say("partitions need each other", "各分区相互依赖"),
                remedy=Say("start the run again", "请重新运行"),
            )


def _work(
    job: Callable[..., Any], meeting: Any, mine: tuple, number: int, wanted: dict[str, str]
) -> tuple[Exception | None, Any]:
    """Do one partition's part on a worker with the driver's program; return what went wrong, and the result."""
    try:
        refuse_other(wanted)
        return None, job(_MeetingLink(meeting, number), *mine)
    except _OtherFailedError:
        return None, None
    except UserError as error:
        meeting.give_up().result()
        return error, None
    except Exception:
        meeting.give_up().result()
        return PartFailed(traceback.format_exc()), None
