"""The project's own forecast: the kernels of `sim run`'s reduced form, fitted to what was known, in keyed futures."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import NamedTuple

import numpy as np
from scipy.special import ndtri

from sim.base.draws import decision, number_of, uniform_of
from sim.calibration.backtest.history import Forecast, History
from sim.calibration.backtest.known_events import UNKNOWN, first_sizes, known_grades, with_events
from sim.calibration.backtest.trials import width_of
from sim.kernels.cohort_features import Recent, recent_of, without_gaps
from sim.kernels.cohort_fit import fit_cohorts
from sim.kernels.cohorts import (
    Cohorts,
    Expected,
    drawn_sizes,
    expected_pupils,
    joiners_leavers,
    taught_next,
)
from sim.kernels.entry_shares import entry_shares

FUTURES = 200
THREADS = 2
DAMPING = 0.9  # of the trend of entrants, a year further on (assumption; the damped trend of Gardner & McKenzie 1985)
TRIAL_FUTURES = 60
# Log change of births in a year; more is a slip in the table (assumption: a halving or doubling; the largest of China
# since 1950 is 0.61, from 1961 to 1962, National Bureau of Statistics).
MOST_BIRTHS = np.log(2.0)
CHUNK = 8  # futures whose expectations are worked out together: their arrays stay in the cache

_WEIGHT, _TREND, _SHOCK = (decision(f"backtest.{name}") for name in ("weight", "trend", "shock"))


class _Ahead(NamedTuple):
    """What is known of the years ahead: log change of entrants (H, 2), grades taught (H, S, K), sizes of new grades."""

    origin: int
    change: np.ndarray
    known: np.ndarray
    first_sizes: np.ndarray

    @classmethod
    def of(cls, history: History, leads: int, trend: np.ndarray) -> _Ahead:
        damping = DAMPING ** np.arange(leads)
        return cls(
            int(history.years[-1]),
            _known_change(history, leads) + trend * damping[:, None],
            known_grades(history, leads),
            first_sizes(history),
        )


def model(
    history: History, leads: int, *, futures: int = FUTURES, seed: int = 1, learn: bool = True
) -> Forecast:
    """Forecast by simulated futures: own luck of schools and grades, common shocks of years, uncertain parameters.

    Parameters
    ----------
    history : History
        Known until its last year; at least three years.
    leads : int
        Years ahead.
    futures : int
    seed : int
        Same seed, same futures.
    learn : bool
        Widen (or narrow) the scatter by what the forecasts of earlier origins missed, see `trials.width_of`.

    Returns
    -------
    Forecast
        `expected` is the mean of the futures, (leads, S, K).
    """
    cohorts = fitted(history)
    if learn:
        cohorts = widened(cohorts, width_of(history, _trial(seed)))
    recent = recent_of(without_gaps(history.pupils))
    uid = np.array([number_of(school, 8) for school in history.schools], np.uint64)
    ahead = _Ahead.of(history, leads, cohorts.trend)
    pupils = np.empty((futures, leads, *recent.last.shape), np.float32)
    chunks = [np.arange(first, min(first + CHUNK, futures)) for first in range(0, futures, CHUNK)]
    with ThreadPoolExecutor(THREADS) as pool:
        jobs = [pool.submit(_simulate, cohorts, recent, ahead, seed, chunk, uid, pupils) for chunk in chunks]
        for job in jobs:
            job.result()
    return Forecast(pupils.mean(0, dtype=float), pupils)


def _trial(seed: int) -> Callable[[History], np.ndarray]:
    return lambda known: model(known, 1, futures=TRIAL_FUTURES, seed=seed, learn=False).futures[:, 0]


def fitted(history: History) -> Cohorts:
    """Return the reduced form fitted to a history, with its townships and births."""
    births = (
        np.array([_births_change(history, int(year)) for year in history.years]) if history.births else None
    )
    return fit_cohorts(history.pupils, townships=townships_of(history), births_change=births)


def widened(cohorts: Cohorts, width: float) -> Cohorts:
    """Return the reduced form with its scatter `width` times as wide."""
    spreads = (
        one._replace(per_pupil=one.per_pupil * width**2, of_size=one.of_size * width)
        for one in (cohorts.progress_spread, cohorts.entry_spread)
    )
    return cohorts._replace(**dict(zip(("progress_spread", "entry_spread"), spreads, strict=True)))


def townships_of(history: History) -> np.ndarray | None:
    """Return the number of each school's township, int array (S,); None where the table has none."""
    if history.townships is None or len(set(history.townships)) < 2:
        return None
    return np.unique(np.array(history.townships), return_inverse=True)[1]


