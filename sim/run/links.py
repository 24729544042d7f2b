"""Links between the partitions of a run: threads of one process, or processes that meet at a hub."""

import pickle
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from threading import Barrier
from typing import Any


def packed(outgoing: Sequence[Any], number: int) -> list[bytes]:
    """Return what partition `number` gives to each, in bytes; nothing for itself."""
    return [b"" if p == number else pickle.dumps(one, 5) for p, one in enumerate(outgoing)]


def unpacked(incoming: Sequence[bytes], outgoing: Sequence[Any], number: int) -> list[Any]:
    """Return what each has given to partition `number`; what it keeps itself is as it was."""
    return [
        outgoing[number] if p == number else pickle.loads(one)  # noqa: S301 - from partitions of the same run
        for p, one in enumerate(incoming)
    ]


def dealt(boxes: Sequence[Sequence[bytes]]) -> list[list[bytes]]:
    """Return what each partition gets, from what each gives to every one."""
    return [list(of) for of in zip(*boxes, strict=True)]


class Hub:
    """Where partitions of one process meet, each on a thread of its own.

    Attributes
    ----------
    sent : list of int
        Bytes each partition has given to others.
    """

    def __init__(self, n: int) -> None:
        self.sent = [0] * n
        self._barrier = Barrier(n)
        self._boxes: list[list[bytes]] = [[] for _ in range(n)]

    @contextmanager
    def link(self, number: int) -> Iterator["HubLink"]:
        """Give a partition its link; when it fails the others are not left waiting."""
        try:
            yield HubLink(self, number)
        except BaseException:
            self._barrier.abort()
            raise

    def meet(self, number: int, box: list[bytes]) -> list[bytes]:
        """Give a box of a partition; return what is for it when all have given."""
        self.sent[number] += sum(map(len, box))
        self._boxes[number] = box
        self._barrier.wait()
        mine = [other[number] for other in self._boxes]
        self._barrier.wait()
        return mine


class HubLink:
    """A partition's link to the others of its process."""

    def __init__(self, hub: Hub, number: int) -> None:
        self._hub, self._number = hub, number

    def swap(self, outgoing: list[Any]) -> list[Any]:
        """Give `outgoing[p]` to partition p; return what each gave to this one, when all have given."""
        return unpacked(self._hub.meet(self._number, packed(outgoing, self._number)), outgoing, self._number)
