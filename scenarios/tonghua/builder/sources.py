"""Reading of the source rows, rounding, writing: what the other files of the builder share."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from functools import cache
from pathlib import Path

import numpy as np
import pandas as pd

PLACE = Path(__file__).resolve().parent.parent
CENSUS_2010 = datetime.date(2010, 11, 1)
CENSUS_2020 = datetime.date(2020, 11, 1)
END_2015 = datetime.date(2015, 12, 31)
END_2021 = datetime.date(2021, 12, 31)
END_2024 = datetime.date(2024, 12, 31)

# The seven counties without 梅河口 and with it: the two boundaries of every Tonghua figure.
WITHOUT = "通化市(excl. 梅河口)"
WITH = "通化市(incl. 梅河口)"
APART = "梅河口市"

# Chinese names of the zone kinds in the national tables.
ZONES = {"urban": "城区", "town": "镇区", "village": "乡村"}


@cache
def source(name: str) -> pd.DataFrame:
    """Return one file of the sources, all columns as text; read once, so callers must not change it."""
    return pd.read_csv(PLACE / "sources" / f"{name}.csv", dtype="str", keep_default_na=False)


def lookup(name: str) -> Callable[[str, int, str], float]:
    """Return a function (area, year, metric) -> value over one file of the sources."""
    rows = source(name)
    values = {
        (area, year, metric): float(value)
        for area, year, metric, value in zip(
            rows["area"], rows["year"], rows["metric"], rows["value"], strict=True
        )
    }
    return lambda area, year, metric: values[area, str(year), metric]


def choices(name: str) -> dict[str, float]:
    """Return the values of one entry of choices.csv by area (or age band)."""
    rows = source("choices")
    rows = rows[rows["name"] == name]
    return {area: float(value) for area, value in zip(rows["area"], rows["value"], strict=True)}


def choice(name: str) -> float:
    """Return an entry of choices.csv that has one row."""
    (value,) = choices(name).values()
    return value


def years_between(first: datetime.date, last: datetime.date) -> float:
    """Return the years from `first` to `last`, negative where `last` is earlier."""
    return (last - first).days / 365.25


def part_of_time(first: datetime.date, at: datetime.date, last: datetime.date) -> float:
    """Return how much of the time from `first` to `last` has gone by `at`, 0 to 1."""
    return (at - first).days / (last - first).days


def rounded(values: np.ndarray, total: int | None = None) -> np.ndarray:
    """Round to whole numbers that sum to `total` (default: the rounded sum), largest remainders first."""
    flat = np.asarray(values, dtype=float).ravel()
    total = int(round(flat.sum())) if total is None else total
    flat = flat * (total / flat.sum())
    whole = np.floor(flat + 1e-9).astype(int)
    # A stable order of ties: the first of two equal remainders is rounded up.
    most = np.argsort(-np.round(flat - whole, 9), kind="stable")
    whole[most[: total - whole.sum()]] += 1
    return whole.reshape(np.shape(values))


def bands(name: str, ages: int) -> np.ndarray:
    """Return an entry of choices.csv that is given by bands of age ("18-24"), by single age."""
    values = np.zeros(ages)
    for band, value in choices(name).items():
        low, high = (int(part) for part in band.split("-"))
        values[low : high + 1] = value
    return values
