"""Registered births by county and calendar year, 1999 to 2025."""

from __future__ import annotations

import numpy as np

from builder.life import survivors_of_births
from builder.sources import APART, WITH, WITHOUT, lookup, rounded

FIRST, LAST = 1999, 2025
NATION, PROVINCE = "全国", "吉林省"

NOTES = (
    (2013, "shape of the national births, level so that births less deaths give the 30.24万 registered "
           "children aged 0-17 at the end of 2015"),
    (2014, "8.91 per 1000 x 222.18万 registered persons"),
    (2015, "read; the year of the page is inferred"),
    (2019, "without 梅河口: national births x ratio, which moves from 2015 to 2020 in a straight line; "
           "梅河口 by registered population"),
    (2020, "without 梅河口: 4.82 per 1000 registered persons; 梅河口 by registered population"),
    (2021, "without 梅河口: 5709, read; 梅河口 by registered population"),
    (2024, "2021 moved by the national births, bent so that 2021 to 2024 falls as in Jilin"),
    (2025, "2024 moved by the national births"),
)  # fmt: skip


def births_of_prefecture() -> dict[int, float]:
    """Return the registered births with 梅河口 by year, 1998 to 2025."""
    births, population = lookup("births"), lookup("population")
    hukou = "year-end hukou population"
    nation = {year: births(NATION, year, "births") for year in range(1998, LAST + 1)}
    part = population(WITHOUT, 2021, hukou) / (
        population(WITHOUT, 2021, hukou) + population(APART, 2021, hukou)
    )
    known = {year: births(WITH, year, "births") for year in (2014, 2015)}
    # End of 2020 = end of 2021 less the change of the year.
    persons_2020 = population(WITHOUT, 2021, hukou) - births(
        WITHOUT, 2021, "change of the year-end hukou population"
    )
    known[2020] = births(WITHOUT, 2020, "birth rate") / 1000 * persons_2020 * 10_000 / part
    known[2021] = births(WITHOUT, 2021, "births") / part
    level = _level_before_2014(nation, known)
    result = {year: level * nation[year] for year in range(1998, 2014)} | known
    ratio = {year: known[year] / nation[year] for year in (2015, 2020)}
    for year in range(2016, 2020):
        between = (year - 2015) / 5
        result[year] = nation[year] * (ratio[2015] * (1 - between) + ratio[2020] * between)
    province = births(PROVINCE, 2024, "births") / births(PROVINCE, 2021, "births")
    bend = province / (nation[2024] / nation[2021])
    for year in range(2022, LAST + 1):
        steps = min(year - 2021, 3) / 3
        result[year] = known[2021] * nation[year] / nation[2021] * bend**steps
    return result


def _level_before_2014(nation: dict[int, float], known: dict[int, float]) -> float:
    """Return local births per 10,000 national births that give the registered children of 2015."""
    children = lookup("population")(WITH, 2015, "hukou population age 0-17") * 10_000
    alive = survivors_of_births(2015)
    rest = children - sum(known[year] * alive[2015 - year] for year in (2014, 2015))
    return rest / sum(nation[year] * alive[2015 - year] for year in range(1998, 2014))


def birth_rows(counties: list[dict]) -> list[dict]:
    """Return the rows of births.csv: the prefecture's births split by registered population.

    The six counties that the prefecture counts and 梅河口 are split apart, so that the known totals of
    either boundary stay what they are.
    """
    total = births_of_prefecture()
    inside = [row for row in counties if row["county"] != APART]
    population = lookup("population")
    hukou = "year-end hukou population"
    part = population(WITHOUT, 2021, hukou) / (
        population(WITHOUT, 2021, hukou) + population(APART, 2021, hukou)
    )
    weights = np.array([row["hukou_population"] for row in inside], dtype=float)
    counts: dict[tuple[str, int], int] = {}
    for year in range(FIRST, LAST + 1):
        all_births = int(round(total[year]))
        without = int(round(total[year] * part))
        for row, count in zip(inside, rounded(weights, without), strict=True):
            counts[row["county"], year] = int(count)
        counts[APART, year] = all_births - without
    return [
        {
            "county_code": row["county_code"],
            "year": year,
            "basis": "registered",
            "births": counts[row["county"], year],
            "source": "sources/births.csv, population.csv",
            "confidence": "estimate",
            "note": next(note for last, note in NOTES if year <= last) + "; county by registered population",
        }
        for row in counties
        for year in range(FIRST, LAST + 1)
    ]
