"""The small county with teachers by a few words each: its primary school and point rural, its junior school in town."""

from dataclasses import replace

import numpy as np

from sim.kernels.codes import URBAN
from sim.rules.rulebook import Rulebook
from sim.world.region import CountyRules, Region
from sim.world.teachers import teachers
from tests.worlds import numbers, start

PRIMARY_SCHOOL, POINT, TOWN_SCHOOL = range(3)
USUAL = {"birth_year": 1980, "birth_month": 1, "year_hired": 2003, "year_here": 2010}


def region_of(*rows: dict, year: int = 2018, book: dict | None = None, **changed: float) -> Region:
    """Return the region in a school year, its staff as told: `at` is the school, `n` how many of the kind, `uid` given.

    Without further numbers nobody quits, retires early or is drawn to anything else.
    """
    begin = start("small")
    schools = begin.schools.copy()
    with schools.writing_as("network"):
        schools.writable("township")[[PRIMARY_SCHOOL, POINT]] = 1
        schools.writable("zone")[TOWN_SCHOOL] = URBAN
    quiet = {"p_quit_town": 0.0, "p_quit_rural": 0.0, "p_retire_early": 0.0}
    region = Region(
        replace(begin, schools=schools, teachers=staff_of(rows)),
        {**numbers(), **quiet, **changed},
        (),
        seed=1,
    )
    region.year = year
    region.rules = CountyRules(Rulebook(**(book or {})) for _ in region.counties)
    return region


def staff_of(rows) -> teachers:
    table = teachers()
    for given in rows:
        row = dict(given)
        n, at = row.pop("n", 1), row.pop("at", PRIMARY_SCHOOL)
        uid = row.pop("uid", 1 + len(table)) + np.arange(n, dtype=np.uint64)
        told = {**USUAL, "school": at, "home_school": at, "stage": int(at == TOWN_SCHOOL), **row}
        table.append(n, uid=uid, **told)
    return table


def staffed(region: Region, *processes) -> Region:
    """Run processes of staffing as they run in the year, and require that teachers balance."""
    region.staff.open_year()
    with region.writing_as("staffing"):
        for process in processes:
            process(region, region.rules)
    assert region.staff.imbalance() == 0
    return region


def flows(region: Region) -> dict[str, int]:
    """Return what was counted this year, without what was not."""
    return {name: int(n.sum()) for name, n in region.staff.counts.items() if n.sum()}


def column(region: Region, name: str) -> dict[int, int]:
    """Return a column of the teachers by uid."""
    t = region.teachers
    return dict(zip(t["uid"].tolist(), t[name].tolist(), strict=True))
