"""The summary of the scores: errors, nearness and coverage by table, method, lead and level."""

from __future__ import annotations

import numpy as np
import pandas as pd

from sim.calibration.backtest.units import CELL, SCHOOL, SYSTEM, TOWNSHIP

# The measure that each level is judged by: a cell of three pupils is easily missed by a third.
MEASURES = {SCHOOL: "mape", CELL: "wape", TOWNSHIP: "mape", SYSTEM: "mape"}
GROUP = ["table", "method", "lead", "level"]
COLUMNS = (
    *GROUP,
    *("n", "mape", "mdape", "wape", "bias", "within2", "within5", "cover50", "cover80", "cover95", "crps"),
)
SLACK = 1e-6  # pupils: 30.6 lies within 2 % of 30, whatever binary fractions make of it; scores have three decimals
INTERVALS = {"cover50": ("p25", "p75"), "cover80": ("p10", "p90"), "cover95": ("p2_5", "p97_5")}


def summary(scores: pd.DataFrame) -> pd.DataFrame:
    """Return the summary, columns `COLUMNS`, pooled over units and origins; all but n and crps are percent.

    n
        Units times origins.
    mape, mdape
        Mean and median of 100 |f - a| / a, over units with a > 0.
    wape, bias
        100 sum |f - a| / sum a, and 100 (sum f / sum a - 1).
    within2, within5
        Units with |f - a| at most 2, 5 percent of a, of those with a > 0.
    cover50, cover80, cover95
        Units whose actual lies in the interval, bounds included; empty where the method has none.
    crps
        Mean, pupils; empty where the method has none.

    Parameters
    ----------
    scores : DataFrame
        As `sim.calibration.backtest.scores.scores` returns it, or as read from scores.csv.
    """
    forecast, actual = scores["forecast"], scores["actual"]
    off = (forecast - actual).abs()
    percent = (100 * off / actual).where(actual > 0)
    worked = scores[[*GROUP, "forecast", "actual", "crps"]].assign(off=off, percent=percent)
    for limit in (2, 5):
        worked[f"within{limit}"] = (100.0 * (off <= limit / 100 * actual + SLACK)).where(actual > 0)
    for name, (low, high) in INTERVALS.items():
        inside = (scores[low] <= actual) & (actual <= scores[high])
        worked[name] = (100.0 * inside).where(scores[low].notna())
    groups = worked.groupby(GROUP, sort=False, observed=True)
    pooled = groups.agg(
        n=("off", "size"),
        mape=("percent", "mean"),
        mdape=("percent", "median"),
        **{name: (name, "mean") for name in COLUMNS[9:]},
    )
    sums = groups[["off", "forecast", "actual"]].sum()
    pooled["wape"] = 100 * sums["off"] / sums["actual"]
    pooled["bias"] = 100 * (sums["forecast"] / sums["actual"] - 1)
    return _in_order(pooled.reset_index())


def _in_order(pooled: pd.DataFrame) -> pd.DataFrame:
    """Return the summary by table, level, lead and method, each as they first stand in the scores but leads by size."""
    order = pooled.assign(
        **{
            f"_{name}": pd.Categorical(pooled[name], pooled[name].unique()).codes
            for name in ("table", "level", "method")
        }
    )
    order = order.sort_values(["_table", "_level", "lead", "_method"], kind="stable")
    return order[list(COLUMNS)].replace([np.inf, -np.inf], np.nan).reset_index(drop=True)
