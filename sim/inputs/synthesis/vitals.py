"""Rates of demography: deaths, births by order, and the level of fertility that meets the known births."""

from collections import Counter
from functools import lru_cache

import numpy as np

from sim.base.school_year import school_year_births
from sim.inputs.tables import InputTables
from sim.kernels.codes import OLDEST

HORIZON = 45  # school years from the start for which rates are prepared
_SEX = {"male": 0, "female": 1}


@lru_cache(maxsize=2)
def fertility_donor(tables: InputTables) -> np.ndarray:
    """Return the donor's births per woman and year by order (1, 2, 3+) and age, float array (3, 101)."""
    out = np.zeros((3, OLDEST + 1))
    for row in tables.fertility.itertuples():
        out[int(row.order) - 1, int(row.age)] = row.rate
    out[:, 18] += out[:, :18].sum(
        axis=1
    )  # the few births before 18 are given to mothers of 18, the youngest adults
    out[:, :18] = 0.0
    return out


@lru_cache(maxsize=2)
def death_rates(tables: InputTables, first_year: int) -> np.ndarray:
    """Return probabilities of dying by year, age at the last census and sex, float array (HORIZON, 101, 2).

    Between two censuses people live half a year at each of two ages, so the two rates m are averaged: 1 - L(a+1)/L(a).
    The newborn have their first year still before them when they are first counted: all of its deaths come in the next.
    """
    rates = np.zeros((HORIZON, OLDEST + 1, 2))
    periods = np.array(sorted(tables.mortality["period"].unique()))
    for row in tables.mortality.itertuples():
        starts = periods[
            np.clip(np.searchsorted(periods, first_year + np.arange(HORIZON), side="right") - 1, 0, None)
        ]
        years = np.flatnonzero(starts == row.period)
        ages = np.arange(row.age_low, min(int(row.age_high), OLDEST) + 1)
        rates[np.ix_(years, ages, [_SEX[row.sex]])] = row.rate
    at_next = np.concatenate([rates[:, 1:], rates[:, -1:]], axis=1)
    exposure = (rates + at_next) / 2.0
    exposure[:, 0] += rates[:, 0] / 2.0
    return 1.0 - np.exp(-exposure)


def birth_hazards(
    donor: np.ndarray, women: np.ndarray, single: np.ndarray, of_one: np.ndarray, of_more: np.ndarray
):
    """Turn births per woman into hazards of those at risk: women of the adult table, mothers of one, of two or more.

    All are counts by age (101,). Numerators and denominators are smoothed over five ages; hazards end at 0.5. None
    stands at ages the smoothing alone reaches: mothers are 18-49.
    """
    window, age = np.ones(5) / 5, np.arange(OLDEST + 1)
    bears = (age >= 18) & (age < 50)

    def hazard(rate, at_risk):
        births, base = np.convolve(rate * women, window, "same"), np.convolve(at_risk, window, "same")
        return bears * np.minimum(0.5, np.divide(births, base, out=np.zeros_like(births), where=base > 0.5))

    return hazard(donor[0], single), np.stack([hazard(donor[1], of_one), hazard(donor[2], of_more)])


@lru_cache(maxsize=4)
def known_births(tables: InputTables, basis: str) -> np.ndarray:
    """Return births of each school year and county, float (HORIZON, counties); NaN where they are not known.

    `basis` is "registered" (births to mothers registered here, wherever they live) or "resident".
    """
    out = np.full((HORIZON, len(tables.counties)), np.nan)
    births = tables.births[tables.births["basis"] == basis]
    by_county = dict(iter(births.groupby("county_code")))
    for c, code in enumerate(tables.counties["county_code"]):
        known = births_by_year(by_county.get(code, births[:0]))
        for k in range(HORIZON):
            year = tables.start_year + k
            if year in known and year - 1 in known:
                out[k, c] = school_year_births(known[year - 1], known[year])
    return out


def births_by_year(births) -> dict[int, float]:
    """Return the births of a county by calendar year: its own rows, else the sum of its townships'."""
    by_township: Counter[int] = Counter()
    of_county: dict[int, float] = {}
    columns = (births[name].tolist() for name in ("township_code", "year", "births"))
    for township, year, number in zip(*columns, strict=True):
        if township == "":
            of_county[year] = float(number)
        else:
            by_township[year] += number
    return {year: float(number) for year, number in {**by_township, **of_county}.items()}


def future_tfr(tables: InputTables, position: float) -> np.ndarray:
    """Return total fertility by year (HORIZON,) between the low (-1), medium (0) and high (1) path of the table."""
    table = tables.fertility_level
    years = tables.start_year + np.arange(HORIZON)

    def path(variant: str) -> np.ndarray:
        rows = table[table["variant"] == variant].sort_values("year")
        return np.interp(years, rows["year"], rows["tfr"])

    medium, other = path("medium"), path("low" if position < 0 else "high")
    return medium + abs(position) * (other - medium)


def start_hazards(
    donor: np.ndarray, women: np.ndarray, families: list, adults: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Return first-birth (101,) and later-birth (2, 101) hazards of the start population."""
    single = adults[:, :, 1, :2].sum(axis=(0, 2))
    of_one, of_more = np.zeros(OLDEST + 1), np.zeros(OLDEST + 1)
    for f in families:
        rested = f.years_since_birth >= 1
        of_one += np.bincount(f.mother_age[rested & (f.n_births == 1)], minlength=OLDEST + 1)
        of_more += np.bincount(f.mother_age[rested & (f.n_births > 1)], minlength=OLDEST + 1)
    return birth_hazards(donor, women.astype(float), single, of_one, of_more)
