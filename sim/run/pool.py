"""Do tasks one after another in this process, or on several worker processes."""

from __future__ import annotations

import multiprocessing
import signal
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool

from sim.base.errors import Say, UserError
from sim.records.layout import RunId
from sim.run.plan import Plan
from sim.run.tasks import Outcome, do_task

_held: list[Plan] = []  # the plan of a worker process, set once when it starts


def outcomes(plan: Plan, tasks: Sequence[tuple[RunId, ...]], workers: int) -> Iterator[list[Outcome]]:
    """Yield the outcomes of tasks as they end.

    Raises
    ------
    UserError
        When the disk is full, or a worker was killed from outside.
    KeyboardInterrupt
        When the user stops the batch; workers are ended first, what they finished is kept.
    """
    if workers == 1:
        for task in tasks:  # task by run, so that progress is seen on one worker too
            yield do_task(plan, task)
        return
    before = set(multiprocessing.active_children())
    executor = ProcessPoolExecutor(
        max_workers=min(workers, len(tasks)),
        mp_context=multiprocessing.get_context(
            "spawn"
        ),  # Mesa wants it, and threads of the parent are not copied
        initializer=_begin,
        initargs=(plan,),
    )
    try:
        for future in as_completed([executor.submit(_work, task) for task in tasks]):
            yield future.result()
        executor.shutdown()
    except BaseException as error:
        executor.shutdown(wait=False, cancel_futures=True)
        for child in set(multiprocessing.active_children()) - before:
            child.terminate()
        if isinstance(error, BrokenProcessPool):
            raise _worker_killed() from error
        raise


def _begin(plan: Plan) -> None:
    """Prepare a worker: it holds the plan, and leaves Ctrl-C to the parent."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _held.append(plan)


def _work(task: tuple[RunId, ...]) -> list[Outcome]:
    """Do one task in a worker."""
    return do_task(_held[0], task)


def _worker_killed() -> UserError:
    """Return the error of a worker that disappeared."""
    return UserError(
        Say("a worker process was killed; finished runs are kept", "有工作进程被终止；已完成的结果已保留"),
        rule=Say("each worker needs memory for one run", "每个工作进程需有一次运行所需的内存"),
        remedy=Say(
            "run again with --resume, and with fewer --workers if memory is short",
            "请以 --resume 续跑；内存不足时减少 --workers",
        ),
    )
