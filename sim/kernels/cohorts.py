"""Pupils from grade to grade and into the first one, where no zones or homes are known: the reduced form of the year.

`sim run` uses it for a county that is a table of schools alone, the backtest for every table. What is known are stocks,
so joiners and leavers are net: the difference between who is promoted and who sits in the grade a year later.
"""

from typing import NamedTuple

import numpy as np
from numba import njit

from sim.base.draws import decision, draws_for, uniform
from sim.kernels.cohort_features import (
    Recent,
    Townships,
    entry_base,
    entry_cells,
    entry_terms,
    log_of,
    progress_terms,
    promoted_pupils,
    span_ends,
    taught_now,
)

_SCHOOL_LASTING, _SCHOOL_YEAR, _CELL, _ROUND, _SPAN = (
    decision(f"cohort.{name}") for name in ("school", "school_year", "cell", "round", "span")
)
MOST_MOVED = 0.5  # log: what the terms may do to a grade in a year (assumption: by about two thirds, no more)
CENTRE_PUPILS = 300.0  # pupils of a grade in the system, see `_redistributed` (assumption)


class Spread(NamedTuple):
    """Scatter of one kind of cell (progression or entry) around what is expected of it, relative to that.

    The variance of a cell of n expected pupils is `per_pupil` / n + `of_size` ** 2; `shape` (Q,) are the quantiles of
    the standardised scatter at equal steps of probability, of mean zero.
    """

    per_pupil: float
    of_size: float
    shape: np.ndarray


class Cohorts(NamedTuple):
    """The reduced form of a school system, fitted by `cohort_fit.fit_cohorts`.

    Parameters
    ----------
    rate : float array (K - 1,)
        Progression of the whole system into grades 2 to K, pupils per promoted pupil.
    school_grade : float array (S, K - 1)
        Lasting difference of a school at a grade from that, log, partially pooled.
    progress_weights, entry_weights : float arrays
        Weights of `PROGRESS_TERMS` and `ENTRY_TERMS`.
    progress_doubt, entry_doubt : float arrays
        Lower Cholesky factors of the covariance of the weights.
    trend : float array (2,)
        Yearly log change of all entrants together: first grade; entry grades further up, beyond that of their pool.
    trend_sd, shock_sd : float arrays (2,), (3,)
        Standard error of the trend; common shock of a year: first grade, other entry grades, progression.
    progress_spread, entry_spread : Spread
    shared, lasting : float
        Share of the scatter's variance that all grades of a school have in common in a year, and the share of that
        which lasts.
    opens_above, drops_lowest : float arrays (2, K)
        Probability that a school whose top grade is g opens the next one, and that one whose lowest grade is g drops
        it; row 0 where it did not do so last year, row 1 where it did (a school that grows, or fades, grade by grade).
    pool_weight : float
        How far entrants of higher grades follow the pupils of the whole table in the grade below, 0-1.
    repeat_share : float
        Pupils who repeat a grade, share.
    townships : Townships, or None
    """

    rate: np.ndarray
    school_grade: np.ndarray
    progress_weights: np.ndarray
    entry_weights: np.ndarray
    progress_doubt: np.ndarray
    entry_doubt: np.ndarray
    trend: np.ndarray
    trend_sd: np.ndarray
    shock_sd: np.ndarray
    progress_spread: Spread
    entry_spread: Spread
    shared: float
    lasting: float
    opens_above: np.ndarray
    drops_lowest: np.ndarray
    pool_weight: float
    repeat_share: float
    townships: Townships | None


class Expected(NamedTuple):
    """What is expected of next year's census: float arrays (..., S, K), and which cells are entries, bool."""

    promoted: np.ndarray
    pupils: np.ndarray
    spread: np.ndarray
    is_entry: np.ndarray


def expected_pupils(
    cohorts: Cohorts,
    recent: Recent,
    taught: np.ndarray,
    entry_change: np.ndarray,
    *,
    shift: np.ndarray = None,
) -> Expected:
    """Return what each school and grade is expected to hold at the next census, where it is taught.

    Parameters
    ----------
    cohorts : Cohorts
    recent : Recent
        The last censuses, arrays (..., S, K).
    taught : bool array (..., S, K)
        Grades taught next year.
    entry_change : float array (2,), or (..., 2)
        Log change of entrants that is not in the terms: first grade, other entry grades (trend, births).
    shift : float array (..., 9), optional
        Deviations of the three and six weights from the fitted ones (a draw of their uncertainty).

    Returns
    -------
    Expected
        `promoted` are the pupils of the grade below who stay on; `spread` is relative to `pupils`.
    """
    progress, entry = cohorts.progress_weights, cohorts.entry_weights
    if shift is not None:
        n = len(progress)
        progress, entry = (
            progress + shift[..., None, None, :n],
            entry + shift[..., None, None, n:],
        )
    promoted = np.zeros(recent.last.shape)
    promoted[..., 1:] = promoted_pupils(recent.last, cohorts.repeat_share)
    settled = taught & (recent.last > 0)
    pupils = np.zeros(recent.last.shape)
    carried = promoted[..., 1:] * cohorts.rate
    terms = progress_terms(recent, carried, cohorts.school_grade)
    pupils[..., 1:] = _redistributed(carried, (terms * progress).sum(-1), settled[..., 1:])
    is_entry = taught & entry_cells(recent)
    terms, pool = entry_terms(recent, cohorts.townships)
    entrants = _redistributed(entry_base(recent), (terms * entry).sum(-1), settled & is_entry)
    change = cohorts.pool_weight * pool + np.where(
        np.arange(taught.shape[-1]) == 0, entry_change[..., :1], entry_change[..., 1:]
    )
    pupils = np.where(taught, np.where(is_entry, entrants * np.exp(change)[..., None, :], pupils), 0.0)
    return Expected(promoted, pupils, relative_spread(cohorts, pupils, is_entry), is_entry)


