"""The rules of hukou: one way of telling it, and one registered population."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from sim.base.errors import Say, UserError
from sim.base.reading import TableRead
from sim.inputs.checks.given import Given, needs, rows_of
from sim.inputs.levels import PLACE, split_levels

# The register (公安) and a census or yearbook are of different dates and rounded to hundreds: one per cent
# is within what both do, more means that two different populations are meant.
TOLERANCE = 0.01


@needs("population")
def one_way_of_telling(given: Given) -> Iterator[UserError]:
    """Check that no place tells residents with and without their hukou: they would count twice."""
    population = given["population"]
    for place, row in told_twice(population).items():
        hukou = population.columns["hukou"][row]
        name = next(code for code in reversed(place) if code is not None)
        yield UserError(
            Say("residents stand twice, with and without hukou", "同一批常住人口既分户口又不分户口"),
            where=population.where(row, "hukou"),
            value=f"{name}, hukou {hukou or '(empty)'}",
            rule=Say(
                "residents of a place stand either as here and elsewhere, or all with a blank hukou",
                "一地常住人口要么分 here 与 elsewhere 两类，要么户口一律留空",
            ),
            remedy=Say("remove one of the two", "请删去其中一种"),
        )


def told_twice(population: TableRead) -> dict[tuple, int]:
    """Return the places that tell residents with and without hukou, and the row where the second way begins."""
    told: dict[tuple, bool] = {}
    twice: dict[tuple, int] = {}
    for row, (*place, hukou) in enumerate(rows_of(population, *PLACE, "hukou")):
        if hukou != "away" and told.setdefault(tuple(place), hukou is not None) != (hukou is not None):
            twice.setdefault(tuple(place), row)
    return twice


@needs("counties", "population")
def registered_agree(given: Given) -> Iterator[UserError]:
    """Check that the registered population is the same in counties.csv and by hukou in population.csv."""
    finest, _ = split_levels(given["population"])
    persons: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for code, hukou, n in rows_of(finest, "county_code", "hukou", "persons"):
        persons[code][hukou or "blank"] += n
    counties = given["counties"]
    for row, (code, registered) in enumerate(rows_of(counties, "county_code", "hukou_population")):
        by_hukou = persons[code]
        if registered is None or "here" not in by_hukou:
            continue
        found = by_hukou["here"] + by_hukou["away"]
        too_many = found > registered * (1 + TOLERANCE)
        too_few = "away" in by_hukou and by_hukou["away"] > 0 and found < registered * (1 - TOLERANCE)
        if too_many or too_few:
            yield _two_totals(counties.where(row, "hukou_population"), code, registered, found)


def _two_totals(where: str, code: str, registered: int, found: int) -> UserError:
    """Return the error for two registered populations of a county."""
    return UserError(
        Say("two totals of the registered population", "户籍人口有两个总数"),
        where=where,
        value=registered,
        rule=Say(
            f"hukou_population = here + away of population.csv for {code}, here {found}, within {TOLERANCE:.0%}",
            f"hukou_population 须等于 population.csv 中 {code} 的 here 加 away（{found}），误差 {TOLERANCE:.0%} 以内",
        ),
        remedy=Say(
            "correct one of the two, or leave hukou_population blank",
            "请更正其中一个，或将 hukou_population 留空",
        ),
    )
