"""Rivals: what planners use today, each fitted only on the history it is given.

`naive`
    N(T+h) = N(T).
`csr`
    Textbook cohort survival. A grade is the grade below a year earlier times the ratio of their sums over the last
    three transitions, per school. The first grade, and every grade that fewer than `FEWEST_BELOW` pupils of the grade
    below led to in these three years (the first grade that a middle school teaches), is the mean of its last three
    years. A ratio is at most `HIGHEST_RATIO`.
`careful`
    `csr` with three cares. Transitions count only where the school taught both grades. Ratios are shrunk to those of
    the system by `PSEUDO_PUPILS`. Grades not taught at T stay 0. A grade is the mean of those of its last three years
    in which it was taught also where the grade below had no pupils at T.
`births_ratio`
    `careful`, with the first grade of the system from births and shared out by the entrants of the last three years.

The definitions of naive, csr and careful, and their errors on two open tables, are those printed with the open data;
`FEWEST_BELOW` and `HIGHEST_RATIO` are not printed there: of the plain choices these two meet every error printed.

A school without a row before its first or after its last one is not there (0) in years in which others have rows. Any
other missing cell is unknown: of the last year the last known value stands in; transitions from or to it are left out,
and means are those of known years. Closures and grades that end, known in advance, hold in every rival; in `careful` a
grade that is to begin takes up the pupils of the grade below.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sim.calibration.backtest.history import Forecast, History
from sim.calibration.backtest.known import last_known, taught_later, with_absent_schools

YEARS = 3  # transitions and years that ratios and means are taken over; the definition of the rivals
PSEUDO_PUPILS = 25.0  # pupils; the definition of `careful`
FEWEST_BELOW = 5.0  # pupils in the grade below over `YEARS`; see the head of this file
HIGHEST_RATIO = 3.0  # pupils of a grade by pupils of the grade below; see the head of this file


def naive(history: History, leads: int) -> Forecast:
    """Return the last year again."""
    last = last_known(history.pupils)
    return Forecast(np.where(taught_later(history, leads, np.ones(last.shape, bool)), last, 0.0))


def csr(history: History, leads: int) -> Forecast:
    """Return textbook cohort survival, per school and grade."""
    below, above = _transitions(history.pupils)
    reached = above.sum(axis=1)
    came = below.sum(axis=1)
    ratios = np.divide(reached, came, out=np.zeros(reached.shape), where=came > 0)
    cohorts = Cohorts(
        last=last_known(history.pupils),
        ratios=np.minimum(ratios, HIGHEST_RATIO),
        begins=_with_first(came < FEWEST_BELOW),
    )
    taught = taught_later(history, leads, np.ones(cohorts.last.shape, bool))
    return Forecast(cohorts.carry(_mean_of_years(with_absent_schools(history.pupils)), taught))


def careful(history: History, leads: int) -> Forecast:
    """Return cohort survival of schools that teach both grades, shrunk to the system's ratios."""
    cohorts, entry = _careful(history)
    return Forecast(cohorts.carry(entry, taught_later(history, leads, cohorts.last > 0)))


def births_ratio(history: History, leads: int) -> Forecast:
    """Return `careful` with the first grade from births.

    Entrants of the system are the births of the year they were born in, times the ratio of entrants to births over the
    last three years that both are known of; years not yet born take the mean of the last three births known. A school
    that teaches the first grade has the share it had of their entrants in the last three years.

    Raises
    ------
    ValueError
        When the history has no births of the entrants of any of its last three years; see `births_reach`.
    """
    cohorts, entry = _careful(history)
    taught = taught_later(history, leads, cohorts.last > 0)
    entrants = _mean_of_years(with_absent_schools(history.pupils[:, :, :1]))[:, 0]
    shares = np.where(taught[:, :, 0], entrants, 0.0)
    shares /= np.maximum(shares.sum(axis=1, keepdims=True), 1.0)
    each_year = np.repeat(entry[None], leads, axis=0)
    each_year[:, :, 0] = shares * _entrants_from_births(history, leads)[:, None]
    return Forecast(cohorts.carry(each_year, taught))


def births_reach(history: History) -> bool:
    """Tell whether births of the entrants of at least one of the last three years are known."""
    return len(_years_with_births(history)) > 0


