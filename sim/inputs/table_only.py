"""Counties told by their schools alone: which they are, their censuses by school and grade, and what is said of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd

from sim.base.errors import Say
from sim.inputs.tables import InputTables

LEAST_CENSUSES = (
    4  # in a row up to the start: three transitions, as few as a method is judged on (assumption)
)


@dataclass(frozen=True)
class Standing:
    """What a county that gives enrolment by school tells besides.

    Attributes
    ----------
    county : int
    name : str
    censuses : int
        Years of enrolment in a row up to the start year, see `_in_a_row`.
    has_places : bool
        Whether settlements of the county, or districts of its schools, are given.
    """

    county: int
    name: str
    censuses: int
    has_places: bool

    @property
    def is_table_only(self) -> bool:
        """Return whether the county is told by its schools alone and by enough censuses of them."""
        return not self.has_places and self.censuses >= LEAST_CENSUSES


def standings(tables: InputTables) -> list[Standing]:
    """Return how each county stands that gives enrolment of the start year by school."""
    rows, schools = enrolment_by_year(tables), tables.schools
    of_township = tables.townships.set_index("township_code")["county_code"]
    settled = set(tables.settlements["township_code"].map(of_township))
    parted = set(tables.districts["school_code"])
    out = []
    for c, county in enumerate(tables.counties.itertuples()):
        mine = set(schools["school_code"][schools["county_code"] == county.county_code])
        pupils = rows[rows["school_code"].isin(mine) & (rows["pupils"] > 0)]
        if (pupils["year"] == tables.start_year).any():
            has_places = county.county_code in settled or bool(mine & parted)
            out.append(Standing(c, county.county, _in_a_row(pupils, tables.start_year), has_places))
    return out


def _in_a_row(pupils: pd.DataFrame, last: int) -> int:
    """Return how many censuses up to the last follow one another, each with a cohort that the next one has too."""
    cells = set(zip(pupils["school_code"], pupils["year"], pupils["grade"], strict=True))
    followed = {year for school, year, grade in cells if (school, year + 1, grade + 1) in cells}
    n = 1
    while last - n in followed:
        n += 1
    return n


def enrolment_by_year(tables: InputTables) -> pd.DataFrame:
    """Return the rows of enrolment.csv up to the start year, each with its year."""
    now = tables.enrolment.assign(year=tables.start_year)
    past = tables.history.get("enrolment")
    if past is None:
        return now
    return pd.concat([past[past["year"] < tables.start_year], now]).astype({"year": "int64"})


def censuses(tables: InputTables, standing: Standing, school_codes: list[str]) -> np.ndarray:
    """Return the pupils of schools by year and grade, float (schools, censuses, 9), the start year last.

    A school without a row in a year is not there (0) before it opened and after it closed, else unknown (NaN); a grade
    without a row in a year in which the school has one has no pupils.
    """
    rows, n = enrolment_by_year(tables), standing.censuses
    first = tables.start_year - n + 1
    row_of = {code: s for s, code in enumerate(school_codes)}
    mine = rows[rows["school_code"].isin(row_of) & (rows["year"] >= first)]
    at = mine["school_code"].map(row_of).to_numpy(np.int64), mine["year"].to_numpy(np.int64) - first
    pupils, is_told = np.zeros((len(school_codes), n, 9)), np.zeros((len(school_codes), n), bool)
    np.add.at(pupils, (*at, mine["grade"].to_numpy(np.int64) - 1), mine["pupils"].to_numpy(float))
    is_told[at] = True
    pupils[~is_told & _was_open(tables, school_codes, first, n)] = np.nan
    return pupils


def _was_open(tables: InputTables, school_codes: list[str], first: int, n: int) -> np.ndarray:
    """Return whether schools taught in each of `n` years, bool (schools, n)."""
    listed = tables.schools.set_index("school_code").loc[school_codes]
    years = first + np.arange(n)
    opened, closed = (listed[name].to_numpy(float, na_value=np.nan)[:, None] for name in ("opened", "closed"))
    return ~(opened > years) & ~(closed < years)


def said_of_counties(tables: InputTables) -> Iterator[Say]:
    """Yield how pupils of each county that gives enrolment, but no places, find their schools in a run."""
    for one in standings(tables):
        if one.is_table_only:
            yield Say(
                f"{one.name}: run by shares of schools, as enrolment of {one.censuses} years is given and neither "
                "settlements nor districts are: homes are made up and decide no school",
                f"{one.name}：有连续 {one.censuses} 年分校在校生数，未提供居民点和学区，"
                "按各校份额推算入学和转学；住址为合成，不决定就读学校",
            )
        elif not one.has_places:
            yield Say(
                f"{one.name}: run by zones over made-up settlements, as neither settlements nor districts are given "
                f"and enrolment only of {one.censuses} years in a row (shares of schools need {LEAST_CENSUSES})",
                f"{one.name}：未提供居民点和学区，在校生数仅连续 {one.censuses} 年"
                f"（按各校份额推算须 {LEAST_CENSUSES} 年），按合成居民点就近入学",
            )
