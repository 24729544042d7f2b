"""A batch on a Dask cluster: several runs a task, records sent back to the driver, which alone writes the folder.

No file system need be shared. The scheduler gives the plan to every worker, also to one that joins later; a start that
several tasks want is built by one of them and sent to the others. What a task has not sent back when its worker is
lost is done again elsewhere: Dask tries a task on other workers, then its runs are tried one by one at the end.
"""

from __future__ import annotations

import json
import logging
import threading
import traceback
from asyncio import CancelledError
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from queue import Empty, SimpleQueue
from tempfile import TemporaryDirectory

from distributed import Client, Future, KilledWorker, WorkerPlugin
from distributed.client import FuturesCancelledError
from distributed.comm import resolve_address

from sim.base.errors import Say, UserError
from sim.base.packed import pack, unpack
from sim.records.layout import RunId, run_file
from sim.records.store import place_run
from sim.run.cluster_errors import no_scheduler, other_program, scheduler_lost
from sim.run.plan import Plan
from sim.run.program import program, refuse_other
from sim.run.starts import Starts, build, start_names
from sim.run.tasks import FAILED, OK, Outcome, Turn, do_run

MOST_RUNS = 16  # runs of one task; more would lose too much with a worker
TASKS_A_WORKER = 4  # at the least, so that no worker waits long for the last one
IN_FLIGHT = 2  # tasks a worker that are with the scheduler: enough to keep it busy, few starts kept
PLUGIN = "sim-plan"
_SECONDS_TO_ANSWER = 10
_SECONDS_WITHOUT_WORD = 20

_LOST = (
    OSError,
    TimeoutError,
    CancelledError,
    FuturesCancelledError,
    RuntimeError,
)  # from calls of Dask alone

_one_at_a_time = threading.Lock()  # a worker with several threads does one run at a time all the same
_held: dict[
    str, tuple[Plan, Starts, dict]
] = {}  # what a worker holds: plan, starts, the program of the driver


class HeldPlan(WorkerPlugin):
    """The plan of a batch, held by every worker."""

    def __init__(self, plan: Plan) -> None:
        self.plan, self.program = plan, program()

    def setup(self, worker: object) -> None:
        """Take the plan, beside those of other batches that the cluster does at the same time."""
        _held[key_of(self.plan)] = (self.plan, Starts(self.plan), self.program)

    def teardown(self, worker: object) -> None:
        """Let go of the plan."""
        _held.pop(key_of(self.plan), None)


def key_of(plan: Plan) -> str:
    """Return what tells a batch from others of the cluster; one that is resumed keeps it."""
    return f"{PLUGIN}-{plan.head.content_sha256}-{plan.out}"


@dataclass(frozen=True)
class Piece:
    """One task: runs of one start, whether other tasks want that start, and whether it may be what kills workers."""

    start: str
    runs: tuple[RunId, ...]
    is_shared: bool
    is_suspect: bool = False


