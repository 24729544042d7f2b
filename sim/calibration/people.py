"""Facts of people: from the records of one run (and births that were fed in) to a number. Pure functions."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from sim.base.school_year import school_year_births
from sim.calibration.dates import at_day
from sim.calibration.facts import EVERYWHERE, NOWHERE, WITHOUT_APART, Fact
from sim.inputs.synthesis.vitals import births_by_year

Tables = Mapping[str, pd.DataFrame]


def counties_of(tables: Tables, area: str) -> frozenset[str]:
    """Return the codes of the counties of an area; see `Fact.model_area`."""
    county = tables["county"]
    codes = county["county"].astype(str)
    if area == WITHOUT_APART:
        return frozenset(codes[county["is_counted_apart"] == 0])
    return frozenset(codes if area == EVERYWHERE else codes[codes == area])


def in_area(tables: Tables, table: str, area: str) -> pd.DataFrame:
    """Return the rows of a record table that lie in an area.

    Raises
    ------
    ValueError
        When no county of the records lies in it.
    """
    rows = tables[table]
    inside = rows[rows["county"].astype(str).isin(counties_of(tables, area))]
    if inside.empty:
        raise ValueError(f"no county of the records lies in the area {area!r}")
    return inside


def by_year(tables: Tables, column: str, area: str) -> dict[int, float]:
    """Return a column of the county table summed over an area, by record year."""
    rows = in_area(tables, "county", area)
    return rows[column].astype("float64").groupby(rows["year"].astype(int)).sum().to_dict()


def stock(tables: Tables, fact: Fact, column: str) -> float:
    """Return a stock of the county table on the day of a fact."""
    return at_day(by_year(tables, column, fact.model_area), fact.day)


def residents(tables: Tables, fact: Fact) -> float:
    """Return the residents on the day of the fact."""
    return stock(tables, fact, "residents")


def resident_growth(tables: Tables, fact: Fact) -> float:
    """Return the growth of residents in percent a year, between the censuses of 1 September of two years."""
    first, last = fact.years
    each = by_year(tables, "residents", fact.model_area)
    return 100.0 * ((each[last] / each[first]) ** (1.0 / (last - first)) - 1.0)


def absent_share(tables: Tables, fact: Fact) -> float:
    """Return by how much the hukou population exceeds the residents, in percent of the hukou population."""
    return 100.0 * (1.0 - stock(tables, fact, "residents") / stock(tables, fact, "hukou_population"))


def urban_share(tables: Tables, fact: Fact) -> float:
    """Return the residents of 城区 and 镇区 in percent of all."""
    return 100.0 * stock(tables, fact, "residents_urban_town") / stock(tables, fact, "residents")


def registered_births(tables: Tables, fact: Fact) -> float:
    """Return the births of a calendar year to mothers with hukou here, wherever they live.

    Record year t holds the births of September t-1 to August t: the calendar year is two thirds of its own record
    year and one third of the next.
    """
    year = fact.years[0]
    each = by_year(tables, "births_registered", fact.model_area)
    return 2.0 * each[year] / 3.0 + each[year + 1] / 3.0


def entrants_change(tables: Tables, fact: Fact) -> float:
    """Return the change of the cohorts that reach grade 1 between two years, in percent, before migration.

    The cohort of the last year is born in the run: record year last-6 holds exactly its births, September last-7 to
    August last-6. That of the first year was born before the start; its births are input.
    """
    first, last = fact.years
    born = by_year(tables, "births_registered", fact.model_area)[last - 6]
    return 100.0 * (born / fed_in_cohort(tables, fact.model_area, first - 6) - 1.0)


def fed_in_cohort(tables: Tables, area: str, year: int) -> float:
    """Return registered births of the input table from September `year`-1 to August `year`."""
    rows = tables["births_input"]
    rows = rows[rows["basis"] == "registered"]
    codes = rows["county_code"].astype(str)
    return sum(cohort(births_by_year(rows[codes == code]), year) for code in counties_of(tables, area))


def cohort(births: Mapping[int, float], year: int) -> float:
    """Return births from September `year`-1 to August `year` of a calendar series, by the formula of the model.

    Raises
    ------
    ValueError
        When the series lacks one of the two years.
    """
    if year not in births or year - 1 not in births:
        raise ValueError(f"no births of {year - 1} or {year}")
    return school_year_births(births[year - 1], births[year])


def children_change(tables: Tables, fact: Fact) -> float:
    """Return the change of resident children of the ages of the part (such as 3-5) between two years, in percent."""
    rows = in_area(tables, "township_age", fact.model_area)
    low, high = map(int, fact.part.split("-"))
    rows = rows[rows["age"].between(low, high)]
    each = rows["residents"].astype("float64").groupby(rows["year"].astype(int)).sum()
    first, last = fact.years
    return 100.0 * (each[last] / each[first] - 1.0)


def cohort_rule(tables: Tables, fact: Fact) -> float:
    """Return national entrants to grade 1 by the model's rule of cohorts, in 10,000, summed over the years.

    Who is born from September y-7 to August y-6 enters in y: the model's own formula on national births.
    """
    if fact.model_area != NOWHERE:
        raise ValueError(f"{fact.name}: the rule is tested without a place of the model")
    first, last = fact.years
    return float(sum(cohort(national(tables), year - 6) for year in range(first, last + 1)))


def national(tables: Tables) -> dict[int, float]:
    """Return the births of the nation by calendar year, in 10,000."""
    return tables["births_national"].set_index("year")["births"].to_dict()
