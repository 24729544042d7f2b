"""The registered population of the prefecture (with 梅河口) on any day: children by age, adults by group."""

from __future__ import annotations

import datetime

import numpy as np

from builder.births import LAST, births_of_prefecture
from builder.life import SEXES, child_survival
from builder.sources import END_2015, END_2021, WITH, WITHOUT, choice, lookup, part_of_time

ADULT = 18
GROUPS = {"0-17": (0, 17), "18-34": (18, 34), "35-59": (35, 59), "60+": (60, 100)}


def shares_of_births() -> np.ndarray:
    """Return the shares of girls and boys at birth, in the order of `SEXES`."""
    boys = choice("sex_ratio_at_birth") / (1 + choice("sex_ratio_at_birth"))
    return np.array([{"male": boys, "female": 1 - boys}[sex] for sex in SEXES])


def born_between(births: dict[int, float], last: datetime.date) -> float:
    """Return the births of the twelve months before `last`, spread evenly over each calendar year."""
    part = (last - datetime.date(last.year, 1, 1)).days / 365
    return births[last.year] * part + births[last.year - 1] * (1 - part)


def children_before_scaling(day: datetime.date) -> np.ndarray:
    """Return registered births less deaths, sex x age 0-17, on a day from 2016 on."""
    births = births_of_prefecture()
    born = [born_between(births, day.replace(year=day.year - age)) for age in range(ADULT)]
    alive = np.array([child_survival(sex, min(day.year, LAST)) for sex in SEXES])
    return np.array(born) * alive * shares_of_births()[:, None]


def children(day: datetime.date) -> np.ndarray:
    """Return the registered children, sex x age 0-17: births less deaths, brought to the known total.

    The totals of the ends of 2015 and 2021 are known; between them they move in a straight line, after them
    the factor of 2021 stays (some leave the register with their parents).
    """
    at = min(day, END_2021)
    raw = children_before_scaling(at)
    factor = groups(at)["0-17"] / raw.sum()
    return children_before_scaling(day) * factor


def groups(day: datetime.date) -> dict[str, float]:
    """Return the registered persons by group of age, 2015 to 2021; ages 18-59 stand in one group before 2021.

    The end of 2015 is known with 梅河口, that of 2021 without; its shares are taken for both.
    """
    population = lookup("population")
    hukou = "year-end hukou population"
    total = {year: population(WITH, year, hukou) * 10_000 for year in (2015, 2021)}
    young = {
        2015: population(WITH, 2015, "hukou population age 0-17") * 10_000,
        2021: population(WITHOUT, 2021, "hukou age 0-17 share") / 100 * total[2021],
    }
    old = {
        2015: population(WITH, 2015, "hukou population age 60+") * 10_000,
        2021: population(WITHOUT, 2021, "hukou age 60+ share") / 100 * total[2021],
    }
    gone = part_of_time(END_2015, day, END_2021)

    def line(ends: dict[int, float]) -> float:
        return ends[2015] + gone * (ends[2021] - ends[2015])

    return {"0-17": line(young), "18-59": line(total) - line(young) - line(old), "60+": line(old)}


def young_part_of_2021() -> float:
    """Return the part of those aged 18-34 among those aged 18-59, registered, end of 2021."""
    population = lookup("population")
    young = population(WITHOUT, 2021, "hukou age 18-34 share")
    return young / (young + population(WITHOUT, 2021, "hukou age 35-59 share"))
