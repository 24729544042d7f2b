"""A made county with a private school: the county of three schools and a public junior school beside."""

from dataclasses import replace
from functools import cache

import numpy as np
import pandas as pd

from sim.kernels.codes import BELOW_AGE, WAITING
from sim.rules.rulebook import Rulebook
from sim.run.engine import simulate
from sim.world.region import CountyRules, Region
from tests.inputs.given import began, three_schools
from tests.worlds import frame, numbers

PRIMARY, POINT, PRIVATE_NINE, JUNIOR = range(4)  # rows of its schools
CODES = ("2122990101", "2122990102", "3122990102", "3122990106")


def tables(**changed):
    """Return the tables; `changed` replaces whole tables."""
    given = three_schools()
    row = given.schools.iloc[[0]].assign(
        school_code=CODES[JUNIOR],
        school="甲镇中学",
        kind="junior",
        grade_low=7,
        grade_high=9,
        ordinary_rooms=9,
    )
    return replace(given, schools=pd.concat([given.schools, row], ignore_index=True), **changed)


@cache
def begin():
    return began(tables())


def summer(start=None, *, luck: int = 1, **changed) -> Region:
    """Return the county in the summer after the start, its pupils promoted; `changed` are numbers of the model."""
    region = Region(begin() if start is None else start, {**numbers(), **changed}, (), luck)
    region.rules = CountyRules(Rulebook() for _ in region.counties)
    region.year += 1
    region.accounts.open_year()
    c = region.children
    of_age = c["birth_year"] + 6 + (c["birth_month"] > 8) <= region.year
    entering = np.flatnonzero((c["status"] == BELOW_AGE) & of_age)  # nobody late
    region.register.promote(region.year, entering, region.schools["grade_high"])
    return region


def lived(policies=(), *, start=None, years: int = 3, seed: int = 1, **changed):
    """Run the start year and `years` more; return region and record frames. `changed` are numbers of the model."""
    at = begin() if start is None else start
    last = at.year + years
    region, recorder, _ = simulate(
        at, {**numbers(), **changed}, tuple(policies), seed=seed, last_year=last, check=True
    )
    return region, {name: frame(table) for name, table in recorder.tables().items()}


def crowded():
    """Return the start with one room in each public school that teaches grade 1: seats are short there."""
    schools = begin().schools.copy()
    write(schools, "network", "rooms", [PRIMARY, POINT], 1)
    return replace(begin(), schools=schools)


def applicants(region: Region, grade: int | None = None) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return rows, homes and grades of the children who wait, of one grade or all."""
    c = region.children
    waits = (c["status"] == WAITING) & ((c["grade"] == grade) | (grade is None))
    rows = np.flatnonzero(waits)
    return rows, region.households["settlement"][c["household"][rows]], c["grade"][rows]


def write(table, owner: str, name: str, rows, values) -> None:
    """Write into a column as its owner does."""
    with table.writing_as(owner):
        table.writable(name)[rows] = values
