"""Which run a worker does next: runs of one start stay together, and none waits while another worker has many."""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sim.records.layout import RunId
from sim.run.tasks import Turn


@dataclass
class _Group:
    """Runs that share a start; `is_shared` where several workers may want it, `is_ready` once it is built."""

    start: str
    waiting: deque[RunId] = field(default_factory=deque)
    is_shared: bool = False
    is_ready: bool = False


class Dealer:
    """Deal the runs of a batch to workers.

    A worker goes on with its own start, then takes one that nobody has begun, then helps with the start that has most
    runs waiting. A start that is shared is built by one worker; the others wait until it `is_ready`.

    Parameters
    ----------
    runs : sequence of RunId
    start_names : mapping of RunId to str
    workers : int
        The last so many starts are shared: they may be worked on by several when nothing else is left.
    """

    def __init__(self, runs: Sequence[RunId], start_names: Mapping[RunId, str], workers: int) -> None:
        self.groups: dict[str, _Group] = {}
        for run in runs:
            name = start_names[run]
            self.groups.setdefault(name, _Group(name)).waiting.append(run)
        self.name_of = start_names
        self.alone: deque[RunId] = deque()
        self._fresh = deque(self.groups.values())
        for group in list(self.groups.values())[-workers:]:
            group.is_shared = workers > 1 and len(group.waiting) > 1

    @property
    def n_waiting(self) -> int:
        """Return the runs that nobody has been given, but for those that are kept for the end."""
        return sum(len(group.waiting) for group in self.groups.values())

    def next(self, held: str = "") -> Turn | None:
        """Return the next turn of a worker that holds a start; None where it must wait or nothing is left."""
        own = self.groups.get(held)
        group = own if own and own.waiting else self._fresh.popleft() if self._fresh else self._helped()
        return Turn(group.waiting.popleft(), group.start, group.is_shared) if group else None

    def _helped(self) -> _Group | None:
        """Return the group of another worker that has most runs waiting and a start that can be had."""
        open_to_all = (
            one for one in self.groups.values() if one.waiting and (one.is_ready or not one.is_shared)
        )
        return max(open_to_all, key=lambda one: len(one.waiting), default=None)

    def built(self, start: str) -> None:
        """Note that a start is there for all."""
        self.groups[start].is_ready = True

    def put_back(self, run: RunId, *, is_alone: bool = False) -> None:
        """Let a run be dealt again, or kept for the end; a start that lost its builder is built anew."""
        group = self.groups[self.name_of[run]]
        (self.alone if is_alone else group.waiting).append(run)
        if group.waiting and group.is_shared and not group.is_ready:
            self._fresh.append(group)

    def next_alone(self) -> Turn:
        """Return a run that was kept for the end, to be done with no other beside it."""
        run = self.alone.popleft()
        return Turn(run, self.name_of[run])
