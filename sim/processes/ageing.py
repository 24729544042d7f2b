"""Ageing, promotion and deaths (model.md step 2): everybody is a year older, every pupil a grade further."""

import numpy as np

from sim.base.chunks import run_chunks
from sim.base.draws import decision, uniforms
from sim.kernels.codes import (
    COHORT_DIED,
    COHORT_ENTERED,
    COHORT_GREW_UP,
    DEAD,
    DIED,
    GROWN_UP,
    LEFT,
    OLDEST,
    STAYS,
)
from sim.kernels.demography import survive
from sim.kernels.families import enters_late, mark_leavers_by_age, parents_die
from sim.processes import trace_notes
from sim.world.region import Region

_ADULT_DEATH, _CHILD_DEATH, _PARENT_DEATH = (decision(f"{who}.death") for who in ("adult", "child", "parent"))


def run(region: Region, rules, orders) -> None:
    """Age adults and children, promote pupils, carry out deaths, and let families whose last child is 18 dissolve."""
    year, c = region.year, region.children
    deaths = region.vitals.death_rate[year - region.vitals.first_year]
    uid, flows = region.geography.place_uid, region.accounts.flows
    died = survive(region.adults, deaths, region.luck, _ADULT_DEATH, year, uid, flows)
    region.accounts.add("adult_deaths", region.geography.place_county, died)
    late = enters_late(c["uid"], region.numbers["share_late_entry"])
    with trace_notes.promotion(region, late):
        region.register.promote(year, late, region.schools["grade_high"])
    region.accounts.cohorts.note(COHORT_ENTERED, np.flatnonzero(c["year_entered"] == year))
    _parents_die(region, deaths)
    _leave_by_age(region, deaths)
    _dissolve_childless(region)


def _leave_by_age(region: Region, deaths: np.ndarray) -> None:
    c, geography = region.children, region.geography
    draws, reason = np.empty(len(c)), np.zeros(len(c), np.uint8)
    run_chunks(uniforms, len(c), region.threads, region.luck, _CHILD_DEATH, region.year, c["uid"], 0, draws)
    columns = [c[name] for name in ("birth_year", "birth_month", "sex")]
    run_chunks(mark_leavers_by_age, len(c), region.threads, *columns, draws, deaths, region.year, reason)
    rows = np.flatnonzero(reason != STAYS)
    home = region.households["settlement"][c["household"][rows]]
    county = geography.county[home]
    died, grown = reason[rows] == DIED, reason[rows] == GROWN_UP
    age = region.year - c["birth_year"][rows].astype(np.int64) - (c["birth_month"][rows] > 8)
    region.accounts.note(DEAD, geography.place[home[died]], age[died], c["sex"][rows[died]])
    region.accounts.add("child_deaths", county[died])
    region.accounts.add("grown_up", county[grown])
    region.accounts.cohorts.note(COHORT_DIED, rows[died])
    region.accounts.cohorts.note(COHORT_GREW_UP, rows[grown])
    standing = np.where(region.households["hukou"][c["household"][rows[grown]]] == 0, 0, 1)
    np.add.at(region.adults, (geography.place[home[grown]], 18, c["sex"][rows[grown]], standing), 1)
    trace_notes.leaving_by_age(region, rows[died], rows[grown])
    region.register.request_leave(rows, reason[rows])


def _parents_die(region: Region, deaths: np.ndarray) -> None:
    h = region.households
    died = np.zeros(len(h), np.uint8)
    columns = [h[name] for name in ("mother_year", "father_year", "uid")]
    run_chunks(
        parents_die, len(h), region.threads, *columns, deaths, region.luck, _PARENT_DEATH, region.year, died
    )
    rows = np.flatnonzero(died)
    county = region.geography.county[h["settlement"][rows]]
    region.accounts.add("adult_deaths", county, (died[rows] & 1) + (died[rows] >> 1))
    for bit, sex, born, leaves_first in ((1, 1, "mother_year", 2), (2, 0, "father_year", 1)):
        dead = rows[(died[rows] & bit) > 0]
        at_home = dead[h["parents_away"][dead] < leaves_first]
        age = np.clip(region.year - h[born][at_home].astype(np.int64), 0, OLDEST)
        region.accounts.note(
            DEAD, region.geography.place[h["settlement"][at_home]], age, np.full(len(age), sex)
        )
        h.writable(born)[dead] = 0


def _dissolve_childless(region: Region) -> None:
    c, h = region.children, region.households
    here = c["status"] != LEFT
    n_children = np.bincount(c["household"][here], minlength=len(h))
    region.dissolve(np.flatnonzero((n_children == 0) & (h["leaving"] == STAYS)))