def make_pieces(runs: Sequence[RunId], names: dict[RunId, str], workers: int) -> list[Piece]:
    """Return the runs as tasks: runs of one start each, several a task where there are many."""
    most = max(1, min(MOST_RUNS, len(runs) // (TASKS_A_WORKER * max(workers, 1))))
    groups: dict[str, list[RunId]] = {}
    for run in runs:
        groups.setdefault(names[run], []).append(run)
    return [
        Piece(start, tuple(group[at : at + most]), len(group) > most)
        for start, group in groups.items()
        for at in range(0, len(group), most)
    ]


def on_cluster(plan: Plan, runs: Sequence[RunId], address: str) -> Iterator[Outcome | Say]:
    """Yield the outcomes of runs that the workers of a Dask cluster do, and words about the cluster.

    Raises
    ------
    UserError
        When no scheduler answers or it is lost, or a worker has another version of the program.
    """
    with connected(address) as client:
        with lost_is_said(address):
            client.register_plugin(HeldPlan(plan), name=key_of(plan))
        try:
            yield from _Batch(plan, runs, client, address).outcomes()
        finally:
            with suppress(*_LOST):
                client.unregister_worker_plugin(key_of(plan))


@contextmanager
def connected(address: str) -> Iterator[Client]:
    """Hold a connection to a scheduler, told by its address or by the file it writes."""
    logging.getLogger("distributed").setLevel(logging.CRITICAL)  # what it would say is said by our errors
    try:
        where = resolve_address(_address_in(address))  # a client made for a wrong one cannot be closed
        client = Client(where, timeout=_SECONDS_TO_ANSWER, set_as_default=False)
    except (OSError, ValueError, KeyError, TypeError, TimeoutError) as error:
        raise no_scheduler(address, error) from error
    try:
        yield client
    finally:
        client.close(timeout=_SECONDS_TO_ANSWER)


def _address_in(address: str) -> str:
    """Return an address, or the one that the file of a scheduler tells."""
    path = Path(address)
    return json.loads(path.read_text(encoding="utf-8"))["address"] if path.is_file() else address


@contextmanager
def lost_is_said(address: str, told: Callable[[str], UserError] = scheduler_lost) -> Iterator[None]:
    """Turn what Dask raises when the scheduler is gone into one message, by default that of a batch."""
    try:
        yield
    except _LOST as error:
        raise told(address) from error


class _Batch:
    """The tasks of a batch that are waiting, and those that are with the scheduler."""

    def __init__(self, plan: Plan, runs: Sequence[RunId], client: Client, address: str) -> None:
        self.plan, self.client, self.address = plan, client, address
        self.pieces = deque(make_pieces(runs, start_names(plan), self._n_workers()))
        self.suspects: deque[Piece] = deque()  # to be done last, one at a time
        self.given: dict[Future, Piece] = {}
        self.starts: dict[str, Future] = {}
        self.ended: SimpleQueue[Future] = SimpleQueue()

    def outcomes(self) -> Iterator[Outcome | Say]:
        """Yield what becomes of the runs, and a word when the cluster has no workers."""
        was_told = False
        self._give()
        while self.given:
            try:
                future = self.ended.get(timeout=_SECONDS_WITHOUT_WORD)
            except Empty:
                if not was_told and not self._n_workers():
                    was_told = True
                    yield Say("the cluster has no worker; waiting", "集群中没有工作进程；等待中")
                continue
            was_told = False
            yield from self._take(future)
            self._give()

    def _n_workers(self) -> int:
        with lost_is_said(self.address):
            return len(self.client.nthreads())

    def _give(self) -> None:
        """Let the scheduler have as many tasks as keep its workers busy; let go of starts that none wants."""
        most = IN_FLIGHT * max(1, self._n_workers())
        while self.pieces and len(self.given) < most:
            self._submit(self.pieces.popleft())
        if self.suspects and not self.given:
            self._submit(self.suspects.popleft())
        wanted = {piece.start for piece in (*self.pieces, *self.given.values()) if piece.is_shared}
        self.starts = {name: future for name, future in self.starts.items() if name in wanted}

    def _submit(self, piece: Piece) -> None:
        """Give one task to the scheduler."""
        with lost_is_said(self.address):
            self._wait_for(self._task(piece), piece)

    def _task(self, piece: Piece) -> Future:
        start = self._start(piece) if piece.is_shared else None
        return self.client.submit(do_piece, self._batch, piece, start, pure=False)

    def _wait_for(self, future: Future, piece: Piece) -> None:
        """Keep a task in mind until it has ended."""
        self.given[future] = piece
        future.add_done_callback(self.ended.put)

    def _start(self, piece: Piece) -> Future:
        """Return the start that several tasks want, to be built by one worker."""
        if piece.start not in self.starts:
            self.starts[piece.start] = self.client.submit(
                packed_start, self._batch, piece.runs[0], pure=False
            )
        return self.starts[piece.start]

    @property
    def _batch(self) -> str:
        return key_of(self.plan)

    def _take(self, future: Future) -> Iterator[Outcome | Say]:
        """Yield the outcomes of a task that ended; its records go to their places first."""
        piece = self.given.pop(future)
        if future.status == "finished":
            try:
                with lost_is_said(self.address):
                    done = future.result()
            except KilledWorker as error:  # lost before it was fetched, and again when it was done anew
                yield from self._failed(piece, error)
                return
            for outcome, records in done:
                if outcome.status == OK:
                    place_run(self.plan.out, outcome.run, records)
                yield outcome
        elif future.status == "error":
            yield from self._failed(piece, future.exception())
        elif future.status == "cancelled":
            raise scheduler_lost(self.address)
        else:  # its worker was lost before it sent the result: it is being done again
            self._wait_for(future, piece)

    def _failed(self, piece: Piece, error: BaseException) -> Iterator[Outcome | Say]:
        """Yield the failures of a task that raised; where it lost its workers its runs are tried alone at the end.

        Dask suspects every task that a lost worker had, so that none is blamed before it was alone.
        """
        if isinstance(error, UserError):
            raise error
        if isinstance(error, ModuleNotFoundError) and (error.name or "").split(".")[0] == "sim":
            raise other_program("sim")
        if isinstance(error, KilledWorker) and not piece.is_suspect:
            self.suspects += [Piece(piece.start, (run,), False, is_suspect=True) for run in piece.runs]
            yield Say(
                f"workers were lost on {len(piece.runs)} runs; each is tried alone at the end",
                f"{len(piece.runs)} 次运行的工作进程中断，最后将逐个单独重试",
            )
            return
        why = "".join(traceback.format_exception(error))
        yield from (Outcome(run, FAILED, why=why) for run in piece.runs)


def do_piece(batch: str, piece: Piece, packed: bytes | None) -> list[tuple[Outcome, bytes]]:
    """Do the runs of one task on a worker; return how each ended with the file of its records."""
    with _one_at_a_time:
        plan, starts = _held_plan(batch)
        if packed is not None and not starts.holds(piece.start):
            starts.hold(piece.start, *unpack(bytearray(packed)))
        return [_carried(plan, Turn(run, piece.start), starts) for run in piece.runs]


def packed_start(batch: str, run: RunId) -> bytes:
    """Build a start on a worker; return it with the numbers of its draw, to be sent to others."""
    with _one_at_a_time:
        plan, _ = _held_plan(batch)
        return pack(build(plan, plan.scenarios[run.scenario], run.draw))


def _carried(plan: Plan, turn: Turn, starts: Starts) -> tuple[Outcome, bytes]:
    """Do one run into a folder of this machine; return how it ended and its file."""
    with TemporaryDirectory(prefix="sim-") as folder:
        outcome = do_run(plan, turn, starts, Path(folder))
        return outcome, run_file(Path(folder), turn.run).read_bytes() if outcome.status == OK else b""


def _held_plan(batch: str) -> tuple[Plan, Starts]:
    """Return what this worker holds of a batch; refuse to work with another program than the driver's."""
    plan, starts, wanted = _held[batch]
    refuse_other(wanted)
    return plan, starts
