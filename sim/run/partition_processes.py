"""A partitioned run on processes of this machine: one a partition, which meet at the process that started them."""

import multiprocessing
import pickle
import signal
import traceback
from collections.abc import Callable, Collection, Sequence
from contextlib import suppress
from multiprocessing.connection import Connection
from typing import Any

from sim.base.errors import Say, UserError
from sim.run.links import dealt, packed, unpacked

SWAP, DONE, FAILED = range(3)  # what a partition has to say


class PartFailed(Exception):
    """A partition raised; the message is its traceback."""


class _PipeLink:
    """A partition's link to the process that started it."""

    def __init__(self, pipe: Connection, number: int) -> None:
        self._pipe, self._number = pipe, number

    def swap(self, outgoing: list[Any]) -> list[Any]:
        """Give `outgoing[p]` to partition p; return what each gave to this one, when all have given."""
        self._pipe.send((SWAP, packed(outgoing, self._number)))
        return unpacked(self._pipe.recv(), outgoing, self._number)


def on_processes(job: Callable[..., Any], arguments: Collection[tuple]) -> tuple[list[Any], list[int]]:
    """Let partitions work, each in a process: call `job(link, *arguments[p])`; return results and bytes given.

    Raises
    ------
    PartFailed
        When a partition raises; the others are ended.
    UserError
        When a process is killed from outside.
    """
    context = multiprocessing.get_context("spawn")
    pipes, workers = [], []
    try:
        for number in range(len(arguments)):
            here, there = context.Pipe()
            worker = context.Process(target=_work, args=(there, number), daemon=True)
            worker.start()
            there.close()
            pipes.append(here)
            workers.append(worker)
        _hand_out(pipes, job, arguments)
        return _at_hub(pipes)
    finally:
        for worker in workers:
            worker.terminate()
        for pipe in pipes:
            pipe.close()


def _hand_out(pipes: Sequence[Connection], job: Callable[..., Any], arguments: Collection[tuple]) -> None:
    """Give each partition what it is to do, one after another; all have begun by then."""
    given = iter(arguments)
    for pipe in pipes:
        content = pickle.dumps((job, next(given)), 5)
        with suppress(OSError):  # as in `_at_hub`
            pipe.send_bytes(content)
    next(given, None)  # so that they let go of what they are made from


def _at_hub(pipes: Sequence[Connection]) -> tuple[list[Any], list[int]]:
    """Deal out what partitions give, until all are done."""
    sent = [0] * len(pipes)
    while True:
        said = [_hear(pipe) for pipe in pipes]
        if all(kind == DONE for kind, _ in said):
            return [result for _, result in said], sent
        for number, (_, box) in enumerate(said):
            sent[number] += sum(map(len, box))
        for pipe, mine in zip(pipes, dealt([box for _, box in said]), strict=True):
            with suppress(OSError):  # it has just been killed: hearing it says so
                pipe.send(mine)


def _hear(pipe: Connection) -> tuple[int, Any]:
    try:
        kind, what = pipe.recv()
    except (EOFError, ConnectionResetError):
        raise UserError(
            Say("a process of the run was killed", "运行的一个进程被终止"),
            rule=Say(
                "each partition needs memory for its counties and the places of all",
                "每个分区需有其各县及全部地点所需的内存",
            ),
            remedy=Say("take fewer partitions, or more machines", "请减少分区，或使用更多机器"),
        ) from None
    if kind == FAILED:
        raise PartFailed(what)
    return kind, what


def _work(pipe: Connection, number: int) -> None:
    """Do one partition's part, in its process."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        job, mine = pickle.loads(pipe.recv_bytes())  # noqa: S301 - from the process that started this one
        pipe.send((DONE, job(_PipeLink(pipe, number), *mine)))
    except Exception:
        pipe.send((FAILED, traceback.format_exc()))
