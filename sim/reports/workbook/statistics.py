"""How a column tells a quantity over the runs of a scenario."""

from __future__ import annotations

import numpy as np

from sim.indicators.seat_warnings import WarningRule
from sim.indicators.spread import spread
from sim.reports.workbook.collecting import Stack
from sim.reports.workbook.table import Column
from sim.reports.workbook.warning import CHANCES, STATISTICS, warning_chances, warning_levels

_SPREAD = ("p10", "p50", "p90")


def column_values(column: Column, stack: Stack, rule: WarningRule) -> np.ndarray:
    """Return what a column of numbers shows in every row of a scenario, (rows,): floats, or words of the warning."""
    if column.statistic == "reference":
        return stack.reference[column.quantity]
    if column.statistic in STATISTICS:
        return warning_levels(column.statistic, stack.over_runs, rule).astype(object)
    if column.statistic in CHANCES:
        return warning_chances(column.statistic, stack.over_runs, rule)
    return over_runs(column.statistic, stack.over_runs[column.quantity])


def over_runs(statistic: str, values: np.ndarray) -> np.ndarray:
    """Return a statistic over the last axis of values, the runs; NaN where a run does not tell it."""
    if statistic == "mean":
        return values.mean(axis=-1)
    if statistic == "share":
        return np.where(np.isnan(values).any(axis=-1), np.nan, (values > 0).mean(axis=-1))
    return spread(values)[_SPREAD.index("p50" if statistic == "base" else statistic)]
