"""What the method gives where a figure was found: the page of checks.

No figure on the page is tuned to; those that enter the method (census totals, groups of the register) are marked.
"""

from __future__ import annotations

import datetime

import numpy as np

from builder.birth_tables import births_of_counties
from builder.births import births_of_prefecture
from builder.donors import ADULTS, CHILDREN, donor
from builder.hukou import persons, registered_persons
from builder.life import SEXES
from builder.places import county_rows
from builder.pyramid import (
    CENSUS,
    FEMALE,
    FIRST,
    back_to_2010,
    path,
    resident_births,
    residents_on,
)
from builder.rates import schedule
from builder.registered import children_before_scaling, groups, young_part_of_2021
from builder.sources import APART, END_2021, lookup, source
from builder.target import OF_2017, Target
from builder.totals import census_2010, census_2020, hukou, names, residents

Row = tuple[str, str, str]
FALL = "Jilin: primary pupils 2023 to 2027 (here ages 6-11 of 2023 and 4-9 of 2025)"


def share(ages: np.ndarray, low: int, high: int) -> float:
    """Return the share of ages `low` to `high` in percent; ages are the last axis."""
    return 100 * ages[..., low : high + 1].sum() / ages.sum()


def youngest_per_pupil(ages: np.ndarray) -> float:
    """Return persons aged 0-4 over persons aged 10-14."""
    return ages[..., :5].sum() / ages[..., 10:15].sum()


def without(ages: np.ndarray) -> np.ndarray:
    """Return the counties but 梅河口."""
    return ages[[i for i, name in enumerate(names()) if name != APART]]


def census_rows() -> list[Row]:
    """Return both censuses by county, found and here."""
    rows = []
    for year, census in ((FIRST, census_2010()), (CENSUS, census_2020())):
        for i, name in enumerate(names()):
            rows.append(
                (f"{name}, census of {year}", f"{census[name]:,.0f}", f"{path()[year][i].sum():,.0f}")
            )
        rows.append(
            (
                f"seven counties, census of {year}",
                f"{sum(census.values()):,.0f}",
                f"{path()[year].sum():,.0f}",
            )
        )
    return rows


def start_rows(target: Target) -> list[Row]:
    """Return the totals of the start by county: residents and registered persons."""
    kinds, rows = persons(target), []
    for i, county in enumerate(county_rows(target)):
        here, others, away = (kinds[kind][i].sum() for kind in ("here", "elsewhere", "away"))
        name = county["county"]
        rows.append(
            (f"{name}, residents: here and elsewhere", f"{county['residents']:,}", f"{here + others:,.0f}")
        )
        rows.append(
            (f"{name}, registered: here and away", f"{county['hukou_population']:,}", f"{here + away:,.0f}")
        )
    return rows


def age_rows() -> list[Row]:
    """Return what is known of ages, sexes and births, and what the method gives."""
    table, population = source("counties"), lookup("population")
    counted = [sum(table[f"{sex}s_2010"].astype(int)) for sex in SEXES]
    lived_back = back_to_2010()[0].sum(axis=1)
    of_2020, end = path()[CENSUS], residents_on(END_2021)
    women = (path()[CENSUS - 1] + of_2020)[:, FEMALE].sum(axis=0) / 2
    rate = resident_births(CENSUS) / (women @ schedule() / schedule().sum())
    raw, known = children_before_scaling(END_2021).sum(), groups(END_2021)["0-17"]
    then = registered_persons(OF_2017)
    pupils = without(residents_on(datetime.date(2023, 9, 1)))[:, :, 6:15].sum()
    donors = f"海伦 {youngest_per_pupil(donor(CHILDREN)):.2f}, 伊春 {youngest_per_pupil(donor(ADULTS)):.2f}"
    return [
        (
            "men per 100 women in 2010, lived back from 2020",
            f"{100 * counted[SEXES.index('male')] / counted[FEMALE]:.1f}",
            f"{100 * lived_back[SEXES.index('male')] / lived_back[FEMALE]:.1f}",
        ),
        (
            "residents aged 0-14 at the end of 2021",
            f"Jilin {population('吉林省', 2021, 'age 0-14 share'):.1f} % (长春 more), 长白县 2020 "
            f"{population('长白县(吉林白山)', 2020, 'age 0-14 share'):.1f} %",
            f"{share(end, 0, 14):.1f} %",
        ),
        ("residents aged 0-4 per resident aged 10-14 in 2020", donors, f"{youngest_per_pupil(of_2020):.2f}"),
        (
            "residents aged 0 per 1000 residents in 2020",
            "海伦 2.9, 伊春 3.1",
            f"{1000 * of_2020[:, :, 0].sum() / of_2020.sum():.1f}",
        ),
        ("total fertility of residents in the year to the census of 2020", "Jilin 0.879", f"{rate:.3f}"),
        (
            "residents aged 60 and over in 2020",
            f"伊春 {share(donor(ADULTS), 60, 100):.1f} %",
            f"{share(of_2020, 60, 100):.1f} %",
        ),
        (
            "registered aged 60 and over, September 2017 (enters the method)",
            "a line from 19.12 % (2015) to 25.43 % (2021)",
            f"{share(then, 60, 100):.2f} %",
        ),
        (
            "registered children 0-17, September 2017 (enters the method)",
            "a line from 302,400 (2015) to 262,000 (2021)",
            f"{then[..., :18].sum():,.0f}",
        ),
        ("registered children 0-17, end of 2021: births less deaths", f"{known:,.0f}", f"{raw:,.0f}"),
        (
            "compulsory pupils without 梅河口 in 2023 (here residents aged 6-14)",
            "88,000 (75,000-100,000)",
            f"{pupils:,.0f}",
        ),
        (FALL, "-18 to -20 %", f"{100 * _fall():.0f} %"),
    ]


