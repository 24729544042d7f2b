"""Ties of residents, the register and births."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

from sim.base.errors import Say
from sim.inputs.tables import InputTables
from sim.inputs.ties.tie import Tie, county_births, given, names_of, over_counties, residents_of

# Bounds outside which a tie counts as broken; wide, as they look for slips and not for odd places.
SEAT_SURPLUS = (-0.05, 0.5)  # the townships of the seat hold the seat and the villages around it
TOWNSHIPS_OF_COUNTY = (0.95, 1.05)
CHILDREN_PER_BIRTH = (0.5, 1.3)
ABSENT_SHARE = (-0.3, 0.5)
LEVEL_FACTOR = (0.5, 2.0)


@given("population")
def residents_sum(tables: InputTables) -> Iterator[Tie]:
    """Compare the residents by age with the residents of the counties, on both boundaries."""
    counties, people = tables.counties, residents_of(tables)
    inside = set(counties[counties["is_counted_apart"] == 0]["county_code"])
    whole = set(counties["county_code"])
    boundaries = [(whole, Say("", ""))]
    if inside != whole:
        boundaries.append((inside, Say(", counties counted apart left out", "（不含单列县）")))
    for codes, which in boundaries:
        by_age = int(people[people["county_code"].isin(codes)]["persons"].sum())
        total = int(counties[counties["county_code"].isin(codes)]["residents"].sum())
        yield Tie(
            Say(
                f"residents by age and sex sum to the residents of the counties{which.en}",
                f"分年龄性别人口之和等于各县常住人口{which.zh}",
            ),
            Say(f"{by_age} and {total}", f"{by_age} 与 {total}"),
            by_age == total,
        )


@given("townships")
def townships_sum(tables: InputTables) -> Iterator[Tie]:
    """Compare the residents of the townships with those of the county, where every township is known."""
    towns = tables.townships
    known = towns.groupby("county_code")["residents"].apply(lambda values: values.notna().all())
    codes = known.index[known]
    if len(codes):
        total = tables.counties.set_index("county_code").loc[codes, "residents"]
        yield over_counties(
            Say("residents of the townships over those of the county", "各乡镇常住人口之和与全县之比"),
            towns.groupby("county_code")["residents"].sum().loc[codes] / total,
            TOWNSHIPS_OF_COUNTY,
            names_of(tables),
        )


@given("townships", "population")
def population_of_townships(tables: InputTables) -> Iterator[Tie]:
    """Compare the residents of each township with those of its age groups, where both are told."""
    towns = tables.townships.set_index("township_code")
    told = towns["residents"].dropna()
    people = residents_of(tables)
    by_age = people[people["township_code"] != ""].groupby("township_code")["persons"].sum()
    ratio = _ratio(by_age, told)
    if not ratio.empty:
        yield over_counties(
            Say(
                "residents of each township by age over those of townships.csv",
                "各乡镇分年龄人口之和与 townships.csv 常住人口之比",
            ),
            ratio,
            TOWNSHIPS_OF_COUNTY,
            towns["township"],
        )


@given("townships", "settlements")
def settlements_sum(tables: InputTables) -> Iterator[Tie]:
    """Compare the residents of the settlements of each township with those of the township, where all are told."""
    towns = tables.townships.set_index("township_code")
    below = tables.settlements.groupby("township_code")["residents"]
    sums = below.sum()[below.apply(lambda values: values.notna().all())]
    ratio = _ratio(sums, towns["residents"].dropna())
    if not ratio.empty:
        yield over_counties(
            Say(
                "residents of the settlements over those of their township",
                "各村（社区）常住人口之和与所在乡镇之比",
            ),
            ratio,
            TOWNSHIPS_OF_COUNTY,
            towns["township"],
        )


def _ratio(above: pd.Series, below: pd.Series) -> pd.Series:
    """Return one figure over another where both are told; infinite where only the second is zero."""
    both = above.index.intersection(below.index)
    above, below = above.loc[both].astype(float), below.loc[both].astype(float)
    return (above / below)[(above > 0) | (below > 0)]


@given("townships")
def seat_townships(tables: InputTables) -> Iterator[Tie]:
    """Compare the residents of the seat's townships with seat_share, where they are known."""
    towns = tables.townships
    known = towns[towns["residents"].notna()]
    seats = known[known["is_seat"] == 1].groupby("county_code")["residents"].sum().astype(float)
    if seats.empty:
        return
    counties = tables.counties.set_index("county_code").loc[seats.index]
    gap = seats / counties["residents"] - counties["seat_share"]
    yield over_counties(
        Say(
            "townships of the seat over residents of the county, less seat_share",
            "县城乡镇人口占全县比例减去 seat_share",
        ),
        gap,
        SEAT_SURPLUS,
        counties["county"],
    )


