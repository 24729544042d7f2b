"""Keyed draws: published answers, a second form in plain Python, uniform, independent, inverted exactly."""

from itertools import combinations

import numpy as np
import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st
from numba import njit
from scipy import stats

from sim.base import draws
from sim.base.draws import (
    binomial,
    decision,
    draw_block,
    draw_cells,
    new_uid,
    new_uids,
    normal_quantile,
    philox,
    poisson,
    uniform,
    uniform_of,
    uniforms,
)
from tests import plain_luck

WORD, LONG = st.integers(0, 2**32 - 1), st.integers(0, 2**64 - 1)
# Random123, kat_vectors, philox4x32 with 10 rounds.
KNOWN = [
    ("00000000 00000000 00000000 00000000", "00000000 00000000", "6627e8d5 e169c58d bc57ac4c 9b00dbd8"),
    ("ffffffff ffffffff ffffffff ffffffff", "ffffffff ffffffff", "408f276d 41c83b0e a20bc7c6 6d5451fd"),
    ("243f6a88 85a308d3 13198a2e 03707344", "a4093822 299f31d0", "d16cfe09 94fdcceb 5001e420 24126ea1"),
]
AXES = ("seed", "decision", "year", "uid", "what")
SIZE = 60_000


def _hex(words):
    return [int(w, 16) for w in words.split()]


def _kernel(counter, key):
    return [int(w) for w in philox(*(np.uint64(w) for w in (*counter, *key)))]


@pytest.mark.parametrize(("counter", "key", "answer"), KNOWN)
def test_known_answers(counter, key, answer):
    assert _kernel(_hex(counter), _hex(key)) == _hex(answer)
    assert list(plain_luck.philox(_hex(counter), _hex(key))) == _hex(answer)


@given(st.tuples(WORD, WORD, WORD, WORD), st.tuples(WORD, WORD))
def test_kernel_is_the_plain_form(counter, key):
    assert _kernel(counter, key) == list(plain_luck.philox(counter, key))


@given(WORD, WORD, WORD, LONG, WORD)
@example(0, 0, 0, 0, 0)
@example(2**32 - 1, 2**32 - 1, 2**32 - 1, 2**64 - 1, 2**32 - 1)
def test_draws_are_the_plain_form(seed, what_for, year, uid, what):
    expected = plain_luck.uniform(seed, what_for, year, uid, what)
    assert 0.0 <= expected < 1.0
    assert uniform_of(seed, np.uint64(what_for), year, uid, what) == expected
    out = np.full(3, -1.0)
    uniforms(seed, np.uint64(what_for), year, np.full(3, uid, np.uint64), what, out, 1, 2)
    assert out.tolist() == [-1.0, expected, -1.0]
    block, cells = np.full(3, -1.0), np.full(2, -1.0)
    draw_block(seed, np.uint64(what_for), year, np.full(2, uid, np.uint64), what, block)
    draw_cells(seed, np.uint64(what_for), year, np.uint64(uid), what - 1, cells)
    assert block.tolist() == [expected, expected, -1.0]
    assert cells[1] == expected
    number = new_uid(np.uint64(what_for), year, np.uint64(uid), what)
    assert int(number) == plain_luck.new_uid(what_for, year, uid, what)
    assert new_uids(np.uint64(what_for), year, np.array([uid], np.uint64), np.array([what])) == [number]


def test_decision_keys_differ_by_name_and_a_shared_key_is_refused(monkeypatch):
    assert decision("test.one") == decision("test.one") != decision("test.two")
    assert int(decision("test.one")) < 2**32
    monkeypatch.setattr(draws, "_NAMES", {int(decision("test.one")): "another"})
    with pytest.raises(ValueError, match=r"'test\.one' and 'another' share"):
        decision("test.one")


@njit
def _along(axis, size, lag):
    """Return draws along one part of the key: position i holds the key's part at i x lag."""
    out = np.empty(size)
    for i in range(size):
        at = np.array([11, 22, 2017, 44, 55])
        at[axis] += i * lag
        out[i] = uniform(at[0], np.uint64(at[1]), at[2], np.uint64(at[3]), at[4])
    return out


