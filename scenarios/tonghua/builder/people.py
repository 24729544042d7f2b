"""Residents by county, sex and age on 1 September of the start year.

The registered population by age is built for the prefecture, given to the counties by their registered
population, and thinned by those who are away, until each county has its residents.
"""

from __future__ import annotations

import numpy as np

from builder.births import births_of_prefecture
from builder.life import OLDEST, SEXES, child_survival, p_survive
from builder.sources import WITH, WITHOUT, YEAR, choice, choices, lookup, rounded, source

DONOR = "伊春市(黑龙江,地级)"
ADULT = 18
# Registered age groups of the communique of 2021.
GROUPS = (("18-34", 18, 34), ("35-59", 35, 59), ("60+", 60, OLDEST))
STEP = 2021 - YEAR


def donor_2020(sex: str) -> np.ndarray:
    """Return the donor of 2020 by single age: groups spread evenly, 85 and over by the life table."""
    rows = source("pyramids")
    rows = rows[rows["area"] == DONOR]
    single = np.zeros(OLDEST + 1)
    for age, count in zip(rows["age"], rows[sex].astype(float), strict=True):
        if age.endswith("+"):
            low = int(age[:-1])
            weights = np.cumprod(p_survive(2020, sex)[low:])
            single[low:] = count * weights / weights.sum()
        else:
            low, high = (int(part) for part in (age.split("-") * 2)[:2])
            single[low : high + 1] = count / (high - low + 1)
    return single


def registered_adults() -> dict[str, np.ndarray]:
    """Return the shape of the registered population aged 18 and over at the start, by single age.

    The donor of 2020 is lived on to 2021, brought to the registered age groups of 2021, and lived back to
    the start year: who was 30 in 2021 was 26 in 2017.
    """
    population = lookup("population")
    lived_on = {sex: _one_year_on(donor_2020(sex), sex) for sex in SEXES}
    for label, low, high in GROUPS:
        share = population(WITHOUT, 2021, f"hukou age {label} share")
        size = sum(lived_on[sex][low : high + 1].sum() for sex in SEXES)
        for sex in SEXES:
            lived_on[sex][low : high + 1] *= share / size
    return {sex: _years_back(lived_on[sex], sex) for sex in SEXES}


def _one_year_on(ages: np.ndarray, sex: str) -> np.ndarray:
    """Return the population one year older; age 0 is left empty."""
    older = np.zeros_like(ages)
    older[1:] = ages[:-1] * p_survive(2020, sex)[:-1]
    older[-1] += ages[-1] * p_survive(2020, sex)[-1]
    return older


def _years_back(ages: np.ndarray, sex: str) -> np.ndarray:
    """Return the population `STEP` years younger; the oldest ages are filled by the life table."""
    p = p_survive(YEAR, sex)
    younger = np.zeros_like(ages)
    for age in range(ADULT, OLDEST + 1 - STEP):
        younger[age] = ages[age + STEP] / np.prod(p[age : age + STEP])
    for age in range(OLDEST + 1 - STEP, OLDEST + 1):
        younger[age] = younger[age - 1] * p[age - 1]
    return younger


def registered_children() -> dict[str, np.ndarray]:
    """Return the registered children by sex and age 0-17: births less deaths, brought to the known total."""
    births = births_of_prefecture()
    boys = choice("sex_ratio_at_birth") / (1 + choice("sex_ratio_at_birth"))
    # Aged a on 1 September: born from September of the year before to August.
    born = np.array([births[YEAR - 1 - age] / 3 + births[YEAR - age] * 2 / 3 for age in range(ADULT)])
    children = {
        sex: born * part * child_survival(sex, YEAR) for sex, part in (("male", boys), ("female", 1 - boys))
    }
    scale = registered_children_total() / sum(children[sex].sum() for sex in SEXES)
    return {sex: children[sex] * scale for sex in SEXES}


def registered_children_total() -> float:
    """Return the registered children 0-17 with 梅河口 on 1 September: a line from end 2015 to end 2021."""
    population = lookup("population")
    first = population(WITH, 2015, "hukou population age 0-17") * 10_000
    last = (
        population(WITHOUT, 2021, "hukou age 0-17 share")
        / 100
        * population(WITH, 2021, "year-end hukou population")
        * 10_000
    )
    gone = (YEAR - 2016 + 8 / 12) / 6
    return first + (last - first) * gone


def registered() -> np.ndarray:
    """Return the registered population of the prefecture, sex x single age, summing to its total."""
    total = lookup("population")(WITH, YEAR, "year-end hukou population") * 10_000
    children, adults = registered_children(), registered_adults()
    scale = (total - sum(children[sex].sum() for sex in SEXES)) / sum(adults[sex].sum() for sex in SEXES)
    return np.array([np.concatenate([children[sex], adults[sex][ADULT:] * scale]) for sex in SEXES])


def absence_weights() -> np.ndarray:
    """Return how likely each sex and age is to be away, relative to each other."""
    weights = np.zeros((len(SEXES), OLDEST + 1))
    for band, value in choices("absence_weight").items():
        low, high = (int(part) for part in band.split("-"))
        weights[:, low : high + 1] = value
    weights[SEXES.index("female"), 18:35] *= choice("absence_weight_women_18_34")
    return weights


def residents_by_age(county: dict) -> np.ndarray:
    """Return the residents of a county, sex x single age: registered less net absent."""
    at_home = registered()
    at_home *= county["hukou_population"] / at_home.sum()
    away = at_home * absence_weights()
    # One factor a county makes absence match; it is negative where more have come than gone.
    factor = (county["hukou_population"] - county["residents"]) / away.sum()
    return at_home - factor * away


def age_groups() -> list[tuple[int, int]]:
    """Return the groups of the table: single ages to 17, then groups of five, the last open."""
    single = [(age, age) for age in range(ADULT)]
    fives = [(low, low + 4) for low in range(20, 95, 5)]
    return [*single, (18, 19), *fives, (95, OLDEST)]


def population_rows(counties: list[dict]) -> list[dict]:
    """Return the rows of population.csv; they sum to the residents of each county."""
    groups = age_groups()
    rows = []
    for county in counties:
        ages = residents_by_age(county)
        sums = np.array([[ages[i, low : high + 1].sum() for low, high in groups] for i in range(len(SEXES))])
        counts = rounded(sums, county["residents"])
        for sex, line in zip(SEXES, counts, strict=True):
            for (low, high), count in zip(groups, line, strict=True):
                rows.append(
                    {
                        "county_code": county["county_code"],
                        "sex": sex,
                        "age_low": low,
                        "age_high": high,
                        "persons": int(count),
                        "source": "sources/births.csv, population.csv, mortality.csv"
                        if low < ADULT
                        else "sources/pyramids.csv (伊春 2020), population.csv, mortality.csv",
                        "confidence": "estimate",
                        "note": "registered births less deaths and net absence"
                        if low < ADULT
                        else "donor brought to the registered ages of 2021, lived back, less net absence",
                    }
                )
    return rows
