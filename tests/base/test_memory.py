"""Resident memory: what a block of work takes shows in the peak, what it keeps in both."""

import os

import numpy as np
import pytest

from sim.base.memory import forget_peak, give_back, resident
from tests.taken_memory import taken

pytestmark = pytest.mark.skipif(
    not os.access("/proc/self/clear_refs", os.W_OK), reason="this system tells the peak alone"
)
MB = 1_000_000


def test_a_temporary_shows_in_the_peak_alone():
    assert forget_peak()
    before, _ = resident()
    taken(80 * MB)  # given back
    after, peak = resident()
    assert 70 * MB < peak - before < 100 * MB
    assert after - before < 20 * MB


def test_a_forgotten_peak_counts_no_more():
    taken(80 * MB)
    forget_peak()
    now, peak = resident()
    assert peak - now < 20 * MB


def test_freed_memory_goes_back_to_the_system():
    small = [
        np.ones(2_000) for _ in range(5_000)
    ]  # 80 MB in pieces that the C library keeps when they are freed
    last = np.ones(2_000)
    held, _ = resident()
    del small
    give_back()
    assert held - resident()[0] > 60 * MB
    assert last.sum() == 2_000
