"""The rules of the tables by age: no age is left out and none stands twice."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from itertools import product

from sim.base.errors import Say, UserError
from sim.base.reading import TableRead
from sim.inputs.schema.parts import OLDEST_AGE, SEX
from sim.inputs.schema.people import FERTILITY_LEVEL

Reads = Mapping[str, TableRead]


def ages_without_gap(reads: Reads) -> Iterator[UserError]:
    """Check that the age groups of a county and sex cover every age once, from 0 to the oldest."""
    population = reads["population"]
    columns = population.columns
    groups: dict[tuple, list[tuple[int, int, int]]] = defaultdict(list)
    for row, key in enumerate(zip(columns["county_code"], columns["sex"], strict=True)):
        groups[key].append((columns["age_low"][row], columns["age_high"][row], row))
    counties = reads["counties"]
    for row, code in enumerate(counties.columns["county_code"]):
        for sex in SEX:
            if (code, sex) not in groups:
                yield _no_population(counties.where(row, "county_code"), code, sex)
    for group in groups.values():
        yield from _gaps(population, group)


def rates_without_gap(reads: Reads) -> Iterator[UserError]:
    """Check that the death rates of a sex and period cover every age, both sexes in the same periods."""
    mortality = reads["mortality"]
    columns = mortality.columns
    groups: dict[tuple, list[tuple[int, int, int]]] = defaultdict(list)
    for row, key in enumerate(zip(columns["sex"], columns["period"], strict=True)):
        groups[key].append((columns["age_low"][row], columns["age_high"][row], row))
    for sex, period in product(SEX, sorted({period for _, period in groups})):
        if (sex, period) not in groups:
            yield UserError(
                Say("death rates are missing for one sex", "缺少一个性别的死亡率"),
                where=mortality.where_last("period", period),
                value=f"{sex}, {period}",
                rule=Say("every period has both sexes", "每个时期须有男女两性"),
                remedy=Say("add the rows of that sex and period", "请补充该性别、时期的数据行"),
            )
    for group in groups.values():
        yield from _gaps(mortality, group)


def rates_from_start(reads: Reads) -> Iterator[UserError]:
    """Check that a period of death rates holds at the start year."""
    mortality, start = reads["mortality"], reads["counties"].columns["year"][0]
    first = min(mortality.columns["period"])
    if first > start:
        yield UserError(
            Say("no death rates for the start year", "起始年没有死亡率"),
            where=mortality.where(mortality.columns["period"].index(first), "period"),
            value=first,
            rule=Say(f"the first period begins in {start} or before", f"首个时期不得晚于 {start} 年"),
            remedy=Say("add an earlier period", "请补充更早的时期"),
        )


def levels_complete(reads: Reads) -> Iterator[UserError]:
    """Check that every variant of fertility has every year from the start year to its last."""
    level, start = reads["fertility_level"], reads["counties"].columns["year"][0]
    for variant in FERTILITY_LEVEL.column("variant").codes:
        pairs = zip(level.columns["variant"], level.columns["year"], strict=True)
        years = {year for name, year in pairs if name == variant}
        first = min({start, *years})
        lacking = sorted(set(range(first, max({start, *years}) + 1)) - years)
        if lacking:
            yield UserError(
                Say("years of the fertility level are missing", "总和生育率缺少年份"),
                where=level.where_last("variant", variant),
                value=f"{variant}: {', '.join(str(year) for year in lacking)}",
                rule=Say(
                    f"low, medium and high have every year from {first} to their last",
                    f"低、中、高方案自 {first} 年起逐年不缺",
                ),
                remedy=Say("add the rows", "请补充数据行"),
            )


def fertility_complete(reads: Reads) -> Iterator[UserError]:
    """Check that every birth order has a rate at every age from 15 to 49."""
    fertility = reads["fertility"]
    known = set(zip(fertility.columns["order"], fertility.columns["age"], strict=True))
    for order in (1, 2, 3):
        lacking = [age for age in range(15, 50) if (order, age) not in known]
        if lacking:
            yield UserError(
                Say("fertility rates are missing", "缺少生育率"),
                where=fertility.where_last("order", order),
                value=f"order {order}, age {', '.join(str(age) for age in lacking)}",
                rule=Say("orders 1, 2, 3 have every age from 15 to 49", "孩次 1、2、3 各有 15 至 49 岁每岁"),
                remedy=Say("add the rows; a rate may be 0", "请补充数据行，可填 0"),
            )


def _no_population(where: str, code: str, sex: str) -> UserError:
    """Return the error for a county without residents of one sex."""
    return UserError(
        Say("the county has no population by age", "该县没有分年龄人口"),
        where=where,
        value=f"{code}, {sex}",
        rule=Say(
            f"population.csv has rows of {sex} for every county",
            f"population.csv 中每县须有{SEX[sex].zh}性各年龄组",
        ),
        remedy=Say("add the age groups of the county", "请补充该县的年龄组"),
    )


def _gaps(read: TableRead, group: list[tuple[int, int, int]]) -> Iterator[UserError]:
    """Yield an error where the age groups (low, high, row) leave a gap or overlap."""
    rule = Say(
        f"age groups follow each other from 0 to {OLDEST_AGE} without gap or overlap",
        f"年龄组从 0 岁到 {OLDEST_AGE} 岁相接，不重不漏",
    )
    remedy = Say("correct age_low and age_high", "请更正 age_low 与 age_high")
    expected = 0
    for low, high, row in sorted(group):
        if low != expected or high < low:
            yield UserError(
                Say(
                    f"an age group begins at {expected} and is not empty",
                    f"年龄组应从 {expected} 岁开始，且不为空",
                ),
                where=read.where(row, "age_low"),
                value=f"{low}..{high}",
                rule=rule,
                remedy=remedy,
            )
            return
        expected = high + 1
    if expected != OLDEST_AGE + 1:
        yield UserError(
            Say("the oldest ages are missing", "缺少最高年龄组"),
            where=read.where(max(group)[2], "age_high"),
            value=expected - 1,
            rule=rule,
            remedy=remedy,
        )
