"""The rules of the population: there at the start, once, in every county, and summing to the residents."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from sim.base.errors import Say, UserError
from sim.base.reading import TableRead
from sim.base.reading_errors import repeated_key
from sim.inputs.checks.given import Given, listed, needs, rows_of
from sim.inputs.checks.hukou import told_twice
from sim.inputs.levels import persons_group, split_levels
from sim.inputs.schema import TABLES
from sim.inputs.schema.parts import SEX


@needs("counties")
def people_at_the_start(given: Given) -> Iterator[UserError]:
    """Check that a population table has rows of the start year."""
    if "population" in given or "population" not in given.history:
        return
    past = given.history["population"]
    yield UserError(
        Say("no population in the start year", "没有起始年人口"),
        where=past.where(0, "year"),
        value=listed(sorted(set(past.columns["year"]))),
        rule=Say(
            f"population.csv has rows of the start year of counties.csv, {given.start}",
            f"population.csv 须有 counties.csv 起始年 {given.start} 的数据",
        ),
        remedy=Say(
            "add the rows of that year, correct year, or start in a year that has them",
            "请补充该年数据、更正年份，或改用有数据的起始年",
        ),
    )


@needs("population")
def no_row_twice(given: Given) -> Iterator[UserError]:
    """Check that no row stands twice, once with the start year and once with a blank year."""
    yield from rows_twice(given["population"], "population")


def rows_twice(read: TableRead, name: str) -> Iterator[UserError]:
    """Yield an error for rows of the start year whose key without the year stands in an earlier row."""
    names = [column for column in TABLES[name].key if column != "year"]
    first: dict[tuple, int] = {}
    for row, key in enumerate(rows_of(read, *names)):
        if key in first:
            where = read.where(row, names[0])
            yield repeated_key(where, read.lines[first[key]], " + ".join(names), key)
        first.setdefault(key, row)


@needs("counties", "population")
def every_county_has_people(given: Given) -> Iterator[UserError]:
    """Check that every county has resident men and women in a population table."""
    rows = rows_of(given["population"], "county_code", "sex", "hukou")
    known = {(code, sex) for code, sex, hukou in rows if persons_group(hukou) == "residents"}
    counties = given["counties"]
    for row, code in enumerate(counties.columns["county_code"]):
        for sex in SEX:
            if (code, sex) not in known:
                yield UserError(
                    Say("the county has no population by age", "该县没有分年龄人口"),
                    where=counties.where(row, "county_code"),
                    value=f"{code}, {sex}",
                    rule=Say(
                        f"population.csv has rows of {sex} for every county",
                        f"population.csv 中每县须有{SEX[sex].zh}性各年龄组",
                    ),
                    remedy=Say("add the age groups of the county", "请补充该县的年龄组"),
                )


@needs("population")
def levels_agree(given: Given) -> Iterator[UserError]:
    """Check that rows of a whole county or township equal the sum of the finer rows below them."""
    finest, coarser = split_levels(given["population"])
    below: dict[tuple, int] = defaultdict(int)
    for county, township, hukou, persons in rows_of(
        finest, "county_code", "township_code", "hukou", "persons"
    ):
        for place in {None, township}:
            below[county, place, persons_group(hukou)] += persons
    sums: dict[tuple, int] = defaultdict(int)
    first: dict[tuple, int] = {}
    rows = rows_of(coarser, "county_code", "township_code", "hukou", "persons")
    for row, (county, township, hukou, persons) in enumerate(rows):
        key = (county, township, persons_group(hukou))
        sums[key] += persons
        first.setdefault(key, row)
    for key, total in sums.items():
        if total != below[key]:
            yield _levels_differ(coarser.where(first[key], "persons"), key, total, below[key])


def _levels_differ(where: str, key: tuple, total: int, below: int) -> UserError:
    """Return the error for a place whose own rows differ from the sum of its parts."""
    place = key[1] or key[0]
    return UserError(
        Say("the parts do not sum to the whole", "分乡镇（村）人口之和不等于合计"),
        where=where,
        value=f"{place}: {total}",
        rule=Say(
            f"the rows of {place} as a whole sum to those of its parts, here {below}",
            f"{place} 合计行之和须等于其下各行之和：{below}",
        ),
        remedy=Say(
            "add the missing parts, or remove one of the two levels", "请补充缺少的部分，或删去其中一级"
        ),
    )


@needs("counties", "population")
def population_sums(given: Given) -> Iterator[UserError]:
    """Check that the residents by age and sex sum to the residents of the county."""
    finest, _ = split_levels(given["population"])
    sums: dict[str, int] = defaultdict(int)
    for code, hukou, persons in rows_of(finest, "county_code", "hukou", "persons"):
        if persons_group(hukou) == "residents":
            sums[code] += persons
    doubtful = {
        county for county, *_ in told_twice(given["population"])
    }  # they count twice: an error of its own
    counties = given["counties"]
    for row, (code, total) in enumerate(rows_of(counties, "county_code", "residents")):
        if code in sums and code not in doubtful and sums[code] != total:
            yield UserError(
                Say("the population does not sum to the residents", "分年龄人口之和不等于常住人口"),
                where=counties.where(row, "residents"),
                value=total,
                rule=Say(
                    f"residents = sum of population.csv for {code}, here {sums[code]}",
                    f"residents 须等于 population.csv 中 {code} 之和：{sums[code]}",
                ),
                remedy=Say("correct the total or the age groups", "请更正总数或年龄组"),
            )
