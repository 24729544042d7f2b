"""Residents and registered persons of each county on any day: totals without age."""

from __future__ import annotations

import datetime
from math import exp, log

import numpy as np

from builder.sources import (
    APART,
    CENSUS_2010,
    CENSUS_2020,
    END_2021,
    END_2024,
    WITH,
    WITHOUT,
    lookup,
    part_of_time,
    rounded,
    source,
    years_between,
)

CENSUS = "census resident population"
HUKOU = "year-end hukou population"
YEAR_END = "year-end resident population"
PROVINCE = "吉林省"
GUESSED = ("东昌区", "二道江区", "辉南县", "柳河县")
DISTRICTS = ("东昌区", "二道江区")


def names() -> list[str]:
    """Return the seven counties in the order of the tables."""
    return list(source("counties")["county"])


def census_2010() -> dict[str, float]:
    """Return the residents of the census of 2010."""
    population = lookup("population")
    return {name: population(name, 2010, CENSUS) for name in names()}


def census_2020() -> dict[str, float]:
    """Return the residents of 2020, the four estimated ones scaled to the known total without 梅河口."""
    population = lookup("population")
    figures = {name: population(name, 2020, CENSUS) for name in names()}
    read = sum(figures[name] for name in figures if name not in GUESSED and name != APART)
    rest = population(WITHOUT, 2020, CENSUS) - read
    scale = rest / sum(figures[name] for name in GUESSED)
    return {name: figure * (scale if name in GUESSED else 1) for name, figure in figures.items()}


def growth_between_censuses() -> dict[str, float]:
    """Return the yearly logarithmic growth of residents from the census of 2010 to that of 2020."""
    first, later, years = census_2010(), census_2020(), years_between(CENSUS_2010, CENSUS_2020)
    return {name: log(later[name] / first[name]) / years for name in first}


def end_of_2021() -> dict[str, float]:
    """Return the residents at the end of 2021: both totals are known, the six counties move on as before."""
    population, census, growth = lookup("population"), census_2020(), growth_between_censuses()
    years = years_between(CENSUS_2020, END_2021)
    on = {name: census[name] * exp(growth[name] * years) for name in census if name != APART}
    scale = population(WITHOUT, 2021, YEAR_END) * 10_000 / sum(on.values())
    on = {name: figure * scale for name, figure in on.items()}
    return on | {APART: population(APART, 2021, YEAR_END) * 10_000}


def growth_after_2021() -> dict[str, float]:
    """Return the yearly logarithmic growth after 2021: the province's of 2021 to 2024, bent to the county.

    From the census of 2020 to the end of 2021 the six counties fell about twice as fast as the province, and
    梅河口 about as fast; the same factor is kept.
    """
    population, census = lookup("population"), census_2020()
    province = {year: population(PROVINCE, year, YEAR_END) * 10_000 for year in (2021, 2024)}
    before = log(province[2021] / population(PROVINCE, 2020, CENSUS))
    after = log(province[2024] / province[2021]) / years_between(END_2021, END_2024)
    later = end_of_2021()
    inside = [name for name in later if name != APART]
    own = log(sum(later[name] for name in inside) / sum(census[name] for name in inside))
    bend = {name: own / before for name in inside} | {APART: log(later[APART] / census[APART]) / before}
    return {name: factor * after for name, factor in bend.items()}


def residents(name: str, day: datetime.date) -> float:
    """Return the residents of a county on a day from the census of 2010 on: geometric between known days."""
    first, later, last = census_2010()[name], census_2020()[name], end_of_2021()[name]
    if day <= CENSUS_2020:
        return first * (later / first) ** part_of_time(CENSUS_2010, day, CENSUS_2020)
    if day <= END_2021:
        return later * (last / later) ** part_of_time(CENSUS_2020, day, END_2021)
    return last * exp(growth_after_2021()[name] * years_between(END_2021, day))


def resident_growth(name: str, day: datetime.date) -> float:
    """Return the growth of residents a year around a day, as a share."""
    growth = growth_between_censuses() if day <= CENSUS_2020 else growth_after_2021()
    return exp(growth[name]) - 1


def hukou_growth(year: int) -> float:
    """Return the growth of the registered population a year, the same for all counties.

    For 2017 from the ends of 2016 and 2018 alone: 2021 is kept aside, to see whether the simulation meets it.
    """
    population = lookup("population")
    first, last = (2016, 2018) if year < 2021 else (2018, 2021)
    return (population(WITH, last, HUKOU) / population(WITH, first, HUKOU)) ** (1 / (last - first)) - 1


def hukou_total(year: int) -> float:
    """Return the registered population with 梅河口 in the start year: known to 2021, then moved on."""
    population = lookup("population")
    if year <= 2021:
        return population(WITH, year, HUKOU) * 10_000
    years = years_between(END_2021, datetime.date(year, 9, 1))
    return population(WITH, 2021, HUKOU) * 10_000 * (1 + hukou_growth(year)) ** years


def hukou(year: int) -> dict[str, int]:
    """Return the registered population of each county at the end of the start year.

    The prefecture's figure is split in three steps: 梅河口 by its part of 2021, the two districts together
    by their part of 2015, everything else by the residents of the 2010 census, when fewer had left.
    """
    population, total, first = lookup("population"), hukou_total(year), census_2010()
    apart = total * population(APART, 2021, HUKOU) / population(WITH, 2021, HUKOU)
    districts = total * population("通化市 市区", 2015, "hukou population") / population(WITH, 2015, HUKOU)
    others = [name for name in first if name not in DISTRICTS and name != APART]
    split = {APART: apart}
    for group, part in ((DISTRICTS, districts), (others, total - apart - districts)):
        base = sum(first[name] for name in group)
        split |= {name: part * first[name] / base for name in group}
    whole = rounded(np.array([split[name] for name in first]), int(round(total)))
    return {name: int(count) for name, count in zip(first, whole, strict=True)}
