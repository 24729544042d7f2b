"""Survival by single age from the national death rates."""

from __future__ import annotations

from functools import cache

import numpy as np

from builder.sources import choice, source

OLDEST = 100
SEXES = ("female", "male")


@cache
def death_rates(year: int, sex: str) -> np.ndarray:
    """Return the death rates of the period that holds `year`, by single age 0 to 100."""
    rows = source("mortality")
    rows = rows[rows["sex"] == sex]
    first = (year // 5) * 5
    rows = rows[rows["period"] == f"{first}-{first + 5}"]
    ages = [int(age.rstrip("+")) for age in rows["age"]]
    rates = [float(rate) for rate in rows["rate"]]
    return np.array([rates[np.searchsorted(ages, age, side="right") - 1] for age in range(OLDEST + 1)])


def p_survive(year: int, sex: str) -> np.ndarray:
    """Return the probability to live from exact age to the next, by single age, in `year`."""
    return np.exp(-death_rates(year, sex))


def survivors_of_births(year: int) -> np.ndarray:
    """Return the share of births alive at completed ages 0 to 17 under the rates of `year`, both sexes.

    One period serves for all ages: child deaths are so rare after 2000 that the choice moves the sum by
    less than one percent.
    """
    boys = choice("sex_ratio_at_birth") / (1 + choice("sex_ratio_at_birth"))
    return boys * child_survival("male", year) + (1 - boys) * child_survival("female", year)


def child_survival(sex: str, year: int) -> np.ndarray:
    """Return the share of births alive at completed ages 0 to 17: half a year into each age."""
    rates = death_rates(year, sex)[:18]
    exposure = np.concatenate([[0.0], np.cumsum(rates)[:-1]]) + rates / 2
    return np.exp(-exposure)