@njit
def _grid(one, other, size):
    """Return the first draw of each key on a grid of two parts, shape (size, size)."""
    out = np.empty((size, size))
    for i in range(size):
        for j in range(size):
            at = np.array([11, 22, 2017, 44, 55])
            at[one] += i
            at[other] += j
            out[i, j] = uniform(at[0], np.uint64(at[1]), at[2], np.uint64(at[3]), at[4])
    return out


def _p_uniform(u):
    return stats.kstest(u, "uniform").pvalue


def _p_low_bits(u):
    """Return p of the last 10 of the 53 bits, which a cell count never sees."""
    return stats.chisquare(np.bincount((u * 2.0**53).astype(np.int64) & 1023, minlength=1024)).pvalue


def _p_pairs(a, b):
    cells = (a * 12).astype(np.int64) * 12 + (b * 12).astype(np.int64)
    return stats.chisquare(np.bincount(cells, minlength=144)).pvalue


def _sound(p):
    """Two-sided: neither too far from chance nor too near; one false alarm in 5,000, decided by the seed."""
    return 1e-4 < p < 1 - 1e-4


@pytest.mark.parametrize("axis", range(5), ids=AXES)
@pytest.mark.parametrize("lag", [1, 2, 64, 4096, 65536])
def test_uniform_along_every_part(axis, lag):
    if axis == 2 and lag == 65536:
        lag = 10  # as far as years ever lie apart
    u = _along(axis, SIZE, lag)
    assert _sound(_p_uniform(u))
    assert _sound(_p_low_bits(u))


@pytest.mark.parametrize("axis", range(5), ids=AXES)
def test_neighbours_are_independent(axis):
    u = _along(axis, SIZE, 1)
    for lag in (1, 2, 3, 4, 8, 16):
        assert abs(np.corrcoef(u[:-lag], u[lag:])[0, 1]) < 4 / np.sqrt(SIZE)
        step = u[: len(u) // (2 * lag) * 2 * lag].reshape(
            -1, 2, lag
        )  # disjoint pairs, so that chi-square holds
        assert _sound(_p_pairs(step[:, 0].ravel(), step[:, 1].ravel()))


@pytest.mark.parametrize(("one", "other"), list(combinations(range(5), 2)))
def test_two_parts_do_not_trade_places(one, other):
    """A step in one part and a step in another lead to independent draws; a key that adds them up fails."""
    u = _grid(one, other, 256)
    assert len(np.unique(u)) == u.size
    assert _sound(_p_pairs(u[:-1:2, 1::2].ravel(), u[1::2, :-1:2].ravel()))  # (i, j+1) beside (i+1, j)
    assert _sound(_p_pairs(u[::2, ::2].ravel(), u[1::2, 1::2].ravel()))


def test_these_tests_have_power():
    """The same tests refuse a density tilted by 6 %, a dead low bit, 5 % of equal pairs, and a mere count."""
    u = _along(3, SIZE, 1)
    assert not _sound(_p_uniform(np.where(u < 0.5, u * 1.03, 1.0 - (1.0 - u) * 0.97)))
    assert not _sound(_p_low_bits(np.floor(u * 2.0**52) * 2.0**-52))
    pairs = u.reshape(-1, 2).copy()
    pairs[::20, 1] = pairs[::20, 0]
    assert not _sound(_p_pairs(*pairs.T))
    assert abs(np.corrcoef(pairs.T)[0, 1]) > 4 / np.sqrt(len(pairs)) / np.sqrt(2)
    assert not _sound(_p_uniform(np.arange(SIZE) / SIZE))


