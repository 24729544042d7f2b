"""Ties between the input tables that should hold but need not: each says what was found.

A broken tie is a warning: the tables can be used, and somebody should look.  What makes tables unusable
stands in `sim.inputs.cross_checks`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd

from sim.base.errors import Say
from sim.inputs.tables import InputTables

# Bounds outside which a tie counts as broken; wide, as they look for slips and not for odd places.
SEAT_SURPLUS = (-0.05, 0.5)  # the townships of the seat hold the seat and the villages around it
CHILDREN_PER_BIRTH = (0.5, 1.3)
ABSENT_SHARE = (-0.3, 0.5)
LEVEL_FACTOR = (0.5, 2.0)
PUPILS_PER_SCHOOL = {"primary": (20, 1500), "junior": (20, 2500)}

_STAGES = {
    "primary": (Say("primary", "小学"), 6, 11, ("primary", "point", "nine_year")),
    "junior": (Say("junior", "初中"), 12, 14, ("junior", "nine_year")),
}


@dataclass(frozen=True)
class Tie:
    """One relation between tables.

    Parameters
    ----------
    what : Say
        The relation.
    found : Say
        The figures found.
    holds : bool
        Whether they are within bounds.
    """

    what: Say
    found: Say
    holds: bool


def find_ties(tables: InputTables) -> list[Tie]:
    """Return every tie that can be judged with the tables given."""
    return [tie for relation in TIES for tie in relation(tables)]


def residents_sum(tables: InputTables) -> Iterator[Tie]:
    """Compare the residents by age with the residents of the counties."""
    by_age, total = int(tables.population["persons"].sum()), int(tables.counties["residents"].sum())
    yield Tie(
        Say(
            "residents by age and sex sum to the residents of the counties",
            "分年龄性别人口之和等于各县常住人口",
        ),
        Say(f"{by_age} and {total}", f"{by_age} 与 {total}"),
        by_age == total,
    )


def seat_townships(tables: InputTables) -> Iterator[Tie]:
    """Compare the residents of the seat's townships with seat_share, where every township outside is known."""
    towns = tables.townships
    known = towns[towns["residents"].notna()]
    seats = known[known["is_seat"] == 1].groupby("county_code")["residents"].sum().astype(float)
    if seats.empty:
        return
    counties = tables.counties.set_index("county_code").loc[seats.index]
    gap = seats / counties["residents"] - counties["seat_share"]
    yield _over_counties(
        Say(
            "townships of the seat over residents of the county, less seat_share",
            "县城乡镇人口占全县比例减去 seat_share",
        ),
        gap,
        SEAT_SURPLUS,
        counties["county"],
    )


def children_of_births(tables: InputTables) -> Iterator[Tie]:
    """Compare resident children aged 0-14 with the births of their years."""
    year = tables.start_year
    births = tables.births.pivot_table(
        index="county_code", columns="year", values="births", aggfunc="max"
    ).reindex(columns=range(year - 15, year + 1))
    # Aged a on 1 September: born from September of year - a - 1 to August of year - a.
    born = sum(births[year - 1 - age] / 3 + births[year - age] * 2 / 3 for age in range(15))
    people = tables.population
    children = people[people["age_high"] <= 14].groupby("county_code")["persons"].sum()
    ratio = (children / born).dropna()
    if ratio.empty:
        return
    yield _over_counties(
        Say("resident children aged 0-14 per birth of their years", "0至14岁常住儿童与相应年份出生人数之比"),
        ratio,
        CHILDREN_PER_BIRTH,
        _names(tables),
    )


def absent_share(tables: InputTables) -> Iterator[Tie]:
    """Show which part of the registered population does not live in its county."""
    counties = tables.counties.set_index("county_code")
    yield _over_counties(
        Say(
            "registered population less residents, share of the registered population",
            "户籍人口减常住人口，占户籍人口比例",
        ),
        1 - counties["residents"] / counties["hukou_population"],
        ABSENT_SHARE,
        counties["county"],
    )


def births_per_expected(tables: InputTables) -> Iterator[Tie]:
    """Compare the births of the start year with those that women and fertility level give."""
    year = tables.start_year
    births = tables.births[tables.births["year"] == year].groupby("county_code")["births"].max()
    levels = tables.fertility_level
    level = levels[(levels["variant"] == "medium") & (levels["year"] == year)]["tfr"]
    if births.empty or level.empty:
        return
    schedule = tables.fertility.groupby("age")["rate"].sum()
    rate = np.zeros(101)
    rate[schedule.index] = schedule * level.iloc[0] / schedule.sum()
    women = tables.population[tables.population["sex"] == "female"]
    spans = zip(women["age_low"], women["age_high"], strict=True)
    expected = women["persons"] * [rate[low : high + 1].mean() for low, high in spans]
    ratio = births / expected.groupby(women["county_code"]).sum()
    yield _over_counties(
        Say(
            f"births of {year} over those that resident women have at the fertility level",
            f"{year} 年出生人数与按常住妇女和生育水平推算之比",
        ),
        ratio,
        LEVEL_FACTOR,
        _names(tables),
    )


def pupils_per_school(tables: InputTables) -> Iterator[Tie]:
    """Compare children of school age with the schools that teach them."""
    for stage, (name, low, high, kinds) in _STAGES.items():
        people, schools = tables.population, tables.school_totals
        aged = people[(people["age_low"] >= low) & (people["age_high"] <= high)]
        if (aged["age_high"] - aged["age_low"] + 1).groupby(aged["county_code"]).sum().min() < high - low:
            return  # groups of five years do not show the stage
        children = aged.groupby("county_code")["persons"].sum()
        count = schools[schools["kind"].isin(kinds)].groupby("county_code")["schools"].sum()
        yield _over_counties(
            Say(
                f"children aged {low}-{high} per school with {name.en} grades",
                f"{low}至{high}岁儿童与{name.zh}校点数之比",
            ),
            children / count,
            PUPILS_PER_SCHOOL[stage],
            _names(tables),
        )


def variants_in_order(tables: InputTables) -> Iterator[Tie]:
    """Check that low <= medium <= high in every year."""
    level = tables.fertility_level.pivot(index="year", columns="variant", values="tfr").dropna()
    wrong = level[(level["low"] > level["medium"]) | (level["medium"] > level["high"])].index
    listed = ", ".join(str(year) for year in wrong)
    yield Tie(
        Say("fertility variants are in order: low, medium, high", "生育方案依次为低、中、高"),
        Say(
            f"broken in {listed}" if listed else f"{len(level)} years",
            f"不符年份：{listed}" if listed else f"{len(level)} 年",
        ),
        not listed,
    )


TIES = (
    residents_sum,
    seat_townships,
    absent_share,
    children_of_births,
    births_per_expected,
    pupils_per_school,
    variants_in_order,
)


def _names(tables: InputTables) -> pd.Series:
    """Return the names of the counties by code."""
    return tables.counties.set_index("county_code")["county"]


def _over_counties(what: Say, values: pd.Series, bounds: tuple[float, float], names: pd.Series) -> Tie:
    """Return the tie of a figure a county: its range, its bounds and the counties outside them."""
    low, high = bounds
    span = f"{values.min():.4g}..{values.max():.4g}"
    outside = [names[code] for code in values.index[~values.between(low, high)]]
    apart, apart_zh = f"; outside: {', '.join(outside)}", f"；超出：{'、'.join(outside)}"
    return Tie(
        what,
        Say(
            f"{span}, expected {low:g}..{high:g}{apart if outside else ''}",
            f"{span}，正常范围 {low:g}..{high:g}{apart_zh if outside else ''}",
        ),
        not outside,
    )
