"""Fit the reduced form (`cohorts`) to a history of censuses: partial pooling over grade, school and system.

Every term of a transition is made of what was known before it, so the weights are those that would have forecast the
known years best, one year ahead; nothing is chosen on the years to be forecast.
"""

import numpy as np

from sim.kernels.cohort_features import (
    ENTRY_TERMS,
    PROGRESS_TERMS,
    Townships,
    entry_cells,
    entry_terms,
    log_of,
    progress_terms,
    promoted_pupils,
    recent_of,
    townships_of_schools,
    without_gaps,
)
from sim.kernels.cohort_regression import FAR, Fitted, Rows, fit_rows, robust_scale
from sim.kernels.cohort_spans import span_odds
from sim.kernels.cohorts import Cohorts

# Choices of the method. All are assumptions unless a source is named; docs/accuracy.md shows what halving and doubling
# each does to the errors.
MOST_CHANGE = 2.0  # factor from a grade to the next one that can be progression
RATE_YEARS = 3  # transitions of the system's rate of progression
# Promoted pupils that pull the rate of a grade to that of all grades, and that to 1.
RATE_PSEUDO = 200.0
# Pupils that pull a school's effect at a grade to the system's, and the weight of a transition over the next year's.
PSEUDO_PUPILS, RECENCY = 50.0, 0.7
# Common shock of a year, log, with the weight of one year; in the order of `Cohorts.shock_sd`.
PRIOR_SHOCK_SD = 0.03, 0.03, 0.01
# A system that moves by more was reorganised, which is no luck of years to come.
MOST_SHOCK_SD = 0.3
# Of a yearly trend of entrants: births of China changed by 4.2 % a year in the quadratic mean of five-year means of
# 1990-2024 (National Bureau of Statistics).
PRIOR_TREND_SD = 0.04
# Mean and deviation of the weight of the pool: up to half of it may come from outside the table.
PRIOR_POOL, PRIOR_POOL_SD = 0.5, 0.3
POOL_CHANCE = 2.0  # variance of a sum of entrants over its pupils: twice Poisson's
# Share of the scatter that a school's grades have in common, with the weight of so many school years.
PRIOR_SHARED, PRIOR_SCHOOL_YEARS = 0.2, 30
_PROGRESS_PRIOR = np.zeros(len(PROGRESS_TERMS))
# Entrants of a year are partly chance, so part of a departure from the school's mean and from its next grades is lost
# (assumption; tables of 400 and 1,900 schools teach 0.26 and 0.14-0.18 whatever the prior).
_PULLS = {"habit": 0.25, "grades_above": 0.15, "township": 0.5}
_ENTRY_PRIOR = np.array([_PULLS.get(term, 0.0) for term in ENTRY_TERMS])
FIRST_GRADE, FED = 0, 1


def fit_cohorts(
    pupils: np.ndarray,
    *,
    townships: np.ndarray | None = None,
    births_change: np.ndarray | None = None,
    repeat_share: float = 0.0,
) -> Cohorts:
    """Fit the reduced form to a history.

    Parameters
    ----------
    pupils : float array (S, T, K)
        Censuses of T >= 3 years, NaN = missing (a school without any number in a year is not there).
    townships : int array (S,), optional
        Township of each school.
    births_change : float array (T,), optional
        Log change of the births behind each year's entrants against the year before; NaN = unknown.
    repeat_share : float
        Pupils who repeat a grade.

    Returns
    -------
    Cohorts

    Raises
    ------
    ValueError
        With fewer than three years.

    Notes
    -----
    A history in which no school has pupils in two years that follow each other teaches nothing: the priors stand.
    """
    if pupils.ndim != 3 or pupils.shape[1] < 3:
        raise ValueError("a history needs the axes school, year and grade, and at least three years")
    known = ~np.isnan(pupils)
    history = without_gaps(pupils)
    matrix = None if townships is None else townships_of_schools(townships)
    progress = _progress_rows(history, known, repeat_share)
    pool_weight = _pool_weight(history, known)
    entry = _entry_rows(history, known, matrix, pool_weight, births_change)
    fits = fit_rows(progress, _PROGRESS_PRIOR), fit_rows(entry, _ENTRY_PRIOR)
    rate = _rate(history, known, repeat_share)
    return Cohorts(
        rate, _school_grade(history, known, rate, repeat_share),
        fits[0].weights, fits[1].weights, fits[0].doubt, fits[1].doubt, *_yearly((progress, entry), fits),
        fits[0].spread, fits[1].spread, *_in_common(history.shape, (progress, entry), fits),
        *span_odds(history), pool_weight, repeat_share, matrix,
    )  # fmt: skip