def _fall() -> float:
    """Return the change of residents of primary age from 2023 to 2027, nobody moving after 2025."""
    first, last = residents_on(datetime.date(2023, 9, 1)), residents_on(datetime.date(2025, 9, 1))
    return last[:, :, 4:10].sum() / first[:, :, 6:12].sum() - 1


def absence_rows(target: Target) -> list[Row]:
    """Return who is away at the start by group of age, in percent of the registered."""
    kinds = persons(target)
    registered = kinds["here"] + kinds["away"]
    spans = {"0-5": (0, 5), "6-17": (6, 17), "18-34": (18, 34), "35-59": (35, 59), "60+": (60, 100)}
    return [
        (
            f"away, {name}",
            "-",
            f"{100 * kinds['away'][..., a : b + 1].sum() / registered[..., a : b + 1].sum():.1f} %",
        )
        for name, (a, b) in spans.items()
    ] + [
        (
            "registered 18-34 of 18-59",
            f"{100 * young_part_of_2021():.1f} % at the end of 2021",
            f"{100 * registered[..., 18:35].sum() / registered[..., 18:60].sum():.1f} %",
        )
    ]


def birth_rows_known(target: Target) -> list[Row]:
    """Return the known births of either boundary, and what the county table sums to."""
    counties, births = county_rows(target), lookup("births")
    is_inside = [row["county"] != APART for row in counties]
    rows = []
    for area, year in (("incl.", 2014), ("incl.", 2015), ("excl.", 2021)):
        known = births(f"通化市({area} 梅河口)", year, "births")
        split = np.array(births_of_counties(counties, year))
        here = split.sum() if area == "incl." else split[is_inside].sum()
        rows.append((f"registered births of {year}, {area} 梅河口", f"{known:,.0f}", f"{here:,}"))
    year = target.year
    age_0 = residents_on(target.start)[:, :, 0].sum()
    rows.append(
        (
            f"residents aged 0 per registered birth of {year}",
            "-",
            f"{age_0 / births_of_prefecture()[year]:.2f}",
        )
    )
    return rows


def totals_rows(target: Target) -> list[Row]:
    """Return totals of the whole prefecture at known days and at the start."""
    known = lookup("population")
    inside = [name for name in names() if name != APART]
    rows = [
        (
            "residents without 梅河口, end of 2021",
            f"{known('通化市(excl. 梅河口)', 2021, 'year-end resident population') * 10_000:,.0f}",
            f"{sum(residents(name, END_2021) for name in inside):,.0f}",
        ),
        (
            "residents of 梅河口, end of 2021",
            f"{known(APART, 2021, 'year-end resident population') * 10_000:,.0f}",
            f"{residents(APART, END_2021):,.0f}",
        ),
    ]
    counts = f"{sum(residents(name, target.start) for name in inside):,.0f}"
    return [
        *rows,
        (f"residents without 梅河口, September {target.year}", "-", counts),
        (f"registered persons with 梅河口, {target.year}", "-", f"{sum(hukou(target.year).values()):,}"),
    ]


def checks_page(target: Target) -> str:
    """Return the page of checks as Markdown."""
    parts = {
        "Totals of both censuses, met exactly": census_rows(),
        f"Totals of the tables of {target.year}, met to rounding": start_rows(target),
        "Totals by day": totals_rows(target),
        "Ages, sexes and fertility": age_rows(),
        f"Who is away in {target.year}": absence_rows(target),
        "Births": birth_rows_known(target),
    }
    head = (
        f"# Checks of the tables of {target.year}\n\n"
        "Written by `build_inputs.py --checks`; `-` where no figure was found.\n"
    )
    return head + "".join(f"\n## {title}\n\n{_table(rows)}" for title, rows in parts.items())


def _table(rows: list[Row]) -> str:
    """Return rows as a Markdown table."""
    lines = ["| figure | found | here |", "|---|---|---|", *(f"| {' | '.join(row)} |" for row in rows)]
    return "\n".join(lines) + "\n"