@dataclass(frozen=True)
class Cohorts:
    """How pupils go from grade to grade.

    Parameters
    ----------
    last : float array (S, K)
        Pupils in the last year.
    ratios : float array (S, K - 1)
        Pupils of a grade by pupils of the grade below a year earlier.
    begins : bool array (S, K)
        Grades that do not follow from the grade below.
    """

    last: np.ndarray
    ratios: np.ndarray
    begins: np.ndarray

    def carry(self, entry: np.ndarray, taught: np.ndarray) -> np.ndarray:
        """Return pupils one to H years ahead (H, S, K).

        Parameters
        ----------
        entry : float array (S, K) or (H, S, K)
            Pupils of the grades that begin.
        taught : bool array (H, S, K)
            The others have no pupils.
        """
        now, years = self.last, []
        for entering, teaches in zip(np.broadcast_to(entry, taught.shape), taught, strict=True):
            risen = np.zeros_like(now)
            risen[:, 1:] = now[:, :-1] * self.ratios
            now = np.where(teaches, np.where(self.begins, entering, risen), 0.0)
            years.append(now)
        return np.array(years)


def _careful(history: History) -> tuple[Cohorts, np.ndarray]:
    """Return the cohorts of `careful` and the pupils of grades that begin (S, K)."""
    below, above = _transitions(history.pupils)
    both = (below > 0) & (above > 0)
    came, reached = (np.where(both, side, 0.0).sum(axis=1) for side in (below, above))
    system = np.divide(
        reached.sum(axis=0), came.sum(axis=0), out=np.ones(came.shape[1]), where=came.any(axis=0)
    )
    last = last_known(history.pupils)
    cohorts = Cohorts(
        last=last,
        ratios=np.minimum((reached + PSEUDO_PUPILS * system) / (came + PSEUDO_PUPILS), HIGHEST_RATIO),
        begins=_with_first((last[:, 1:] > 0) & ((came < FEWEST_BELOW) | (last[:, :-1] == 0))),
    )
    return cohorts, _mean_of_years(np.where(history.pupils > 0, history.pupils, np.nan))


def _transitions(pupils: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return pupils below and above in the last transitions, each (S, up to `YEARS`, K - 1); unknown ones 0 in both."""
    known = with_absent_schools(pupils)
    n_years = known.shape[1]
    first = max(0, n_years - 1 - YEARS)
    below, above = known[:, first : n_years - 1, :-1], known[:, first + 1 :, 1:]
    unknown = np.isnan(below) | np.isnan(above)
    return np.where(unknown, 0.0, below), np.where(unknown, 0.0, above)


def _mean_of_years(pupils: np.ndarray) -> np.ndarray:
    """Return the mean of the last years (S, K) over those that are not NaN; 0 where all are."""
    last = pupils[:, -YEARS:]
    return np.nansum(last, axis=1) / np.maximum((~np.isnan(last)).sum(axis=1), 1)


def _entrants_from_births(history: History, leads: int) -> np.ndarray:
    """Return entrants of the system one to H years ahead (H,)."""
    known = _years_with_births(history)
    entrants = sum(np.nansum(history.pupils[:, t, 0]) for t in known)
    born_in = [int(history.years[t]) - history.entry_age for t in known]
    ratio = entrants / sum(history.births[year] for year in born_in)
    latest = sorted(history.births)[-YEARS:]
    unborn = sum(history.births[year] for year in latest) / len(latest)
    ahead = range(
        int(history.years[-1]) + 1 - history.entry_age, int(history.years[-1]) + 1 + leads - history.entry_age
    )
    return ratio * np.array([history.births.get(year, unborn) for year in ahead])


def _years_with_births(history: History) -> list[int]:
    """Return which of the last three years (as places) have rows and known, positive births of their entrants."""
    n_years = len(history.years)
    return [
        t
        for t in range(max(0, n_years - YEARS), n_years)
        if history.births.get(int(history.years[t]) - history.entry_age, 0) > 0
        and not np.isnan(history.pupils[:, t, 0]).all()
    ]


def _with_first(later: np.ndarray) -> np.ndarray:
    """Return a flag of every grade from one of the grades after the first, which is always set."""
    return np.concatenate([np.ones((len(later), 1), bool), later], axis=1)