def _transitions(
    history: np.ndarray, known: np.ndarray, repeat_share: float
) -> tuple[np.ndarray, np.ndarray]:
    """Return promoted pupils and those found a year later, (S, T - 1, K - 1), 0 where one of the two is not there.

    Grades filled from elsewhere do not count, and one that changed by more than `MOST_CHANGE` counts as if by that: its
    school was reorganised, which says nothing of the others.
    """
    promoted, found = promoted_pupils(history[:, :-1], repeat_share), history[:, 1:, 1:]
    entries = [entry_cells(recent_of(history[:, : t + 1])) for t in range(history.shape[1] - 1)]
    seen = known[:, :-1, :-1] & known[:, 1:, 1:] & (found > 0) & ~np.stack(entries, 1)[:, :, 1:]
    found = found.clip(promoted / MOST_CHANGE, promoted * MOST_CHANGE)
    return np.where(seen, promoted, 0.0), np.where(seen, found, 0.0)


def _rate(history: np.ndarray, known: np.ndarray, repeat_share: float) -> np.ndarray:
    promoted, found = (one[:, -RATE_YEARS:].sum((0, 1)) for one in _transitions(history, known, repeat_share))
    overall = (found.sum() + RATE_PSEUDO) / (promoted.sum() + RATE_PSEUDO)
    return (found + RATE_PSEUDO * overall) / (promoted + RATE_PSEUDO)


def _school_grade(
    history: np.ndarray, known: np.ndarray, rate: np.ndarray, repeat_share: float
) -> np.ndarray:
    promoted, found = _transitions(history, known, repeat_share)
    weight = RECENCY ** np.arange(promoted.shape[1])[::-1, None]
    return np.log(
        ((found * weight).sum(1) + PSEUDO_PUPILS) / ((promoted * weight).sum(1) * rate + PSEUDO_PUPILS)
    )


def _progress_rows(history: np.ndarray, known: np.ndarray, repeat_share: float) -> Rows:
    parts = []
    for t in range(1, history.shape[1] - 1):
        until, seen = history[:, : t + 1], known[:, : t + 1]
        rate = _rate(until, seen, repeat_share)
        carried = promoted_pupils(history[:, t], repeat_share) * rate
        terms = progress_terms(recent_of(until), carried, _school_grade(until, seen, rate, repeat_share))
        cells = known[:, t, :-1] & known[:, t + 1, 1:] & (history[:, t, :-1] > 0)
        cells &= (history[:, t, 1:] > 0) & (history[:, t + 1, 1:] > 0) & ~entry_cells(recent_of(until))[:, 1:]
        change = log_of(history[:, t + 1, 1:]) - log_of(carried)
        parts.append((change, terms, carried, t, cells, np.zeros(cells.shape[1], np.int64)))
    return _rows(parts)


def _pool_weight(history: np.ndarray, known: np.ndarray) -> float:
    """Return how far entrants of higher grades follow the system's pupils in the grade below, pulled to the prior.

    All of it where the table holds the schools they come from; little where it does not.
    """
    n_years = history.shape[1]
    information, agreement = 1.0 / PRIOR_POOL_SD**2, PRIOR_POOL / PRIOR_POOL_SD**2
    for t in range(1, n_years - 1):
        recent = recent_of(history[:, : t + 1])
        pool = entry_terms(recent, None)[1]
        cells = (
            entry_cells(recent)
            & known[:, t]
            & known[:, t + 1]
            & (history[:, t] > 0)
            & (history[:, t + 1] > 0)
        )
        for g in range(1, history.shape[2]):
            now, later = (history[cells[:, g], k, g].sum() for k in (t, t + 1))
            if now > 0:
                precision = 1.0 / (PRIOR_SHOCK_SD[FED] ** 2 + POOL_CHANCE / now)
                information += precision * pool[g] ** 2
                agreement += precision * pool[g] * np.log(later / now)
    return float(np.clip(agreement / information, 0.0, 1.0))


