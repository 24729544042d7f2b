"""Enrolment as a bureau counts it: the first census is the table, and the children of school age follow it.

Grade g is attended at completed age g + 5 on 1 September; a share `share_late_entry` of each grade is a year older.
"""

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from sim.base.draws import decision, draws_for
from sim.inputs.synthesis.given_schools import open_schools
from sim.inputs.synthesis.population import Persons, largest_remainder
from sim.inputs.tables import InputTables

_LATE = decision(
    "vitals.late_entry"
)  # the trait that lets a child enter late: those most inclined are the late ones
FIRST_AGE, LAST_AGE = 6, 14  # completed ages of grades 1 and 9


@dataclass(frozen=True)
class Enrolled:
    """Pupils of the first census in counties that give them.

    Attributes
    ----------
    is_given : bool array (counties,)
    pupils : int array (schools, 9)
        Zero where not given.
    totals : int array (counties, 9)
    late : int array (counties, 10)
        Pupils of grade g who are a year older, at g; at 0 six-year-olds who enter next year.
    """

    is_given: np.ndarray
    pupils: np.ndarray
    totals: np.ndarray
    late: np.ndarray

    def children(self, county: int) -> np.ndarray:
        """Return the children aged 6-15 that the pupils of a county need, int (10,); those of 15 are all in grade 9."""
        on_time = np.append(self.totals[county] - self.late[county, 1:], 0)
        return on_time + self.late[county]

    def late_ones(self, county: int, age: np.ndarray, uid: np.ndarray, late: np.ndarray) -> np.ndarray:
        """Return which children of a county entered or enter late, bool (children,).

        Of the ages 6-15 exactly as many as the grades say, those first whose lasting trait inclines them to it; other
        ages keep `late`, the trait itself.
        """
        if not self.is_given[county]:
            return late
        out, trait = late.copy(), draws_for(0, _LATE, 0, uid)
        for i, k in enumerate(self.late[county]):
            rows = np.flatnonzero(age == FIRST_AGE + i)
            out[rows] = False
            out[rows[np.argsort(trait[rows], kind="stable")[:k]]] = True
        return out


def read(tables: InputTables, school_ids: tuple[str, ...], share_late: float) -> Enrolled:
    """Return the pupils of enrolment.csv by school; a county counts as given when one of its open schools has a row."""
    rows = _rows(tables)
    row_of = {code: s for s, code in enumerate(school_ids)}
    pupils = np.zeros((len(school_ids), 9), np.int64)
    np.add.at(
        pupils,
        (rows["school_code"].map(row_of).to_numpy(np.int64), rows["grade"].to_numpy(np.int64) - 1),
        rows["pupils"].to_numpy(np.int64),
    )
    is_given, totals = _county_totals(tables, rows)
    return Enrolled(is_given, pupils, totals, _late(totals, share_late))


def _rows(tables: InputTables) -> pd.DataFrame:
    """Return the rows of the start year of schools that are open then, with the county of the school."""
    county_of = open_schools(tables).set_index("school_code")["county_code"]
    rows = tables.enrolment
    rows = rows[rows["school_code"].isin(county_of.index)]
    return rows.assign(county_code=rows["school_code"].map(county_of))


def _county_totals(tables: InputTables, rows: pd.DataFrame) -> tuple[np.ndarray, np.ndarray]:
    codes = {code: c for c, code in enumerate(tables.counties["county_code"])}
    county = rows["county_code"].map(codes).to_numpy(np.int64)
    totals = np.zeros((len(codes), 9), np.int64)
    np.add.at(totals, (county, rows["grade"].to_numpy(np.int64) - 1), rows["pupils"].to_numpy(np.int64))
    return np.isin(np.arange(len(codes)), county), totals


def _late(totals: np.ndarray, share: float) -> np.ndarray:
    """Return pupils a year older by grade, and six-year-olds not yet in school, int (counties, 10)."""
    return np.round(share * np.hstack([totals[:, :1], totals])).astype(np.int64)


def with_pupils(persons: Persons, enrolled: Enrolled) -> Persons:
    """Return the persons of the tables, but residents whose children of school age are those the enrolment needs.

    Sexes keep the proportions of the population table at that age; fifteen-year-olds are at least the pupils among
    them.
    """
    residents = persons.residents
    out = residents.copy()
    for c in np.flatnonzero(enrolled.is_given):
        needed = enrolled.children(c)
        needed[-1] = max(needed[-1], residents[c, LAST_AGE + 1].sum())
        for i, n in enumerate(needed):
            out[c, FIRST_AGE + i] = largest_remainder(residents[c, FIRST_AGE + i].astype(float), int(n))
    return replace(persons, residents=out)
