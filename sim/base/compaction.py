"""Close the gaps that removed rows leave in columns: all columns at once, run after run of rows that stay."""

from collections.abc import Sequence

import numpy as np
from numba import njit, types
from numba.core import cgutils
from numba.extending import intrinsic

from sim.base.chunks import run_all

_WORD = 8  # rows of a mask looked at together
_NONE, _ALL = (
    np.uint64(0),
    np.uint64(0x0101010101010101),
)  # words of a mask in which no row stays, or every one
_BLOCK = 32  # rows moved together, those behind the end of a run too: the next run is written over them
_LINE = 64  # bytes the machine moves at once
SIZES = 1, 2, 4, 8  # bytes of an entry
_TOGETHER = 16  # columns moved together: the machine fetches ahead in so many, of more it loses track


def runs_of(kept: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the first row of each run of kept rows and the row behind its last, int64 (runs,); `kept` is bool (n,)."""
    return _runs_of(np.ascontiguousarray(kept, bool).view(np.uint8))


def new_rows(first: np.ndarray, behind: np.ndarray, rows: int) -> np.ndarray:
    """Return old row -> new row, -1 where removed, int32 (rows,), from the runs that stay."""
    out = np.empty(rows, np.int32)
    _number(first, behind, out)
    return out


def addresses_of(columns: Sequence[np.ndarray]) -> list[np.ndarray]:
    """Return the addresses of plain columns by bytes of an entry (`SIZES`), int64 arrays."""
    if not all(c.flags.writeable for c in columns):
        raise ValueError("columns that may not be written cannot be closed up")
    return [np.array([c.ctypes.data for c in columns if c.itemsize == size], np.int64) for size in SIZES]


def close_gaps(
    addresses: Sequence[np.ndarray], rows: int, first: np.ndarray, behind: np.ndarray, threads: int = 1
) -> None:
    """Move runs of rows to the front of columns, in order and in place, some columns after others; threads share them.

    Parameters
    ----------
    addresses : sequence of int64 arrays
        Of columns with room for `rows` rows each, as of `addresses_of`.
    first, behind : int64 arrays (runs,)
        As of `runs_of`.
    """
    n = max(1, threads, -(-sum(map(len, addresses)) // _TOGETHER))
    shares = ([np.ascontiguousarray(a[k::n]) for a in addresses] for k in range(n))
    run_all(((_move_runs, first, behind, *share, rows) for share in shares), threads)


@njit(cache=True, nogil=True)
def _runs_of(kept):
    first, behind = np.empty(len(kept) // 2 + 1, np.int64), np.empty(len(kept) // 2 + 1, np.int64)
    words = kept[: len(kept) // _WORD * _WORD].view(np.uint64)
    n, before = 0, 0
    for w in range(len(words) + 1):
        is_last = w == len(words)
        if not is_last and words[w] == (_ALL if before else _NONE):
            continue
        for i in range(_WORD * w, len(kept) if is_last else _WORD * w + _WORD):
            if kept[i] > before:
                first[n] = i
            elif kept[i] < before:
                behind[n] = i
                n += 1
            before = kept[i]
    if before:
        behind[n] = len(kept)
        n += 1
    return first[:n], behind[:n]


@njit(cache=True, nogil=True)
def _number(first, behind, out):
    n, done = 0, 0
    for k in range(len(first)):
        gone = first[k] - n
        for i in range(done, first[k]):
            out[i] = -1
        for i in range(first[k], behind[k]):
            out[i] = i - gone
        n, done = behind[k] - gone, behind[k]
    for i in range(done, len(out)):
        out[i] = -1


@intrinsic
def _move(typingctx, to, source, count):
    """Move bytes from one address to another; a count known beforehand becomes single instructions."""

    def moved(context, builder, signature, args):
        target, begin = (builder.inttoptr(address, cgutils.voidptr_t) for address in args[:2])
        cgutils.raw_memmove(builder, target, begin, args[2], 1)
        return context.get_dummy_value()

    return types.void(types.int64, types.int64, types.int64), moved


@njit(cache=True, nogil=True)
def _move_runs(first, behind, bytes_1, bytes_2, bytes_4, bytes_8, rows):
    """Move runs in columns at addresses, by bytes of an entry; columns have room for `rows` rows.

    A block reaches behind its run. So it is moved only where that is written over nothing still to be read, which is
    so once as many rows as it has are gone, and where it does not reach behind the column.
    """
    n = 0
    for k in range(len(first)):
        at, stop = first[k], behind[k]
        while at < stop and at - n >= _BLOCK and at + _BLOCK <= rows:
            for a in bytes_1:
                _move(a + n, a + at, _BLOCK)
            for a in bytes_2:
                _move(a + 2 * n, a + 2 * at, _LINE)
            for a in bytes_4:
                for begin in range(0, 4 * _BLOCK, _LINE):
                    _move(a + 4 * n + begin, a + 4 * at + begin, _LINE)
            for a in bytes_8:
                for begin in range(0, 8 * _BLOCK, _LINE):
                    _move(a + 8 * n + begin, a + 8 * at + begin, _LINE)
            step = min(_BLOCK, stop - at)
            n, at = n + step, at + step
        left = max(0, stop - at)
        if left and at > n:
            for a in bytes_1:
                _move(a + n, a + at, left)
            for a in bytes_2:
                _move(a + 2 * n, a + 2 * at, 2 * left)
            for a in bytes_4:
                _move(a + 4 * n, a + 4 * at, 4 * left)
            for a in bytes_8:
                _move(a + 8 * n, a + 8 * at, 8 * left)
        n += left
