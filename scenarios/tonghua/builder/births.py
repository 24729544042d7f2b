"""Registered births of the prefecture by calendar year, 1998 to 2025."""

from __future__ import annotations

from functools import cache

from builder.life import survivors_of_births
from builder.sources import APART, WITH, WITHOUT, lookup

LAST = 2025
NATION, PROVINCE = "全国", "吉林省"


@cache
def births_of_prefecture() -> dict[int, float]:
    """Return the registered births with 梅河口 by year, 1998 to 2025."""
    births, population = lookup("births"), lookup("population")
    hukou = "year-end hukou population"
    nation = {year: births(NATION, year, "births") for year in range(1998, LAST + 1)}
    part = part_without()
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


def part_without() -> float:
    """Return the part of the registered population that lives without 梅河口, of 2021."""
    population, hukou = lookup("population"), "year-end hukou population"
    without, apart = (population(area, 2021, hukou) for area in (WITHOUT, APART))
    return without / (without + apart)
