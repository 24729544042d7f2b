"""Kernels over ranges of rows: every row once, whatever the number of threads."""

import threading

import numpy as np
import pytest

from sim.base import chunks
from sim.base.chunks import count_chunks, find_chunks, results_of_chunks, run_chunks
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
    seen, all_at_work = [], threading.Barrier(4, timeout=60)

    def note(lo, hi):
        all_at_work.wait()
        seen.append((lo, hi, threading.get_ident()))

    run_chunks(note, ROWS, 4)
    assert sorted(hi - lo for lo, hi, _ in seen)[-1] == -(-ROWS // 4)
    assert len({thread for *_, thread in seen}) == 4
    assert threading.get_ident() in {thread for *_, thread in seen}  # who asks takes a share
    seen.clear()
    run_chunks(lambda lo, hi: seen.append((lo, hi)), 100, 4)
    assert seen == [(0, 100)]


@pytest.mark.parametrize(("rows", "threads"), [(9, 4), (10, 7), (33, 32), (32, 64)])
def test_few_rows_are_divided_where_each_is_dear_and_no_thread_is_asked_for_none(rows, threads):
    """Nine rows and four threads: three each, and nothing is left for the last."""
    edges, counted = [], np.zeros(rows, int)

    def note(*told):
        edges.append(told[-2:])

    run_chunks(note, rows, threads, least=9)
    count_chunks(note, rows, threads, lambda: (counted,), least=9)
    expected = [(lo, min(rows, lo - (-rows // threads))) for lo in range(0, rows, -(-rows // threads))]
    assert sorted(edges) == sorted(expected * 2)


def test_an_error_in_a_thread_is_raised():
    def fail(lo, hi):
        if lo:
            raise ArithmeticError("the second block failed")

    with pytest.raises(ArithmeticError, match="second block"):
        run_chunks(fail, ROWS, 2)


@pytest.mark.parametrize("threads", [1, 2, 5])
def test_counts_of_chunks_are_added(threads):
    cell = np.arange(ROWS) % 7

    def count(of, counters, lo, hi):
        counters[0][:] += np.bincount(of[lo:hi], minlength=7)
        counters[1][:] += hi - lo

    by_cell, rows = count_chunks(count, ROWS, threads, lambda: (np.zeros(7, int), np.zeros(1, int)), cell)
    assert by_cell.tolist() == np.bincount(cell).tolist()
    assert rows.tolist() == [ROWS]


@pytest.mark.parametrize("threads", [1, 2, 5])
def test_what_chunks_find_is_put_in_order(threads):
    def multiples(of, found, lo, hi):
        there = [i for i in range(lo, hi) if i % of == 0]
        found[: len(there)] = there
        found[hi - lo] = -1  # room for one more than there are rows
        return len(there)

    assert find_chunks(multiples, ROWS, threads, 7).tolist() == list(range(0, ROWS, 7))
    assert find_chunks(multiples, 0, threads, 7).tolist() == []


@pytest.mark.parametrize("threads", [1, 2, 3])
def test_results_of_chunks_stand_in_the_order_of_rows(threads):
    edges = results_of_chunks(lambda told, lo, hi: (told, lo, hi), ROWS, threads, "told")
    assert [one[0] for one in edges] == ["told"] * threads
    assert [row for _, lo, hi in edges for row in range(lo, hi)] == list(range(ROWS))
