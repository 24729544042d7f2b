"""Run a kernel over a range of rows on several threads; results do not depend on the number of threads."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

BLOCK = 16384  # rows; smaller ranges are not worth a thread


def run_chunks(kernel: Callable[..., None], rows: int, threads: int, *arguments: object) -> None:
    """Call `kernel(*arguments, lo, hi)` over all rows.

    The kernel must release the GIL and write only rows lo..hi of its outputs, so that any split gives the same result.
    """
    if threads <= 1 or rows < 2 * BLOCK:
        kernel(*arguments, 0, rows)
        return
    step = -(-rows // threads)
    edges = [(lo, min(rows, lo + step)) for lo in range(0, rows, step)]
    with ThreadPoolExecutor(threads) as pool:
        for done in [pool.submit(kernel, *arguments, lo, hi) for lo, hi in edges]:
            done.result()
