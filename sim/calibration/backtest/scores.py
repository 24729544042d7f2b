"""The scores: one row a forecast, of the schools that count, their cells, townships and the system."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from sim.calibration.backtest.blend import ForecastWithErrors
from sim.calibration.backtest.ensemble import (
    PROBABILITIES,
    QUANTILES,
    crps_of_ratios,
    crps_of_sample,
    quantiles,
)
from sim.calibration.backtest.history import Forecast, History
from sim.calibration.backtest.origins import Made
from sim.calibration.backtest.units import Units, units_at

KEYS = ("table", "method", "origin", "target_year", "lead", "level", "unit", "grade")
COLUMNS = (*KEYS, "forecast", *QUANTILES, "crps", "actual")
DECIMALS = 3  # of the pupils in scores.csv; the summary is taken from what is written


@dataclass(frozen=True)
class Apart:
    """Target years that stand in a table of their own, such as those of an epidemic."""

    label: str = "apart"
    years: frozenset[int] = field(default_factory=frozenset)

    def table(self, name: str, year: int) -> str:
        """Return the name of the table that a target year belongs to."""
        return f"{name} ({self.label})" if year in self.years else name


def scores(history: History, made: Iterable[Made], apart: Apart | None = None) -> pd.DataFrame:
    """Return the scores, columns `COLUMNS`.

    Every method is judged on the same units. A cell is judged where it had pupils at the origin or at the target, or
    where any method forecasts some.

    Parameters
    ----------
    history : History
        With every target year.
    made : iterable of Made
        Forecasts, those of one origin one after the other.
    apart : Apart, optional
    """
    apart = apart or Apart()
    blocks, group = [], []
    for one in made:
        if group and one.origin != group[0].origin:
            blocks += _of_origin(history, group, apart)
            group = []
        group.append(one)
    blocks += _of_origin(history, group, apart)
    frame = pd.concat(blocks, ignore_index=True) if blocks else pd.DataFrame(columns=list(COLUMNS))
    numbers = list(COLUMNS[len(KEYS) :])
    frame[numbers] = frame[numbers].astype(float).round(DECIMALS)
    return frame


def _of_origin(history: History, group: Sequence[Made], apart: Apart) -> list[pd.DataFrame]:
    """Return the rows of the forecasts from one origin."""
    blocks = []
    for lead in group[0].leads if group else ():
        origin = group[0].origin
        for units in units_at(history, origin, lead):
            expected = {one.method: units.of(one.forecast.expected[lead - 1]) for one in group}
            judged = units.taught | (np.array(list(expected.values())) > 0).any(axis=0)
            keys = {
                "table": apart.table(history.name, origin + lead),
                "origin": origin,
                "target_year": origin + lead,
                "lead": lead,
                "level": units.level,
                "unit": np.asarray(units.names, dtype=object)[judged],
                "grade": np.asarray(units.grades, dtype=object)[judged],
            }
            for one in group:
                scored = _scored(one.forecast, units, lead, expected[one.method], judged)
                blocks.append(pd.DataFrame({**keys, "method": one.method, **scored})[list(COLUMNS)])
    return blocks


def _scored(
    forecast: Forecast, units: Units, lead: int, expected: np.ndarray, judged: np.ndarray
) -> Mapping[str, np.ndarray]:
    """Return the columns of numbers of one block."""
    expected, actual = expected[judged], units.actual[judged]
    nothing = np.full(len(actual), np.nan)
    scored = {"forecast": expected, **dict.fromkeys((*QUANTILES, "crps"), nothing), "actual": actual}
    if forecast.futures is not None:
        values = np.sort(units.of(forecast.futures[:, lead - 1])[:, judged], axis=0)
        scored |= dict(zip(QUANTILES, quantiles(values), strict=True))
        scored["crps"] = crps_of_sample(values, actual)
    elif isinstance(forecast, ForecastWithErrors) and forecast.past is not None:
        scored |= _by_past_errors(forecast, units.level, lead, expected, actual)
    return scored


def _by_past_errors(
    forecast: ForecastWithErrors, level: str, lead: int, expected: np.ndarray, actual: np.ndarray
) -> Mapping[str, np.ndarray]:
    """Return quantiles and CRPS of a forecast from its past errors."""
    columns = np.full((len(PROBABILITIES), len(actual)), np.nan)
    crps = np.full(len(actual), np.nan)
    for places, ratios in forecast.past.groups(level, lead, expected):
        columns[:, places] = quantiles(ratios)[:, None] * expected[places]
        crps[places] = crps_of_ratios(ratios, expected[places], actual[places])
    return {**dict(zip(QUANTILES, columns, strict=True)), "crps": crps}