@njit
def _many_uids(key, size):
    out = np.empty(size, np.uint64)
    for i in range(size):
        out[i] = new_uid(key, 2017 + i % 7, np.uint64(i // 70), i // 7 % 10)
    return out


def test_new_uids_do_not_collide():
    uids = _many_uids(decision("test.uid"), 1_000_000)
    assert len(np.unique(uids)) == 1_000_000
    high = np.bincount((uids >> np.uint64(54)).astype(np.int64), minlength=1024)
    assert _sound(stats.chisquare(high).pvalue)


def test_normal_quantile():
    u = np.concatenate(
        [10.0 ** -np.arange(2.0, 16.0), np.linspace(0.001, 0.999, 997), 1 - 10.0 ** -np.arange(2.0, 12.0)]
    )
    found = np.array([normal_quantile(x) for x in u])
    np.testing.assert_allclose(found, stats.norm.ppf(u), rtol=1.2e-9, atol=1e-15)


CHANCE = st.one_of(st.sampled_from([0.0, 0.5, 1.0]), st.floats(0.0, 1.0))
LUCK = st.one_of(st.sampled_from([0.0, 0.5, 1 - 2**-53]), st.floats(0.0, 1.0, exclude_max=True))


def _first_above(k, distribution, u, slack):
    """Tell whether `k` is the smallest count whose distribution function exceeds `u`, up to `slack`."""
    if (
        u >= 1 - 1e-12
    ):  # the last bits of a sum of probabilities: the count must still lie in the tail, not beyond it
        return distribution.sf(k - 1) > 1e-20 and distribution.sf(k) < 1e-11
    return distribution.cdf(k) > u - slack and (k == 0 or distribution.cdf(k - 1) <= u + slack)


@given(st.integers(0, 700), CHANCE, LUCK)
def test_binomial_inverts_the_distribution_function(n, p, u):
    k = binomial(n, p, u)
    assert 0 <= k <= n
    if 0.0 < p < 1.0 and n > 0 and u > 1e-12:
        slack = 1e-12 if min(p, 1 - p) * n <= 300 else 1e-4
        assert _first_above(k, stats.binom(n, p), u, slack)
    elif p in (0.0, 1.0):
        assert k == n * p
    else:
        assert k == 0 or stats.binom(n, p).cdf(k - 1) < 1e-11


@given(st.integers(700, 100_000), st.floats(0.01, 0.99), LUCK)
def test_binomial_of_many_is_near(n, p, u):
    assume(1e-9 < u < 1 - 1e-9 and min(p, 1 - p) * n > 300)
    k = binomial(n, p, u)
    assert _first_above(k, stats.binom(n, p), u, 1e-4)
    assert k <= binomial(n + 1, p, u) <= k + 1
    assert k <= binomial(n, p, min(u * 1.01, 1 - 1e-9))


@pytest.mark.parametrize(
    ("n", "p"), [(30_100, 0.01), (301_000, 0.001), (3_000, 0.11), (2_000, 0.84), (700, 0.55)]
)
def test_binomial_of_many_steps_where_the_distribution_function_does(n, p):
    exact = stats.binom(n, p)
    for k in np.unique(exact.ppf(np.linspace(0.001, 0.999, 61))).astype(int):
        step = exact.cdf(k)
        assert binomial(n, p, step - 1e-4) <= k < binomial(n, p, step + 1e-4)


@given(st.floats(0.0, 500.0), LUCK)
def test_poisson_inverts_the_distribution_function(mean, u):
    k = poisson(mean, u)
    assert k >= 0
    if mean > 0 and u > 1e-12:
        assert _first_above(k, stats.poisson(mean), u, 1e-12)
    assert poisson(0.0, u) == poisson(-1.0, u) == 0


@given(st.integers(0, 590), CHANCE, CHANCE, st.floats(0.0, 1 - 1e-9), st.floats(0.0, 1 - 1e-9))
def test_binomial_and_poisson_are_monotone(n, p, q, u, v):
    """More trials, a higher chance or a higher draw never give fewer: what common luck rests on."""
    (p, q), (u, v) = sorted((p, q)), sorted((u, v))
    hair = 1e-12  # a draw that equals the distribution function up to rounding may fall on either side
    k = binomial(n, p, u)
    assert k <= binomial(n + 1, p, u + hair)
    assert binomial(n + 1, p, max(0.0, u - hair)) <= k + 1
    assert k <= binomial(n, q, u + hair)
    assert k <= binomial(n, p, v)
    assert poisson(p * 400, u) <= poisson(q * 400, u + hair)
    assert poisson(q * 400, u) <= poisson(q * 400, v)
