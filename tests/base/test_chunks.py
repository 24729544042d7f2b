"""Kernels over ranges of rows: every row once, whatever the number of threads."""

import threading

import numpy as np
import pytest

from sim.base import chunks
from sim.base.chunks import run_chunks
from sim.base.draws import decision, uniforms

ROWS = 100_003


@pytest.mark.parametrize("threads", [0, 1, 2, 3, 7])
@pytest.mark.parametrize("rows", [0, 1, 2 * chunks.BLOCK - 1, 2 * chunks.BLOCK, ROWS])
def test_every_row_once(rows, threads):
    touched = np.zeros(rows, int)

    def count(array, lo, hi):
        array[lo:hi] += 1

    run_chunks(count, rows, threads, touched)
    assert (touched == 1).all()


def test_threads_give_the_same_draws():
    uid = np.arange(ROWS, dtype=np.uint64)
    alone = np.empty(ROWS)
    run_chunks(uniforms, ROWS, 1, 3, decision("test.chunks"), 2017, uid, 0, alone)
    for threads in (2, 5):
        out = np.empty(ROWS)
        run_chunks(uniforms, ROWS, threads, 3, decision("test.chunks"), 2017, uid, 0, out)
        assert (out == alone).all()


def test_the_work_is_divided():
    seen = []
    run_chunks(lambda lo, hi: seen.append((lo, hi, threading.get_ident())), ROWS, 4)
    assert sorted(hi - lo for lo, hi, _ in seen)[-1] == -(-ROWS // 4)
    assert threading.get_ident() not in {thread for *_, thread in seen}
    seen.clear()
    run_chunks(lambda lo, hi: seen.append((lo, hi)), 100, 4)
    assert seen == [(0, 100)]


def test_an_error_in_a_thread_is_raised():
    def fail(lo, hi):
        if lo:
            raise ArithmeticError("the second block failed")

    with pytest.raises(ArithmeticError, match="second block"):
        run_chunks(fail, ROWS, 2)
