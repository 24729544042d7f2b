"""What the size of a grade depends on: the grade below, the school's habit, its size, its growth, and its peak.

One definition for the fit (`cohort_fit`) and for every year that is simulated (`cohorts`). Arrays may have leading axes
(futures) before schools (S) and grades (K); grades stand in order, the first is the entry grade of the system.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

PROGRESS_TERMS = ("school_grade", "habit", "size")
ENTRY_TERMS = ("habit", "grades_above", "size", "growth", "peak", "township")
LEAST = 0.5  # pupils: a grade of less counts as this in logarithms (assumption; half of the smallest grade there is)
# A grade is filled from elsewhere if it took in this many pupils last year (fewer may be chance in a small grade), and
# if at most this share of it came up from the grade below (assumptions).
LEAST_INTAKE, MOST_PROMOTED = 20, 0.5
FEW = 5  # pupils: a grade of fewer can be empty for a year without being closed (assumption)
# Pupils added to both years of a pool, so that a small one moves little (assumption).
POOL_PSEUDO = 30.0


class Recent(NamedTuple):
    """The last three censuses, and the largest census before the last, float arrays (..., S, K); 0 = no pupils."""

    last: np.ndarray
    before: np.ndarray
    third: np.ndarray
    peak: np.ndarray

    def then(self, pupils: np.ndarray) -> Recent:
        """Return the same a census later."""
        return Recent(pupils, self.last, self.before, np.maximum(self.peak, self.last))


def without_gaps(pupils: np.ndarray) -> np.ndarray:
    """Return a history with its gaps filled: (S, T, K) without NaN.

    A school without any number in a year before its first or after its last is not there (0). A missing cell of a
    school that is there is interpolated between its neighbours in time, or takes the nearest one.
    """
    filled = pupils.copy()
    n_years = pupils.shape[1]
    there = ~np.isnan(pupils).all(2)
    for s in np.flatnonzero(np.isnan(pupils).any((1, 2)) & there.any(1)):
        years = np.flatnonzero(there[s])
        inside = np.arange(years[0], years[-1] + 1)
        for g in range(pupils.shape[2]):
            seen = np.flatnonzero(~np.isnan(pupils[s, :, g]))
            if 0 < len(seen) < n_years:
                filled[s, inside, g] = np.interp(inside, seen, pupils[s, seen, g])
    return np.nan_to_num(filled)


def recent_of(pupils: np.ndarray) -> Recent:
    """Return the last censuses of a history (S, T, K) without gaps; what was before its first year counts as empty."""
    nothing = np.zeros_like(pupils[:, 0])
    years = [pupils[:, -k] if pupils.shape[1] >= k else nothing for k in (1, 2, 3)]
    return Recent(*years, pupils[:, :-1].max(axis=1, initial=0.0))


class Townships(NamedTuple):
    """The township of each school, int64 array (S,) of numbers without gaps, and how many there are."""

    of_school: np.ndarray
    n: int


def townships_of_schools(numbers: np.ndarray) -> Townships:
    """Return the townships of schools, which are numbered anyhow, int array (S,)."""
    found, of_school = np.unique(numbers, return_inverse=True)
    return Townships(of_school.astype(np.int64), len(found))


def taught_now(pupils: np.ndarray, before: np.ndarray) -> np.ndarray:
    """Return which grades are taught, bool (..., S, K): those with pupils, and those that are empty by chance.

    A grade of fewer than `FEW` pupils a year before and none now is empty by chance, if its school has pupils at all.
    """
    chance = (before > 0) & (before < FEW) & (pupils > 0).any(-1, keepdims=True)
    return (pupils > 0) | chance


def span_ends(taught: np.ndarray, before: np.ndarray) -> tuple:
    """Return the grades at which a school may grow or fade, and whether it did so there last year.

    Parameters
    ----------
    taught, before : bool arrays (..., S, K)
        Grades taught this year and the year before.

    Returns
    -------
    two pairs of bool arrays (..., S, K)
        Top grades, above which one may open, and those that opened last year; lowest grades, which may be dropped,
        and those below which one was dropped last year. A school that teaches one grade alone does not fade.
    """
    top, lowest, lost_below = taught.copy(), taught.copy(), np.zeros_like(taught)
    top[..., :-1] &= ~taught[..., 1:]
    top[..., -1] = False
    lowest[..., 1:] &= ~taught[..., :-1]
    lowest[..., :-1] &= taught[..., 1:]
    lowest[..., -1] = False
    lost_below[..., 1:] = before[..., :-1] & ~taught[..., :-1]
    return (top, top & ~before), (lowest, lowest & lost_below)


def promoted_pupils(last: np.ndarray, repeat_share: float) -> np.ndarray:
    """Return who comes into grades 2 to K of the same school if nobody joins or leaves, float (..., S, K - 1)."""
    return (1.0 - repeat_share) * last[..., :-1] + repeat_share * last[..., 1:]


def log_of(pupils: np.ndarray) -> np.ndarray:
    """Return the logarithm of pupils, a grade of less than `LEAST` counted as that."""
    return np.log(np.maximum(pupils, LEAST))


def _habit(recent: Recent) -> np.ndarray:
    years = np.stack(recent[:3])
    return years.sum(0) / np.maximum((years > 0).sum(0), 1)


def _mean_size(pupils: np.ndarray) -> np.ndarray:
    return (pupils.sum(-1) / np.maximum((pupils > 0).sum(-1), 1))[..., None]


def _against(value: np.ndarray, base: np.ndarray) -> np.ndarray:
    """Return log(value / base), 0 where there is no value to compare with."""
    return np.where(value > 0, log_of(value) - log_of(base), 0.0)


def entry_cells(recent: Recent) -> np.ndarray:
    """Return the grades that are filled from elsewhere rather than from the grade below, bool (..., S, K).

    Nobody is below; or so few are that the grade, which took in `LEAST_INTAKE` pupils or more last year, is more than
    twice as large (a junior school with a small class of the last primary grade).
    """
    below, below_then = np.zeros_like(recent.last), np.zeros_like(recent.last)
    below[..., 1:], below_then[..., 1:] = recent.last[..., :-1], recent.before[..., :-1]
    takes_in = (recent.last - below_then >= LEAST_INTAKE) & (below < MOST_PROMOTED * recent.last)
    return (below <= 0) | takes_in


def entry_base(recent: Recent) -> np.ndarray:
    """Return the entrants a school starts from: last year's; where there were none its habit, else its mean grade."""
    habit = _habit(recent)
    base = np.where(recent.last > 0, recent.last, habit)
    return np.where(base > 0, base, _mean_size(recent.last))