def _redistributed(base: np.ndarray, terms: np.ndarray, settled: np.ndarray) -> np.ndarray:
    """Return base x exp(terms), (..., S, K), so that the sum of each grade over its `settled` cells stays that of base.

    The terms say how schools differ, not how the system changes. `CENTRE_PUPILS` are added to both sums: in a county
    of few schools the terms move the sum too.
    """
    moved = np.exp(log_of(base) + terms.clip(-MOST_MOVED, MOST_MOVED))
    before = np.where(settled, base, 0.0).sum(-2, keepdims=True) + CENTRE_PUPILS
    after = np.where(settled, moved, 0.0).sum(-2, keepdims=True) + CENTRE_PUPILS
    return moved * (before / after)


def relative_spread(cohorts: Cohorts, pupils: np.ndarray, is_entry: np.ndarray) -> np.ndarray:
    """Return the standard deviation of cells around what is expected of them, relative to it, (..., S, K)."""
    progress, entry = (
        np.sqrt(one.per_pupil / np.maximum(pupils, 1.0) + one.of_size**2)
        for one in (cohorts.progress_spread, cohorts.entry_spread)
    )
    return np.where(is_entry, entry, progress)


def taught_next(cohorts: Cohorts, recent: Recent, *, seed: int, year: int, uid: np.ndarray) -> np.ndarray:
    """Draw which grades each school teaches next year, bool (S, K): one more above, the lowest no more, or as now.

    Parameters
    ----------
    recent : Recent
        Arrays (S, K).
    seed, year : int
        Seed of the future and the year of the next census.
    uid : uint64 array (S,)
        Lasting numbers of the schools.
    """
    taught, before = taught_now(recent.last, recent.before), taught_now(recent.before, recent.third)
    (top, opened), (lowest, dropped) = span_ends(taught, before)
    grade = np.arange(taught.shape[1])
    luck = np.empty((2, *taught.shape))
    for g in grade:
        for k in range(2):
            luck[k, :, g] = draws_for(seed, _SPAN, year, uid, 2 * g + k)
    opens = top & (luck[0] < cohorts.opens_above[opened.astype(int), grade])
    drops = lowest & (luck[1] < cohorts.drops_lowest[dropped.astype(int), grade])
    following = taught & ~drops
    following[:, 1:] |= opens[:, :-1]
    return following


def joiners_leavers(expected: Expected, sizes: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return who joins and who leaves each school and grade beyond promotion, net.

    Parameters
    ----------
    expected : Expected
        Arrays (S, K).
    sizes : float array (S, K)
        Drawn by `drawn_sizes`.

    Returns
    -------
    joiners, leavers : int arrays (S, K)
        Beyond promoted pupils rounded to whole ones; one of the two is 0. Entry cells have neither.
    """
    change = np.where(expected.is_entry, 0, sizes - np.rint(expected.promoted)).astype(np.int64)
    return np.maximum(change, 0), np.maximum(-change, 0)


def drawn_sizes(cohorts: Cohorts, expected: Expected, *, seed: int, year: int, uid: np.ndarray) -> np.ndarray:
    """Draw the size of each cell around what is expected: whole pupils for progression, weights for entries.

    Parameters
    ----------
    cohorts : Cohorts
    expected : Expected
        Arrays (S, K).
    seed, year : int
    uid : uint64 array (S,)
        Lasting numbers of the schools; the luck of a cell is a function of seed, year, school and grade.

    Returns
    -------
    float array (S, K)
    """
    lasting, yearly = (
        draws_for(seed, _SCHOOL_LASTING, 0, uid),
        draws_for(seed, _SCHOOL_YEAR, year, uid),
    )
    parts = np.sqrt(
        [cohorts.shared * cohorts.lasting, cohorts.shared * (1 - cohorts.lasting), 1 - cohorts.shared]
    )
    sizes = np.empty(expected.pupils.shape)
    _draw_sizes(
        expected.pupils, expected.spread, expected.is_entry, lasting, yearly, parts,
        cohorts.progress_spread.shape, cohorts.entry_spread.shape, seed, _CELL, _ROUND, year, uid, sizes,
    )  # fmt: skip
    return sizes


@njit(cache=True, nogil=True)
def _draw_sizes(
    pupils, spread, is_entry, lasting, yearly, parts, progress_shape, entry_shape, seed,
    cell_key, round_key, year, uid, sizes,
):  # fmt: skip
    for s in range(pupils.shape[0]):
        for g in range(pupils.shape[1]):
            if pupils[s, g] <= 0.0:
                sizes[s, g] = 0.0
                continue
            shape = entry_shape if is_entry[s, g] else progress_shape
            own = uniform(seed, cell_key, year, uid[s], g)
            z = parts[0] * _quantile(shape, lasting[s]) + parts[1] * _quantile(shape, yearly[s])
            z += parts[2] * _quantile(shape, own)
            size = max(0.0, pupils[s, g] * (1.0 + spread[s, g] * z))
            if not is_entry[s, g]:
                size = np.floor(size + uniform(seed, round_key, year, uid[s], g))
            sizes[s, g] = size


@njit(cache=True, inline="always")
def _quantile(shape, u):
    """Return the quantile of `u` in a table of quantiles at equal steps of probability, linear between them."""
    at = u * (len(shape) - 1)
    k = min(int(at), len(shape) - 2)
    return shape[k] + (at - k) * (shape[k + 1] - shape[k])
