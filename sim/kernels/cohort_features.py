"""What the size of a grade depends on: the grade below, the school's habit, its size, its growth, and its peak.

One definition for the fit (`cohort_fit`) and for every year that is simulated (`cohorts`). Arrays may have leading axes
(futures) before schools (S) and grades (K); grades stand in order, the first is the entry grade of the system.
"""

from typing import NamedTuple

import numpy as np
from scipy.sparse import csr_array

PROGRESS_TERMS = ("school_grade", "habit", "size")
ENTRY_TERMS = ("habit", "grades_above", "size", "growth", "peak", "township")
LEAST = 0.5  # pupils: a grade of less counts as this in logarithms (assumption; half of the smallest grade there is)
FEW = 5  # pupils: a grade of fewer can be empty for a year without being closed (assumption)
POOL_PSEUDO = (
    30.0  # pupils added to both years of a township's pool, so that a small one moves little (assumption)
)


class Recent(NamedTuple):
    """The last three censuses, and the largest census before the last, float arrays (..., S, K); 0 = no pupils."""

    last: np.ndarray
    before: np.ndarray
    third: np.ndarray
    peak: np.ndarray

    def then(self, pupils: np.ndarray) -> "Recent":
        """Return the same a census later."""
        return Recent(pupils, self.last, self.before, np.maximum(self.peak, self.last))


def recent_of(pupils: np.ndarray) -> Recent:
    """Return the last censuses of a history (S, T, K) without gaps; what was before its first year counts as empty."""
    nothing = np.zeros_like(pupils[:, 0])
    years = [pupils[:, -k] if pupils.shape[1] >= k else nothing for k in (1, 2, 3)]
    return Recent(*years, pupils[:, :-1].max(axis=1, initial=0.0))


def townships_matrix(townships: np.ndarray) -> csr_array:
    """Return the matrix (townships, S) that sums over the schools of each township; int array (S,) of numbers."""
    rows = np.unique(townships, return_inverse=True)[1]
    n = len(townships)
    return csr_array((np.ones(n), (rows, np.arange(n))), shape=(int(rows.max(initial=-1)) + 1, n))


def span(pupils: np.ndarray, before: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the lowest and the highest grade taught, column numbers (..., S); -1 for a school without pupils.

    A grade of fewer than `FEW` pupils a year before and none now is empty by chance and still taught.
    """
    there = ((pupils > 0) | ((before > 0) & (before < FEW))) & (pupils > 0).any(-1, keepdims=True)
    n_grades = pupils.shape[-1]
    low = np.where(there.any(-1), there.argmax(-1), -1)
    high = np.where(there.any(-1), n_grades - 1 - there[..., ::-1].argmax(-1), -1)
    return low, high


def grades_between(low: np.ndarray, high: np.ndarray, n_grades: int) -> np.ndarray:
    """Return which grades are taught from `low` to `high`, bool (..., S, K); -1 = none."""
    grade = np.arange(n_grades)
    return (grade >= low[..., None]) & (grade <= high[..., None]) & (low[..., None] >= 0)


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


def entry_terms(recent: Recent, townships: csr_array | None) -> tuple[np.ndarray, np.ndarray]:
    """Return what moves the entrants of a school away from last year's number.

    Parameters
    ----------
    recent : Recent
    townships : sparse array (townships, S), or None
        Sums over a township's schools; None = the term is 0.

    Returns
    -------
    terms : float array (..., S, K, 6)
        In order `ENTRY_TERMS`: the mean of three years, the mean of the two grades above, the mean grade of the
        school, its growth in the last year, the excess over its peak (capacity: a record is rarely held), and the
        change of the township's pool in the grade below beyond the system's. Logarithms of ratios.
    pool : float array (..., K)
        Change of the system's pupils in the grade below, log; 0 for the first grade.
    """
    last, before = recent.last, recent.before
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
        _against(_habit(recent), last),
        _against(above, last),
        _against(np.broadcast_to(_mean_size(last), last.shape), last),
        np.broadcast_to(growth, last.shape),
        peak,
        local,
    ]
    return np.stack(terms, -1), pool


def _pools(
    last: np.ndarray, before: np.ndarray, townships: csr_array | None
) -> tuple[np.ndarray, np.ndarray]:
    now, then = last.sum(-2), before.sum(-2)
    pool = np.zeros(now.shape)
    seen = (now[..., :-1] > 0) & (then[..., :-1] > 0)
    pool[..., 1:] = np.where(seen, log_of(now[..., :-1]) - log_of(then[..., :-1]), 0.0)
    local = np.zeros(last.shape)
    if townships is not None:
        grown = [_sums(townships, one[..., :-1]) + POOL_PSEUDO for one in (last, before)]
        change = _of_schools(townships, np.log(grown[0] / grown[1]))
        local[..., 1:] = change - pool[..., None, 1:]
    return pool, local


def _sums(townships: csr_array, pupils: np.ndarray) -> np.ndarray:
    """Return the sums over townships of (..., S, k): (townships, ..., k)."""
    by_school = np.moveaxis(pupils, -2, 0)
    return (townships @ by_school.reshape(len(by_school), -1)).reshape(-1, *by_school.shape[1:])


def _of_schools(townships: csr_array, values: np.ndarray) -> np.ndarray:
    """Return (townships, ..., k) as each school sees it: (..., S, k)."""
    township = townships.tocoo()
    of_school = np.empty(townships.shape[1], np.int64)
    of_school[township.coords[1]] = township.coords[0]
    return np.moveaxis(values[of_school], 0, -2)