def _entry_rows(
    history: np.ndarray,
    known: np.ndarray,
    townships: Townships | None,
    pool_weight: float,
    births_change: np.ndarray | None,
) -> Rows:
    parts = []
    kind = np.where(np.arange(history.shape[2]) == 0, FIRST_GRADE, FED)
    for t in range(1, history.shape[1] - 1):
        recent = recent_of(history[:, : t + 1])
        terms, pool = entry_terms(recent, townships)
        pool *= pool_weight
        if births_change is not None:
            pool[0] = np.nan_to_num(births_change[t + 1])
        now, later = history[:, t], history[:, t + 1]
        cells = known[:, t] & known[:, t + 1] & (now > 0) & (later > 0) & entry_cells(recent)
        parts.append((log_of(later) - log_of(now) - pool, terms, now, t, cells, kind))
    return _rows(parts)


def _rows(parts: list) -> Rows:
    """Join the cells of all years; a group is a year and a kind of entry."""
    columns: list = []
    for change, terms, size, t, cells, kind in parts:
        school, grade = np.nonzero(cells)
        group = 2 * (t - 1) + kind[grade]
        columns.append(
            (change[cells], terms[cells], size[cells], school, np.full(len(school), t), grade, group)
        )
    return Rows(*(np.concatenate(column) for column in zip(*columns, strict=True)))


def _yearly(
    rows: tuple[Rows, Rows], fits: tuple[Fitted, Fitted]
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return the trend of all entrants by kind with its standard error, and the common shock of a year by kind.

    The less sure a trend is, by its scatter over the years and that of the schools, the more it is pulled to none.
    """
    trend, trend_sd, shock = np.zeros(2), np.full(2, PRIOR_TREND_SD), np.array(PRIOR_SHOCK_SD)
    for k in range(3):
        of, kind = (1, k) if k < 2 else (0, FIRST_GRADE)
        change, chance = _sums_change(rows[of], fits[of], kind)
        if not len(change):
            continue
        around = np.maximum(0.0, (change - change.mean()) ** 2 - chance).sum()
        shock[k] = min(MOST_SHOCK_SD, np.sqrt((shock[k] ** 2 + around) / len(change)))
        if k < 2:
            doubt = (shock[k] ** 2 + chance.mean()) / len(change)
            kept = PRIOR_TREND_SD**2 / (PRIOR_TREND_SD**2 + doubt)
            trend[k], trend_sd[k] = kept * change.mean(), np.sqrt(kept * doubt)
    return trend, trend_sd, shock


def _sums_change(rows: Rows, fit: Fitted, kind: int) -> tuple[np.ndarray, np.ndarray]:
    """Return the log change of the sum over the cells of one kind, one number a year, and its variance by scatter."""
    mine = rows.group % 2 == kind
    years, at = np.unique(rows.year[mine], return_inverse=True)
    before, after, variance = (
        np.bincount(at, each, minlength=len(years))
        for each in (rows.size[mine], (rows.size * np.exp(rows.change))[mine], fit.deviation[mine] ** 2)
    )
    return np.log(after / before), variance / before**2


def _in_common(shape: tuple, rows: tuple[Rows, Rows], fits: tuple[Fitted, Fitted]) -> tuple[float, float]:
    """Return the share of the scatter common to the grades of a school in a year, and the share of that which lasts.

    The common share is the one at which the middle 80 % of what whole schools were missed by is as wide as it was.
    """
    missed, apart, together = (np.zeros(shape[:2]) for _ in range(3))
    for one, fit in zip(rows, fits, strict=True):
        at = (one.school, one.year)
        width = float((fit.spread.shape**2).mean())
        np.add.at(missed, at, fit.missed)
        np.add.at(apart, at, width * fit.deviation**2)
        np.add.at(together, at, fit.deviation)
    seen = together > 0
    if not seen.any():
        return PRIOR_SHARED, 0.0
    shared = 0.0
    for step in 2.0 ** -np.arange(1, 9):
        higher = shared + step
        variance = (1 - higher) * apart[seen] + higher * together[seen] ** 2
        if robust_scale(missed[seen] / np.sqrt(variance)) > 1.0:
            shared = higher
    n = seen.sum()
    shared = (n * shared + PRIOR_SCHOOL_YEARS * PRIOR_SHARED) / (n + PRIOR_SCHOOL_YEARS)
    variance = np.maximum((1 - shared) * apart + shared * together**2, 1e-9)
    whole = np.where(seen, missed / np.sqrt(variance), 0.0).clip(-FAR, FAR)
    both = seen[:, :-1] & seen[:, 1:]
    across = float((whole[:, :-1] * whole[:, 1:])[both].mean()) if both.any() else 0.0
    common = float((shared * together[seen] ** 2 / variance[seen]).mean())
    return shared, float(np.clip(across / common, 0.0, 1.0)) if common > 0 else 0.0
