"""Keyed draws look like independent uniform numbers along every part of the key."""

import numpy as np
import pytest
from numba import njit
from scipy import stats

from sim.base.draws import decision, uniform, uniforms

pytestmark = pytest.mark.verify

SIZE = 4_000_000
AXES = ("seed", "decision", "year", "uid", "what")


@njit
def along(axis, size, seed, decisions):
    """Return `size` draws that differ in one part of the key only, the others being fixed."""
    out = np.empty(size)
    for i in range(size):
        s = seed + i if axis == 0 else seed
        d = decisions[i % len(decisions)] if axis == 1 else decisions[0]
        year = i if axis == 2 else 2017
        uid = np.uint64(i // len(decisions) if axis == 1 else (i if axis == 3 else 7))
        what = i if axis == 4 else 0
        out[i] = uniform(s, d, year, uid, what)
    return out


@pytest.fixture(scope="module")
def keys():
    return np.array([decision(f"verify {i}") for i in range(16)], dtype=np.uint64)


@pytest.mark.parametrize("axis", range(len(AXES)), ids=AXES)
def test_uniform(axis, keys, verify_seed, record_property):
    """Draws along one part of the key are uniform (chi-square over 1,000 cells, two-sided at 1e-4)."""
    counts = np.bincount((along(axis, SIZE, verify_seed, keys) * 1000).astype(np.int64), minlength=1000)
    p = stats.chisquare(counts).pvalue
    record_property("p", f"{p:.4f}")
    assert 1e-4 < p < 1 - 1e-4


@pytest.mark.parametrize("axis", range(len(AXES)), ids=AXES)
def test_neighbours_are_independent(axis, keys, verify_seed, record_property):
    """Neighbours along one part of the key are independent (30 x 30 cells of pairs, two-sided at 1e-4)."""
    draws = along(axis, SIZE, verify_seed, keys)
    cells = (draws[0::2] * 30).astype(np.int64) * 30 + (draws[1::2] * 30).astype(np.int64)
    p = stats.chisquare(np.bincount(cells, minlength=900)).pvalue
    record_property("p", f"{p:.4f}")
    assert 1e-4 < p < 1 - 1e-4


def test_seeds_do_not_share_luck(keys, verify_seed, record_property):
    """The draws of the same children under neighbouring seeds do not correlate (|r| < 4 / sqrt n)."""
    uid = np.arange(SIZE, dtype=np.uint64)
    draws = np.empty((2, SIZE))
    for row, seed in enumerate((verify_seed, verify_seed + 1)):
        uniforms(seed, keys[0], 2017, uid, 0, draws[row], 0, SIZE)
    r = np.corrcoef(draws)[0, 1]
    record_property("r", f"{r:.2e}")
    assert abs(r) < 4 / np.sqrt(SIZE)
