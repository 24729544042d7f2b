"""Worker processes of one machine: each does one run at a time, and one that is lost is replaced.

A worker is a process of its own because a run holds Python's lock for most of its time: on two threads a batch took
nearly twice as long as on one (`benchmarks/batches.py`). On Linux it is forked from a server that has imported the
program and holds no thread, lock or file of the driver: a worker that is lost is replaced within milliseconds.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait

from sim.base.errors import Say, UserError
from sim.records.layout import RunId
from sim.records.store import is_finished
from sim.run.dealing import Dealer
from sim.run.fork_server import METHOD, context_of
from sim.run.plan import Plan
from sim.run.starts import Starts, start_names
from sim.run.tasks import FAILED, OK, Outcome, Turn, do_run

TRIES = 3  # times a run is begun whose worker is lost, the last time alone: memory may be short
_READY = "ready"
_PATIENCE = 5.0  # seconds until a worker that does not end is killed


@dataclass
class _Worker:
    """A process, the pipe to it, its turn and the start it holds."""

    process: multiprocessing.process.BaseProcess
    pipe: Connection
    is_ready: bool = False
    turn: Turn | None = None
    start: str = ""


@dataclass
class Crew:
    """The workers of a batch.

    Parameters
    ----------
    plan : Plan
    runs : sequence of RunId
    workers : int
    method : str
        How processes begin, as `multiprocessing` names it.
    """

    plan: Plan
    runs: Sequence[RunId]
    workers: int
    method: str = METHOD
    tries: Counter[RunId] = field(default_factory=Counter)
    stillborn: int = 0  # workers lost before they were ready, one after another

    def outcomes(self) -> Iterator[Outcome | Say]:
        """Yield the outcomes of the runs as they end, and a word on each worker lost; all are ended however this ends.

        Raises
        ------
        UserError
            When the disk is full, or workers do not even begin.
        """
        self.dealer = Dealer(self.runs, start_names(self.plan), self.workers)
        n_workers = min(self.workers, len(self.runs))
        self.crew: list[_Worker] = []
        try:
            for _ in range(n_workers):
                self._begin()
            while self.crew:
                for pipe in wait([worker.pipe for worker in self.crew]):
                    worker = next(one for one in self.crew if one.pipe is pipe)
                    outcome = self._hear(worker)
                    if outcome:
                        yield outcome
                self._deal()
        finally:
            self._end()

    def _begin(self) -> None:
        """Let one more worker begin."""
        context = context_of(self.method)
        ours, theirs = context.Pipe()
        process = context.Process(target=serve, args=(theirs, self.plan, dict(os.environ)), daemon=True)
        process.start()
        theirs.close()  # so that the pipe ends when the worker does
        self.crew.append(_Worker(process, ours))

    def _hear(self, worker: _Worker) -> Outcome | Say | None:
        """Take what a worker says; its silence is its end."""
        try:
            said = worker.pipe.recv()
        except (EOFError, OSError):
            return self._lost(worker)
        if isinstance(said, Outcome):
            worker.turn, worker.start = None, self.dealer.name_of[said.run]
            self.dealer.built(worker.start)
            return said
        if isinstance(said, UserError):
            raise said
        if said == _READY:
            worker.is_ready, self.stillborn = True, 0
        else:
            self.dealer.built(said)
        return None

    def _deal(self) -> None:
        """Give every idle worker a turn; those for whom nothing is left may go."""
        for worker in [one for one in self.crew if one.is_ready and not one.turn]:
            self._give(worker, self.dealer.next(worker.start))
        if self.dealer.n_waiting or any(worker.turn for worker in self.crew):
            return
        if not self.dealer.alone:
            self._end()
        elif ready := [worker for worker in self.crew if worker.is_ready]:
            self._give(ready[0], self.dealer.next_alone())

    def _give(self, worker: _Worker, turn: Turn | None) -> None:
        """Ask a worker to do a turn."""
        worker.turn = turn
        if turn:
            with suppress(OSError):  # it has just been lost: the end of its pipe says so
                worker.pipe.send(turn)

    def _lost(self, worker: _Worker) -> Outcome | Say | None:
        """Replace a worker that ended by itself; return what became of its run."""
        self.crew.remove(worker)
        _let_go(worker)
        self.stillborn += not worker.is_ready
        said = self._lost_run(worker)
        if self.dealer.n_waiting + len(self.dealer.alone) > sum(not one.turn for one in self.crew):
            if self.stillborn < TRIES or (worker.is_ready and not self.crew):
                self._begin()
            elif not self.crew:
                raise _no_worker_begins(worker.process.exitcode)
        return said

    def _lost_run(self, worker: _Worker) -> Outcome | Say | None:
        """Return how the run of a lost worker stands: done all the same, to be tried again, or given up."""
        if not worker.turn:
            return None
        run = worker.turn.run
        if is_finished(self.plan.out, run):
            return Outcome(run, OK)
        self.tries[run] += 1
        why = _how_it_ended(worker.process.exitcode)
        if self.tries[run] >= TRIES:
            return Outcome(run, FAILED, why=f"the worker was lost {TRIES} times, at last {why}")
        self.dealer.put_back(run, is_alone=self.tries[run] == TRIES - 1)
        return Say(
            f"a worker was lost ({why}) on {run.label}; the run is tried again",
            f"运行 {run.label} 的工作进程中断（{why}），将重试",
        )

    def _end(self) -> None:
        """End the workers: those without a turn by themselves, the others now."""
        for worker in self.crew:
            if worker.turn or not worker.is_ready:
                worker.process.terminate()
            worker.pipe.close()
        for worker in self.crew:
            _let_go(worker)
        self.crew = []


def _let_go(worker: _Worker) -> None:
    """Wait for the end of a worker, but not for ever."""
    worker.pipe.close()
    worker.process.join(_PATIENCE)
    if worker.process.is_alive():
        worker.process.kill()
        worker.process.join()


def serve(pipe: Connection, plan: Plan, environment: dict[str, str]) -> None:
    """Do turns until the pipe ends: the life of a worker; it leaves Ctrl-C to the driver and ends with it."""
    _take_over(environment)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_the_driver, daemon=True).start()
    starts = Starts(plan, pipe.send)
    with suppress(EOFError, OSError):
        pipe.send(_READY)
        while True:
            turn = pipe.recv()
            try:
                said = do_run(plan, turn, starts)
            except UserError as error:
                said = error
            pipe.send(said)


def _take_over(environment: dict[str, str]) -> None:
    """Give this process the environment of the driver: the server that forks keeps the one it began with."""
    for name in os.environ.keys() - environment.keys():
        del os.environ[name]
    os.environ.update(environment)


def _end_with_the_driver() -> None:
    """End this process as soon as the driver is gone, so that none writes beside the one that resumes."""
    driver = multiprocessing.parent_process()
    if driver is not None:
        wait([driver.sentinel])
        os._exit(1)


def _how_it_ended(exitcode: int | None) -> str:
    """Return in words how a process ended."""
    if exitcode is not None and exitcode < 0:
        return f"by signal {-exitcode}" + (" (memory may be short)" if -exitcode == 9 else "")
    return f"with exit code {exitcode}"


def _no_worker_begins(exitcode: int | None) -> UserError:
    """Return the error of workers that are lost before they do anything."""
    return UserError(
        Say(
            "worker processes end before they begin; finished runs are kept",
            "工作进程无法启动；已完成的结果已保留",
        ),
        value=_how_it_ended(exitcode),
        rule=Say("each worker needs memory for one run", "每个工作进程需有一次运行所需的内存"),
        remedy=Say(
            "run again with --resume, and with fewer --workers if memory is short",
            "请以 --resume 续跑；内存不足时减少 --workers",
        ),
    )
