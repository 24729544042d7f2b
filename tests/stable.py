"""The stable population of a life table: computed from a mortality table by textbook formulas, nothing of the model."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

AGES = 101  # single ages, 100 and over together
BEYOND = 130  # nobody lives to this age


def person_years(mortality: pd.DataFrame, sex: str) -> np.ndarray:
    """Return L(a), years lived at ages a to a + 1 by one newborn, float (BEYOND,); rates are constant within an age."""
    rate = np.zeros(BEYOND)
    for row in mortality[mortality["sex"] == sex].itertuples():
        rate[int(row.age_low) : BEYOND if row.age_high >= AGES - 1 else int(row.age_high) + 1] = row.rate
    alive = np.exp(-np.concatenate([[0.0], np.cumsum(rate)[:-1]]))
    return alive * (1.0 - np.exp(-rate)) / rate


@dataclass(frozen=True)
class Stable:
    """A stable population: births of the start year, growth r a year, boys per girl, L by sex (BEYOND, 2)."""

    births: float
    growth: float
    sex_ratio: float
    years_lived: np.ndarray

    def people(self, year: float) -> np.ndarray:
        """Return people by age and sex `year` years after the start, float (101, 2)."""
        born = self.births * np.exp(self.growth * (year - np.arange(BEYOND)))
        share = np.array([self.sex_ratio, 1.0]) / (1.0 + self.sex_ratio)
        out = born[:, None] * share * self.years_lived
        return np.concatenate([out[: AGES - 1], out[AGES - 1 :].sum(axis=0, keepdims=True)])

    def births_of_calendar_year(self, year: float) -> float:
        """Return births such that a third of the year before and two thirds of it are those of the school year."""
        mixed = (np.exp(-self.growth) + 2.0) / 3.0
        return float(self.births * np.exp(self.growth * year) / mixed)