def _births_change(history: History, year: int) -> float:
    """Return the log change of the births behind the entrants of a year against the year before; NaN = unknown."""
    born, before = (history.births.get(year - history.entry_age - k, 0.0) for k in (0, 1))
    if born <= 0 or before <= 0:
        return np.nan
    return float(np.clip(np.log(born / before), -MOST_BIRTHS, MOST_BIRTHS))


def _known_change(history: History, leads: int) -> np.ndarray:
    """Return the log change of first-grade entrants that known births tell, (leads, 2): 0 where they are not known."""
    change = np.zeros((leads, 2))
    if history.births:
        ahead = [_births_change(history, int(history.years[-1]) + h) for h in range(1, leads + 1)]
        change[:, 0] = np.nan_to_num(ahead)
    return change


def _simulate(
    cohorts: Cohorts, recent: Recent, ahead: _Ahead, seed: int, chunk: np.ndarray, uid: np.ndarray,
    futures: np.ndarray,
) -> None:  # fmt: skip
    """Fill the futures of a chunk."""
    state = Recent(*(np.broadcast_to(one, (len(chunk), *one.shape)) for one in recent))
    seeds = [(seed * 1_000_003 + int(future)) % (1 << 32) for future in chunk]
    weights, trend = zip(*(_doubts(cohorts, one) for one in seeds), strict=True)
    for h in range(len(ahead.change)):
        year = ahead.origin + h + 1
        taught = np.stack(
            [
                taught_next(cohorts, Recent(*(one[i] for one in state)), seed=own, year=year, uid=uid)
                for i, own in enumerate(seeds)
            ]
        )
        shocks = np.array([_normals(own, _SHOCK, year, 3) * cohorts.shock_sd for own in seeds])
        shocks -= cohorts.shock_sd**2 / 2  # a common shock moves the sum either way, not up on average
        entering = ahead.change[h] + np.array(trend) * DAMPING**h + shocks[:, :2]
        expected = expected_pupils(cohorts, state, taught, entering, shift=np.array(weights))
        pupils = expected.pupils * np.exp(np.where(expected.is_entry, 0.0, shocks[:, 2, None, None]))
        expected = expected._replace(pupils=pupils)
        if (ahead.known[h] != UNKNOWN).any():
            has_pupils = (state.last > 0).any(-1, keepdims=True)
            foreseen = with_events(cohorts, expected, ahead.known[h], has_pupils, ahead.first_sizes)
            state = _as_if_always(state, foreseen.pupils, expected.pupils)
            expected = foreseen
        for i, own in enumerate(seeds):
            one = Expected(*(part[i] for part in expected))
            futures[chunk[i], h] = next_census(cohorts, one, seed=own, year=year, uid=uid)
        state = state.then(futures[chunk, h].astype(float))


def _as_if_always(state: Recent, with_event: np.ndarray, without: np.ndarray) -> Recent:
    """Return the earlier censuses as if grades had always had what an event brings them: it is no growth of theirs."""
    both = (with_event > 0) & (without > 0)
    factor = np.where(both, with_event / np.where(both, without, 1.0), 1.0)
    return Recent(*(one * factor for one in state))


def next_census(cohorts: Cohorts, expected: Expected, *, seed: int, year: int, uid: np.ndarray) -> np.ndarray:
    """Return the pupils of the next census, float array (S, K) of whole numbers, from what is expected of it."""
    sizes = drawn_sizes(cohorts, expected, seed=seed, year=year, uid=uid)
    joiners, leavers = joiners_leavers(expected, sizes)
    pupils = np.where(expected.is_entry, 0, np.rint(expected.promoted).astype(np.int64) + joiners - leavers)
    for grade in np.flatnonzero(expected.is_entry.any(0)):
        weight = np.where(expected.is_entry[:, grade], sizes[:, grade], 0.0)
        pupils[:, grade] += entry_shares(
            round(weight.sum()), weight, seed=seed, year=year, uid=uid, grade=int(grade)
        )
    return pupils


def _doubts(cohorts: Cohorts, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """Return how the weights and the trend of one future differ from the fitted ones."""
    n = len(cohorts.progress_weights)
    z = _normals(seed, _WEIGHT, 0, n + len(cohorts.entry_weights))
    shift = np.concatenate([cohorts.progress_doubt @ z[:n], cohorts.entry_doubt @ z[n:]])
    return shift, _normals(seed, _TREND, 0, 2) * cohorts.trend_sd


def _normals(seed: int, key: np.uint64, year: int, n: int) -> np.ndarray:
    return ndtri([uniform_of(seed, key, year, 0, what) + 1e-12 for what in range(n)])
