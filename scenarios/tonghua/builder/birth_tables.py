"""The births of each county and calendar year: the table, from the births of the prefecture."""

from __future__ import annotations

import numpy as np

from builder.births import LAST, births_of_prefecture, part_without
from builder.hukou import registered_persons
from builder.life import OLDEST
from builder.pyramid import FEMALE
from builder.rates import schedule
from builder.sources import APART, rounded
from builder.target import OF_2017

FIRST = 1999
# The last year whose total is known with 梅河口; later totals are known without it.
LAST_WITH = 2015

NOTES = (
    (2013, "shape of the national births, level so that births less deaths give the 30.24万 registered "
           "children aged 0-17 at the end of 2015"),
    (2014, "8.91 per 1000 x 222.18万 registered persons"),
    (2015, "read; the year of the page is inferred"),
    (2019, "without 梅河口: national births x ratio, which moves from 2015 to 2020 in a straight line; "
           "梅河口 by registered women"),
    (2020, "without 梅河口: 4.82 per 1000 registered persons; 梅河口 by registered women"),
    (2021, "without 梅河口: 5709, read; 梅河口 by registered women"),
    (2024, "2021 moved by the national births, bent so that 2021 to 2024 falls as in Jilin"),
    (2025, "2024 moved by the national births"),
)  # fmt: skip


def registered_mothers(year: int) -> np.ndarray:
    """Return the births of each county's registered women at the donor's rates.

    The women of a year are those of 2017, as much younger or older; their deaths differ too little between
    counties to matter. 2017 serves both start years, so that a year's births are the same in both.
    """
    women = registered_persons(OF_2017)[:, FEMALE]
    then = np.arange(OLDEST + 1) + OF_2017.year - year
    inside = (then >= 0) & (then <= OLDEST)
    return women[:, then[inside]] @ schedule()[inside]


def births_of_counties(counties: list[dict], year: int) -> list[int]:
    """Return the registered births of each county in a year; the known totals of either boundary stay."""
    mothers = registered_mothers(year)
    total = births_of_prefecture()[year]
    if year <= LAST_WITH:
        return [int(count) for count in rounded(mothers, int(round(total)))]
    is_inside = np.array([row["county"] != APART for row in counties])
    without = int(round(total * part_without()))
    births = np.zeros(len(counties), dtype=int)
    births[is_inside] = rounded(mothers[is_inside], without)
    births[~is_inside] = int(round(without * mothers[~is_inside].sum() / mothers[is_inside].sum()))
    return [int(count) for count in births]


def birth_rows(counties: list[dict]) -> list[dict]:
    """Return the rows of births.csv."""
    counts = {year: births_of_counties(counties, year) for year in range(FIRST, LAST + 1)}
    return [
        {
            "county_code": row["county_code"],
            "year": year,
            "basis": "registered",
            "births": counts[year][i],
            "source": "sources/births.csv, population.csv, fertility.csv",
            "confidence": "estimate",
            "note": next(note for last, note in NOTES if year <= last)
            + "; county by registered women of each age",
        }
        for i, row in enumerate(counties)
        for year in range(FIRST, LAST + 1)
    ]
