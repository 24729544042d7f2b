"""Rolling origins: from each year in turn, a forecast of the years after it by what was known then."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from sim.base.errors import Say, UserError
from sim.calibration.backtest.history import Forecast, History, Method

LEADS = (1, 2, 3, 5, 10)  # years
LONGEST = 10  # years
TRANSITIONS = 3  # from one year to the next, known before an origin; ratios are taken over three


@dataclass(frozen=True)
class Made:
    """The forecast of one method from one origin, for those of the leads asked for whose target years there are."""

    method: str
    origin: int
    leads: tuple[int, ...]
    forecast: Forecast


def origins_of(history: History) -> list[int]:
    """Return the years to forecast from: with rows, `TRANSITIONS` known transitions before, and a later year with rows.

    Raises
    ------
    UserError
        When there is none.
    """
    has_rows = ~np.isnan(history.pupils).all(axis=(0, 2))
    n_known = np.concatenate([[0], np.cumsum(has_rows[1:] & has_rows[:-1])])
    there = np.flatnonzero(has_rows)
    last = there[-1] if len(there) else 0
    origins = [int(history.years[t]) for t in there if n_known[t] >= TRANSITIONS and t < last]
    if not origins:
        raise UserError(
            Say("the table is too short to test forecasts on", "数据年份太少，无法检验预测"),
            where=history.name,
            value=", ".join(str(history.years[t]) for t in there)
            or Say("no year with pupils", "没有任何年份有数据"),
            rule=Say(
                f"an origin needs {TRANSITIONS + 1} years in a row up to it and one after it",
                f"每个起点需要连续{TRANSITIONS + 1}年的数据（含起点年），且其后至少还有一年",
            ),
            remedy=Say("add earlier or later years", "请补充更早或更晚年份的数据"),
        )
    return origins


def rolling(history: History, methods: Mapping[str, Method], leads: Sequence[int]) -> Iterator[Made]:
    """Yield what each method forecasts from each origin, by origin.

    A method is given a copy of the history cut off at the origin, so that it sees nothing later and can spoil nothing.
    """
    has_rows = ~np.isnan(history.pupils).all(axis=(0, 2))
    for origin in origins_of(history):
        at = origin - int(history.years[0])
        there = tuple(h for h in sorted(set(leads)) if at + h < len(has_rows) and has_rows[at + h])
        for name, method in methods.items():
            if there:
                yield Made(name, origin, there, _asked(method, known_at(history, origin), max(there)))


def known_at(history: History, origin: int) -> History:
    """Return a copy of what was known at an origin."""
    known = history.until(origin)
    return replace(known, years=known.years.copy(), pupils=known.pupils.copy(), births=dict(known.births))


def _asked(method: Method, known: History, leads: int) -> Forecast:
    """Return a forecast, checked for its shape and for cells without a number."""
    forecast = method(known, leads)
    n_schools, _, n_grades = known.pupils.shape
    shape = (leads, n_schools, n_grades)
    if forecast.expected.shape != shape or not np.isfinite(forecast.expected).all():
        raise ValueError(
            f"a forecast of shape {forecast.expected.shape}, wanted {shape}, every cell a number"
        )
    if forecast.futures is not None and forecast.futures.shape[1:] != shape:
        raise ValueError(f"futures of shape {forecast.futures.shape}, wanted (R, *{shape})")
    return forecast
