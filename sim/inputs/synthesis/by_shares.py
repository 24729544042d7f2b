"""Counties told by their schools alone: the reduced form fitted to their censuses, for the start of a run."""

from collections.abc import Mapping

import numpy as np

from sim.base.table import Table
from sim.inputs.table_only import Standing, censuses, standings
from sim.inputs.tables import InputTables
from sim.kernels.cohort_features import Recent, recent_of, townships_of_schools, without_gaps
from sim.kernels.cohort_fit import fit_cohorts
from sim.kernels.cohorts import expected_pupils
from sim.world.table_only import TableOnly

NO_TOWNSHIP = -1


def read(
    tables: InputTables, school_ids: tuple[str, ...], schools: Table, numbers: Mapping[str, float]
) -> tuple[TableOnly, ...]:
    """Return the counties that are run by shares of schools, each with its fit."""
    return tuple(
        _fitted(tables, one, school_ids, schools, numbers) for one in standings(tables) if one.is_table_only
    )


def _fitted(tables: InputTables, one: Standing, school_ids, schools: Table, numbers) -> TableOnly:
    """Return a county's fit: on all schools of its censuses, also those closed since, for those open at the start."""
    rows = np.flatnonzero(schools["county"] == one.county)
    now = [school_ids[row] for row in rows]
    past = _closed_since(tables, one, set(now))
    pupils = censuses(tables, one, now + past)
    towns = np.append(schools["township"][rows].astype(np.int64), _townships(tables, past))
    cohorts = fit_cohorts(pupils, townships=towns, repeat_share=numbers["p_repeat"])
    n = len(now)
    cohorts = cohorts._replace(
        school_grade=cohorts.school_grade[:n], townships=townships_of_schools(towns[:n])
    )
    # In one piece, as they come back to another process: kernels are compiled for one kind of array.
    recent = Recent(*map(np.ascontiguousarray, recent_of(without_gaps(pupils[:n]))))
    return TableOnly(one.county, rows, cohorts, recent)


def family_growth(told: tuple[TableOnly, ...], schools: Table, n_counties: int) -> np.ndarray:
    """Return net arrivals of pupils a year, a pupil, of counties told by their schools alone; NaN of others.

    What is expected of the first year of all grades but 1 and 7: families with children follow it.
    """
    out, grades = np.full(n_counties, np.nan), np.arange(1, 10)
    for one in told:
        low, high = (schools[name][one.schools, None] for name in ("grade_low", "grade_high"))
        expected = expected_pupils(
            one.cohorts, one.recent, (low <= grades) & (high >= grades), one.cohorts.trend
        )
        goes_on = (
            (expected.promoted > 0) & ~expected.is_entry & (expected.pupils > 0) & ~np.isin(grades, (1, 7))
        )
        before = expected.promoted[goes_on].sum()
        out[one.county] = (expected.pupils[goes_on].sum() - before) / max(1.0, before)
    return out


def _closed_since(tables: InputTables, one: Standing, now: set[str]) -> list[str]:
    """Return the schools of a county that are in its list and not open at the start."""
    code = tables.counties["county_code"].iloc[one.county]
    listed = tables.schools["school_code"][tables.schools["county_code"] == code]
    return [school for school in listed if school not in now]


def _townships(tables: InputTables, school_codes: list[str]) -> np.ndarray:
    codes = {code: t for t, code in enumerate(tables.townships["township_code"])}
    told = tables.schools.set_index("school_code")["township_code"]
    return np.array([codes.get(told[code], NO_TOWNSHIP) for code in school_codes], np.int64)
