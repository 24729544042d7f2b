"""Keyed draws: luck as a function of (seed, decision, year, who, what), never of a stream.

Philox4x32-10 (Salmon et al. 2011, "Parallel random numbers: as easy as 1, 2, 3", SC'11). The 128-bit counter holds
(uid low, uid high, what, year), the 64-bit key (seed, hash of the decision's name). So the same child meets the
same luck under every policy, on any number of threads, and a new school re-rolls nobody.
"""

import hashlib

import numpy as np
from numba import njit

_LOW = np.uint64(0xFFFFFFFF)
_M0, _M1 = np.uint64(0xD2511F53), np.uint64(0xCD9E8D57)
_W0, _W1 = np.uint64(0x9E3779B9), np.uint64(0xBB67AE85)
_S5, _S6, _S26, _S32 = np.uint64(5), np.uint64(6), np.uint64(26), np.uint64(32)
_UNIT = 1.0 / 9007199254740992.0  # 2**-53

_NAMES: dict[int, str] = {}


def decision(name: str) -> np.uint64:
    """Return the 32-bit key of a decision's name, as `uint64`.

    Raises
    ------
    ValueError
        If two names of this process share a key: one of them must be renamed.
    """
    key = int.from_bytes(hashlib.blake2s(name.encode(), digest_size=4).digest(), "little")
    if _NAMES.setdefault(key, name) != name:
        raise ValueError(f"decisions {name!r} and {_NAMES[key]!r} share the key {key:#x}: rename one")
    return np.uint64(key)


@njit(cache=True, inline="always")
def philox(c0, c1, c2, c3, k0, k1):
    """Return the four 32-bit words (as `uint64`) of Philox4x32-10 for a counter and a key (32-bit words)."""
    for _ in range(10):
        p0, p1 = _M0 * c0, _M1 * c2
        c0, c1, c2, c3 = (p1 >> _S32) ^ c1 ^ k0, p1 & _LOW, (p0 >> _S32) ^ c3 ^ k1, p0 & _LOW
        k0, k1 = (k0 + _W0) & _LOW, (k1 + _W1) & _LOW
    return c0, c1, c2, c3


@njit(cache=True, inline="always")
def uniform(seed, what_for, year, uid, what):
    """Return one draw in [0, 1) with 53 random bits.

    Parameters
    ----------
    seed, what_for : int
        Seed of the run and key of the decision (`decision(name)`), 32 bits each.
    year, what : int
        School year and alternative (a school's or place's lasting number, or 0), 32 bits each.
    uid : int
        Lasting 64-bit number of whom the draw is for.
    """
    u = np.uint64(uid)
    a, b, _, _ = philox(
        u & _LOW,
        u >> _S32,
        np.uint64(what) & _LOW,
        np.uint64(year) & _LOW,
        np.uint64(seed) & _LOW,
        np.uint64(what_for),
    )
    return np.float64(((a >> _S5) << _S26) | (b >> _S6)) * _UNIT


@njit(cache=True, inline="always")
def new_uid(what_for, year, uid, what):
    """Return a lasting 64-bit number derived from its parent's; independent of the seed."""
    u = np.uint64(uid)
    _, _, c, d = philox(
        u & _LOW, u >> _S32, np.uint64(what) & _LOW, np.uint64(year) & _LOW, _LOW, np.uint64(what_for)
    )
    return (c << _S32) | d


def new_uids(what_for: np.uint64, year: int, uid: np.ndarray, what: np.ndarray) -> np.ndarray:
    """Return `new_uid` of each parent and ordinal, uint64 (n,)."""
    out = np.empty(len(uid), np.uint64)
    _new_uids(what_for, year, np.asarray(uid, np.uint64), np.asarray(what, np.uint64), out)
    return out


@njit(cache=True)
def _new_uids(what_for, year, uid, what, out):
    for i in range(len(uid)):
        out[i] = new_uid(what_for, np.uint64(year), uid[i], what[i])


def number_of(code: str, longest: int = 0) -> np.uint64:
    """Return a number for a code: its last eight bytes, or where it is longer than `longest` signs a hash of it.

    The last signs alone tell codes of one form apart, but not all codes a bureau may use.
    """
    raw = code.encode()
    if len(raw) > longest:
        raw = hashlib.blake2s(raw, digest_size=8).digest()
    return np.uint64(int.from_bytes(raw[-8:], "little"))


@njit(cache=True, nogil=True)
def uniforms(seed, what_for, year, uid, what, out, lo, hi):
    """Fill `out[lo:hi]` with `uniform` of each `uid[lo:hi]`, apart from decisions, so that it vectorises."""
    s, d, w, y = np.uint64(seed) & _LOW, np.uint64(what_for), np.uint64(what) & _LOW, np.uint64(year) & _LOW
    of, to = uid[lo:hi], out[lo:hi]
    for i in range(len(of)):
        u = of[i]
        a, b, _, _ = philox(u & _LOW, u >> _S32, w, y, s, d)
        to[i] = np.float64(((a >> _S5) << _S26) | (b >> _S6)) * _UNIT