@given("counties")
def absent_share(tables: InputTables) -> Iterator[Tie]:
    """Show which part of the registered population does not live in its county."""
    origin = tables.origins["counties", "hukou_population"]
    if origin.rows_read == 0:
        return
    counties = tables.counties.set_index("county_code")
    yield over_counties(
        Say(
            "registered population less residents, share of the registered population",
            "户籍人口减常住人口，占户籍人口比例",
        ),
        1 - counties["residents"] / counties["hukou_population"],
        ABSENT_SHARE,
        counties["county"],
    )


@given("population", "births")
def children_of_births(tables: InputTables) -> Iterator[Tie]:
    """Compare resident children with the births of their years: ages 0 to 14, or as many as births reach back."""
    year = tables.start_year
    births = (
        county_births(tables)
        .pivot_table(index="county_code", columns="year", values="births", aggfunc="max")
        .reindex(columns=range(year - 15, year + 1))
    )
    # Aged a on 1 September: born from September of year - a - 1 to August of year - a.
    born = pd.concat([births[year - 1 - age] / 3 + births[year - age] * 2 / 3 for age in range(15)], axis=1)
    people = residents_of(tables)
    ends = set(people["age_high"])
    reached = [age for age in range(15) if born.iloc[:, : age + 1].notna().all(axis=1).any() and age in ends]
    if not reached:
        return
    oldest = reached[-1]
    children = people[people["age_high"] <= oldest].groupby("county_code")["persons"].sum()
    ratio = (children / born.iloc[:, : oldest + 1].sum(axis=1, skipna=False)).dropna()
    if ratio.empty:
        return
    yield over_counties(
        Say(
            f"resident children aged 0-{oldest} per birth of their years",
            f"0至{oldest}岁常住儿童与相应年份出生人数之比",
        ),
        ratio,
        CHILDREN_PER_BIRTH,
        names_of(tables),
    )


@given("births")
def births_of_townships(tables: InputTables) -> Iterator[Tie]:
    """Compare the births of the townships with those of their county, where both are told."""
    births, keys = tables.births, ["county_code", "basis", "year"]
    below = births[births["township_code"] != ""].groupby(keys)["births"].sum()
    if below.empty:
        return
    whole = births[births["township_code"] == ""].set_index(keys)["births"].loc[below.index]
    gap = (whole - below).groupby("county_code").sum()
    yield over_counties(
        Say(
            "births of the county less those of its townships, all years",
            "全县出生人数减各乡镇之和（各年合计）",
        ),
        gap,
        (0, 0),
        names_of(tables),
    )


@given("population", "births")
def births_per_expected(tables: InputTables) -> Iterator[Tie]:
    """Compare the births of the start year with those that women and fertility level give."""
    year = tables.start_year
    births = county_births(tables)
    births = births[births["year"] == year].groupby("county_code")["births"].max()
    levels = tables.fertility_level
    level = levels[(levels["variant"] == "medium") & (levels["year"] == year)]["tfr"]
    if births.empty or level.empty:
        return
    schedule = tables.fertility.groupby("age")["rate"].sum()
    rate = np.zeros(101)
    rate[schedule.index] = schedule * level.iloc[0] / schedule.sum()
    women = residents_of(tables)
    women = women[women["sex"] == "female"]
    spans = zip(women["age_low"], women["age_high"], strict=True)
    expected = women["persons"] * [rate[low : high + 1].mean() for low, high in spans]
    yield over_counties(
        Say(
            f"births of {year} over those that resident women have at the fertility level",
            f"{year} 年出生人数与按常住妇女和生育水平推算之比",
        ),
        births / expected.groupby(women["county_code"]).sum(),
        LEVEL_FACTOR,
        names_of(tables),
    )


@given("fertility_level")
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
