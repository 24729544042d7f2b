"""The rules of rates: death rates of every age and sex, fertility of every age and order, no year left out."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from sim.base.errors import Say, UserError
from sim.inputs.checks.ages import age_groups, gaps
from sim.inputs.checks.given import Given, needs, rows_of
from sim.inputs.schema.parts import SEX
from sim.inputs.schema.people import FERTILITY_LEVEL


@needs("mortality")
def rates_without_gap(given: Given) -> Iterator[UserError]:
    """Check that the death rates of a sex and period cover every age, both sexes in the same periods."""
    mortality = given["mortality"]
    groups = age_groups(mortality, "sex", "period")
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
        yield from gaps(mortality, group)


@needs("fertility_level")
def levels_complete(given: Given) -> Iterator[UserError]:
    """Check that every variant of fertility is there and has every year between its first and last."""
    level = given["fertility_level"]
    for variant in FERTILITY_LEVEL.column("variant").codes:
        years = {year for name, year in rows_of(level, "variant", "year") if name == variant}
        lacking = sorted(set(range(min(years), max(years))) - years) if years else ["all"]
        if lacking:
            yield UserError(
                Say("years of the fertility level are missing", "总和生育率缺少年份"),
                where=level.where_last("variant", variant),
                value=f"{variant}: {', '.join(str(year) for year in lacking)}",
                rule=Say(
                    "low, medium and high have every year from their first to their last",
                    "低、中、高方案首末年之间逐年不缺",
                ),
                remedy=Say("add the rows", "请补充数据行"),
            )


@needs("fertility")
def fertility_complete(given: Given) -> Iterator[UserError]:
    """Check that every birth order has a rate at every age from 15 to 49."""
    fertility = given["fertility"]
    known = set(rows_of(fertility, "order", "age"))
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