BLOCK = 512  # rows whose draws a kernel makes before it decides: they vectorise and stay in the nearest cache


@njit(cache=True, nogil=True)
def draw_block(seed, what_for, year, uid, what, out):
    """Fill the first draws of `out` with `uniform` of each of `uid`, a slice of at most `len(out)` rows."""
    for i in range(len(uid)):
        out[i] = uniform(seed, what_for, year, uid[i], what)


@njit(cache=True, nogil=True)
def draw_cells(seed, what_for, year, uid, first, out):
    """Fill `out` (n,) with `uniform` of one `uid` for the alternatives `first`, `first` + 1 and so on."""
    for k in range(len(out)):
        out[k] = uniform(seed, what_for, year, uid, first + k)


# Acklam's rational approximation of the normal quantile: numerators and denominators, tail and centre.
_TAIL_TOP = (
    -7.784894002430293e-03, -3.223964580411365e-01, -2.400758277161838, -2.549732539343734, 4.374664141464968,
    2.938163982698783,
)  # fmt: skip
_TAIL_BOTTOM = (7.784695709041462e-03, 3.224671290700398e-01, 2.445134137142996, 3.754408661907416, 1.0)
_CENTRE_TOP = (
    -3.969683028665376e01, 2.209460984245205e02, -2.759285104469687e02, 1.383577518672690e02,
    -3.066479806614716e01, 2.506628277459239,
)  # fmt: skip
_CENTRE_BOTTOM = (
    -5.447609879822406e01, 1.615858368580409e02, -1.556989798598866e02, 6.680131188771972e01,
    -1.328068155288572e01, 1.0,
)  # fmt: skip


@njit(cache=True, inline="always")
def _polynomial(coefficients, x):
    total = 0.0
    for c in coefficients:
        total = total * x + c
    return total


def draws_for(seed: int, what_for: np.uint64, year: int, uid: np.ndarray, what: int = 0) -> np.ndarray:
    """Return one draw in [0, 1) for each of `uid`, float array of its length."""
    out = np.empty(len(uid))
    uniforms(seed, what_for, year, uid, what, out, 0, len(uid))
    return out


@njit(cache=True)
def normal_quantile(u):
    """Return the standard normal quantile of `u` in (0, 1); relative error below 1.2e-9 (Acklam)."""
    if u < 0.02425 or u > 0.97575:
        q = np.sqrt(-2.0 * np.log(min(u, 1.0 - u) + 1e-300))
        z = _polynomial(_TAIL_TOP, q) / _polynomial(_TAIL_BOTTOM, q)
        return z if u < 0.5 else -z
    q = u - 0.5
    return q * _polynomial(_CENTRE_TOP, q * q) / _polynomial(_CENTRE_BOTTOM, q * q)


@njit(cache=True)
def binomial(n, p, u):
    """Return the number of successes of `n` trials at probability `p` whose distribution function first exceeds `u`.

    Exact inversion, O(n p) steps, up to a mean of 300; above it the normal quantile with the Cornish-Fisher term for
    skewness, whose error in the distribution function is below 0.001. Non-decreasing in `n`, `p` and `u`, but where
    a mean of 300 is crossed, at which one draw in a thousand steps back by one.
    """
    if n <= 0 or p <= 0.0:
        return 0
    if p >= 1.0:
        return n
    if p > 0.5:
        return n - binomial(n, 1.0 - p, 1.0 - u)
    if u < 1.0 - n * p - 1e-9:  # below Bernoulli's bound of the chance of none; the rest is left to rounding
        return 0
    q = 1.0 - p
    if n * p > 300.0:
        z = normal_quantile(u)
        spread = np.sqrt(n * p * q)
        return int(max(0.0, min(np.floor(n * p + spread * z + (q - p) * (z * z - 1.0) / 6.0 + 0.5), n)))
    term = q**n
    ratio = p / q
    cumulated = term
    k = 0
    while cumulated <= u and k < n:
        k += 1
        term *= ratio * (n - k + 1) / k
        cumulated += term
        if term < 1e-17 and k > n * p:  # adds nothing more to a sum near one
            break
    return k


@njit(cache=True)
def poisson(mean, u):
    """Return the Poisson count with this mean whose distribution function first exceeds `u` (mean <= 500)."""
    if mean <= 0.0 or u < 1.0 - mean - 1e-9:  # exp(-mean) is above 1 - mean; the rest is left to rounding
        return 0
    term = np.exp(-mean)
    cumulated = term
    k = 0
    while cumulated <= u and k < 5000:
        k += 1
        term *= mean / k
        cumulated += term
        if term < 1e-17 and k > mean:  # adds nothing more to a sum near one
            break
    return k


def uniform_of(seed: int, what_for: np.uint64, year: int, uid: int, what: int = 0) -> float:
    """Return `uniform` for plain Python numbers (setup code, not for loops)."""
    return float(_uniform_one(np.uint64(seed), what_for, np.uint64(year), np.uint64(uid), np.uint64(what)))


@njit(cache=True)
def _uniform_one(seed, what_for, year, uid, what):
    return uniform(seed, what_for, year, uid, what)
