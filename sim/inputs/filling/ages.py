"""Persons by single age from age groups, and whole numbers in proportion."""

from __future__ import annotations

import numpy as np
import pandas as pd

from sim.inputs.schema.parts import OLDEST_AGE


def persons_by_age(population: pd.DataFrame, county: str, sex: str | None = None) -> np.ndarray:
    """Return residents of a county by single age, float (101,); a group is spread evenly over its ages.

    Parameters
    ----------
    population : DataFrame
        Rows that add up.
    county : str
        Its code.
    sex : str, optional
        'male' or 'female'; both when left out.
    """
    out = np.zeros(OLDEST_AGE + 1)
    rows = population[(population["county_code"] == county) & (population["hukou"] != "away")]
    if sex is not None:
        rows = rows[rows["sex"] == sex]
    for low, high, persons in zip(rows["age_low"], rows["age_high"], rows["persons"], strict=True):
        out[low : high + 1] += persons / (high + 1 - low)
    return out


def rounded(weights: np.ndarray, total: int) -> np.ndarray:
    """Return whole numbers in proportion to `weights` that sum to `total`: the largest remainders go up."""
    exact = np.asarray(weights, float) / np.sum(weights) * total
    whole = np.floor(exact).astype(np.int64)
    for i in np.argsort(whole - exact, kind="stable")[: total - int(whole.sum())]:
        whole[i] += 1
    return whole


def death_rates(mortality: pd.DataFrame, sex: str, year: int) -> np.ndarray:
    """Return deaths per person-year by single age, (101,), of the period that holds in a year.

    Before the first period the first holds.
    """
    periods = sorted(mortality["period"].unique())
    period = max([one for one in periods if one <= year], default=periods[0])
    out = np.zeros(OLDEST_AGE + 1)
    rows = mortality[(mortality["period"] == period) & (mortality["sex"] == sex)]
    for low, high, rate in zip(rows["age_low"], rows["age_high"], rows["rate"], strict=True):
        out[low : high + 1] = rate
    return out
