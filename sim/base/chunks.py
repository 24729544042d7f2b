"""Run a kernel over a range of rows on several threads; results do not depend on the number of threads."""

import os
from collections import deque
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor, wait
from functools import cache
from typing import TypeVar

import numpy as np

Counters = TypeVar("Counters", bound=tuple[np.ndarray, ...])
Result = TypeVar("Result")
BLOCK = 16384  # rows; smaller ranges are not worth a thread


def run_chunks(
    kernel: Callable[..., None], rows: int, threads: int, *arguments: object, least: int = 2 * BLOCK
) -> None:
    """Call `kernel(*arguments, lo, hi)` over all rows, on several threads if there are `least` rows.

    The kernel must release the GIL and write only rows lo..hi of its outputs, so that any split gives the same result.
    """
    run_all(((kernel, *arguments, *edge) for edge in _edges(rows, threads, least)), threads)


def _edges(rows: int, threads: int, least: int = 2 * BLOCK) -> list[tuple[int, int]]:
    """Return where the chunks of rows begin and end, at most one a thread; none is empty where there are rows."""
    if threads <= 1 or rows < least:
        return [(0, rows)]
    step = -(-rows // threads)
    return [(lo, min(rows, lo + step)) for lo in range(0, rows, step)]


def run_all(calls: Iterable[tuple], threads: int) -> None:
    """Call each (function, argument, ...), which do not depend on one another; return when all are done.

    The thread that asks takes its share: threads that are all woken while it falls asleep often begin on one core.
    """
    waiting = deque(calls)
    if threads <= 1 or len(waiting) <= 1:
        _take(waiting)
        return
    helping = [_pool(threads - 1).submit(_take, waiting) for _ in range(min(threads, len(waiting)) - 1)]
    try:
        _take(waiting)
    finally:
        wait(helping)
    for helper in helping:
        helper.result()


def _take(waiting: deque[tuple]) -> None:
    """Make the calls that nobody has taken, until none is left."""
    while True:
        try:
            function, *arguments = waiting.popleft()
        except IndexError:
            return
        function(*arguments)


def count_chunks(
    kernel: Callable[..., None], rows: int, threads: int, empty: Callable[[], Counters], *arguments: object,
    least: int = 2 * BLOCK,
) -> Counters:  # fmt: skip
    """Call `kernel(*arguments, counters, lo, hi)` over all rows, each chunk with counters of its own; return their sum.

    Parameters
    ----------
    empty : callable
        Returns counters at zero: a tuple of arrays of whole numbers.
    least : int
        Rows from which on several threads share them.
    """
    edges = _edges(rows, threads, least)
    parts = [empty() for _ in edges]
    run_all(((kernel, *arguments, part, *edge) for part, edge in zip(parts, edges, strict=True)), threads)
    for part in parts[1:]:
        for total, more in zip(parts[0], part, strict=True):
            total += more
    return parts[0]


def find_chunks(kernel: Callable[..., int], rows: int, threads: int, *arguments: object) -> np.ndarray:
    """Call `kernel(*arguments, found, lo, hi)` over all rows; return what it finds, in order of rows, int64.

    The kernel writes what it finds in lo..hi, at most one number a row, to the front of `found`, which has room for one
    more, and returns how many they are.
    """
    parts = results_of_chunks(_found, rows, threads, kernel, arguments)
    return parts[0] if len(parts) == 1 else np.concatenate(parts)


def results_of_chunks(
    kernel: Callable[..., Result], rows: int, threads: int, *arguments: object
) -> list[Result]:
    """Return what `kernel(*arguments, lo, hi)` returns for each chunk of all rows, in their order."""
    edges, parts = _edges(rows, threads), {}

    def add(lo: int, hi: int) -> None:
        parts[lo] = kernel(*arguments, lo, hi)

    run_all(((add, *edge) for edge in edges), threads)
    return [parts[lo] for lo, _ in edges]


def _found(kernel: Callable[..., int], arguments: tuple, lo: int, hi: int) -> np.ndarray:
    found = np.empty(hi - lo + 1, np.int64)
    return found[: kernel(*arguments, found, lo, hi)].copy()


@cache
def _pool(threads: int) -> ThreadPoolExecutor:
    """Return the threads kept for chunks: to start them anew for each kernel takes longer than many a kernel."""
    return ThreadPoolExecutor(threads, thread_name_prefix="chunk")


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_pool.cache_clear)  # threads do not live on in a forked process