def progress_terms(recent: Recent, carried: np.ndarray, school_grade: np.ndarray) -> np.ndarray:
    """Return the terms that move a grade away from `carried`, float (..., S, K - 1, 3) in order `PROGRESS_TERMS`.

    Parameters
    ----------
    carried : float array (..., S, K - 1)
        Promoted pupils x the system's rate of progression.
    school_grade : float array (S, K - 1)
        Effect of the school at the grade, log.
    """
    habit = _against(_habit(recent)[..., 1:], carried)
    size = _against(np.broadcast_to(_mean_size(recent.last), carried.shape), carried)
    return np.stack([np.broadcast_to(school_grade, carried.shape), habit, size], -1)


def entry_terms(recent: Recent, townships: Townships | None) -> tuple[np.ndarray, np.ndarray]:
    """Return what moves the entrants of a school away from last year's number.

    Parameters
    ----------
    recent : Recent
    townships : Townships, or None
        None = the term is 0.

    Returns
    -------
    terms : float array (..., S, K, 6)
        In order `ENTRY_TERMS`: the mean of three years, the mean of the two grades above, the mean grade of the
        school, its growth in the last year, the excess over its peak (capacity: a record is rarely held), and the
        change of the township's pool beyond the system's. Logarithms of ratios.
    pool : float array (..., K)
        Change of the system's pool, the pupils of the grade below, log; 0 for the first grade.
    """
    last, before = recent.last, recent.before
    base = entry_base(recent)
    above = np.zeros_like(last)
    above[..., :-1] = last[..., 1:]
    two_above = np.zeros_like(last)
    two_above[..., :-2] = last[..., 2:]
    above = np.where(two_above > 0, (above + two_above) / 2, above)
    total, earlier = last.sum(-1), before.sum(-1)
    growth = np.where((total > 0) & (earlier > 0), log_of(total) - log_of(earlier), 0.0)[..., None]
    peak = np.where((recent.peak > 0) & (last > 0), np.maximum(0.0, log_of(last) - log_of(recent.peak)), 0.0)
    pool, local = _pools(last, before, townships)
    terms = [
        _against(_habit(recent), base),
        _against(above, base),
        _against(np.broadcast_to(_mean_size(last), last.shape), base),
        np.broadcast_to(growth, last.shape),
        peak,
        local,
    ]
    return np.stack(terms, -1), pool


def _pools(
    last: np.ndarray, before: np.ndarray, townships: Townships | None
) -> tuple[np.ndarray, np.ndarray]:
    below = last[..., :-1], before[..., :-1]
    now, then = (one.sum(-2) + POOL_PSEUDO for one in below)
    pool, local = np.zeros((*last.shape[:-2], last.shape[-1])), np.zeros(last.shape)
    pool[..., 1:] = np.log(now / then)
    if townships is not None:
        here, here_then = (township_sums(townships, one) + POOL_PSEUDO for one in below)
        local[..., 1:] = at_schools(townships, np.log(here / here_then)) - pool[..., None, 1:]
    return pool, local


def township_sums(townships: Townships, pupils: np.ndarray) -> np.ndarray:
    """Return the sums over townships of a value of schools (..., S, k): (townships, ..., k)."""
    rows = np.moveaxis(pupils, -2, 0)
    out = np.zeros((townships.n, *rows.shape[1:]))
    np.add.at(out, townships.of_school, rows)
    return out


def at_schools(townships: Townships, values: np.ndarray) -> np.ndarray:
    """Return a value of townships (townships, ..., k) as each school sees it: (..., S, k)."""
    return np.moveaxis(values[townships.of_school], 0, -2)
