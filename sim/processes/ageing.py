"""Ageing, promotion and deaths (model.md step 2): everybody is a year older, every pupil a grade further."""

import numpy as np

from sim.base.chunks import find_chunks
from sim.base.draws import decision
from sim.kernels.codes import (
    COHORT_ENTERED,
    DIED,
)
from sim.kernels.demography import survive
from sim.kernels.families import LATE, leavers_by_age, parents_die, starters, without_children
from sim.kernels.leaving import bury, count_by_age
from sim.kernels.rows import rows_of
from sim.processes import trace_notes
from sim.world.region import Region

_ADULT_DEATH, _CHILD_DEATH, _PARENT_DEATH = (decision(f"{who}.death") for who in ("adult", "child", "parent"))


def run(region: Region, rules, orders) -> None:
    """Age adults and children, promote pupils, carry out deaths, and let families whose last child is 18 dissolve."""
    year = region.year
    deaths = region.vitals.death_rate[year - region.vitals.first_year]
    uid, flows = region.geography.place_uid, region.accounts.flows
    died = survive(region.adults, deaths, region.luck, _ADULT_DEATH, year, uid, flows, region.threads)
    region.accounts.add("adult_deaths", region.geography.place_county, died)
    entering = _starters(region)
    with trace_notes.promotion(region):
        region.register.promote(year, entering, region.schools["grade_high"], region.threads)
    region.accounts.cohorts.note(COHORT_ENTERED, entering)
    _parents_die(region, deaths)
    _leave_by_age(region, deaths)
    _dissolve_childless(region)


def _starters(region: Region) -> np.ndarray:
    """Return the rows of who enters grade 1 this year."""
    c = region.children
    columns = [c[name] for name in ("status", "birth_year", "birth_month", "uid")]
    share = region.numbers["share_late_entry"]
    return find_chunks(starters, len(c), region.threads, *columns, share, LATE, region.year)


def _leave_by_age(region: Region, deaths: np.ndarray) -> None:
    c, geography = region.children, region.geography
    reason = np.empty(len(c), np.uint8)
    columns = [c[name] for name in ("birth_year", "birth_month", "sex", "uid")]
    rows = find_chunks(
        leavers_by_age, len(c), region.threads, *columns, deaths, region.luck, _CHILD_DEATH, region.year, reason
    )  # fmt: skip
    h, accounts = region.households, region.accounts
    looked_at = [c[name] for name in ("household", "birth_year", "birth_month", "sex", "year_entered")]
    count_by_age(
        rows, reason, *looked_at, h["settlement"], h["hukou"], geography.place, geography.county, region.year,
        accounts.cohorts.first, accounts.flows, accounts.cohorts.flows, region.adults,
        accounts.tally["child_deaths"], accounts.tally["grown_up"],
    )  # fmt: skip
    why = reason[rows]
    trace_notes.leaving_by_age(region, rows[why == DIED], rows[why != DIED])
    region.register.request_leave(rows, why)


def _parents_die(region: Region, deaths: np.ndarray) -> None:
    h, g, accounts = region.households, region.geography, region.accounts
    columns = [h[name] for name in ("mother_year", "father_year", "uid")]
    found = find_chunks(
        parents_die, len(h), region.threads, *columns, deaths, region.luck, _PARENT_DEATH, region.year
    )
    bury(
        found, h.writable("mother_year"), h.writable("father_year"), h["parents_away"], h["settlement"], g.place,
        g.county, region.year, accounts.flows, accounts.tally["adult_deaths"],
    )  # fmt: skip


def _dissolve_childless(region: Region) -> None:
    c, h = region.children, region.households
    is_empty = np.empty(len(h), bool)
    without_children(c["household"], c["status"], h["leaving"], is_empty)
    region.dissolve(rows_of(is_empty))
