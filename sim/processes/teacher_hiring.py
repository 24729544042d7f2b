"""Hiring (教师补充): vacancies refilled one for one, standing ones as far as the rules say, then special contracts."""

import numpy as np

from sim.base.draws import decision, draws_for
from sim.kernels.filling import ordinals_of
from sim.kernels.teacher_codes import IN_POST, NO_TITLE, PE_AND_ARTS
from sim.processes import contracts, new_teachers
from sim.world.region import Region
from sim.world.teacher_posts import county_vacancies, vacancies

_UID, _APPLIES, _BY_NEED = (decision(f"teacher.hired.{name}") for name in ("uid", "applies", "by_need"))


def run(region: Region, rules) -> None:
    """Hire teachers, and let special contracts begin."""
    fill(region, rules)
    contracts.hire(region, rules)


def count_vacant(region: Region) -> None:
    """Count the posts for teachers that stay vacant, in the start year too."""
    vacant = np.maximum(0, vacancies(region))
    school, stage = np.nonzero(vacant)
    region.staff.add("n_vacant", school, stage, vacant[school, stage])


def fill(region: Region, rules) -> None:
    """Hire to posts: the schools that lack most first, as many as the county may.

    A place in a rural school may find no applicant; it is offered again the year after.
    """
    vacant = vacancies(region)
    wanted = _wanted(region, rules, county_vacancies(region, vacant))
    school, stage = new_teachers.places(region, vacant, wanted)
    uid = new_teachers.uids(region, _UID, school, stage)
    county = region.schools["county"][school]
    p, free = region.numbers["p_rural_vacancy_filled"], rules.values("county_hire")[county]
    applies = draws_for(region.luck, _APPLIES, region.year, uid) < p + (1 - p) * free
    applies |= ~region.staff.is_rural[school]
    region.staff.hires_due += np.bincount(county[~applies], minlength=region.geography.n_counties)
    _hire(region, uid[applies], school[applies], stage[applies], free[applies])


def _wanted(region: Region, rules, vacant: np.ndarray) -> np.ndarray:
    """Return the teachers each county hires, int (counties,), within its vacancies (counties,).

    Fractions of a refill and places nobody applied for are due the next year, unless nothing is refilled then; what is
    due without a post for it lapses.
    """
    staff = region.staff
    refilled = rules.values("refill_share")
    due = refilled * staff.left_posts() + np.where(refilled > 0, staff.hires_due, 0.0)
    hired = np.minimum(np.floor(due + 1e-9), vacant)
    staff.hires_due[:] = np.maximum(0.0, due - np.floor(due + 1e-9))
    further = np.floor(rules.values("fill_vacant_share") * (vacant - hired) + 1e-9)
    return (hired + further).astype(np.int64)


def _hire(
    region: Region, uid: np.ndarray, school: np.ndarray, stage: np.ndarray, by_need: np.ndarray
) -> None:
    """Add teachers; `by_need` (n,) is how far the subject is what the school lacks."""
    subject = _subjects(region, uid, school, stage, by_need)
    new_teachers.come(region, uid, school, stage, subject=subject, title=NO_TITLE, contract=IN_POST)
    region.staff.add("n_hired", school, stage)


def _subjects(
    region: Region, uid: np.ndarray, school: np.ndarray, stage: np.ndarray, by_need: np.ndarray
) -> np.ndarray:
    """Return the subject of each new teacher: by need the next of PE, music and art the school has nobody for.

    Otherwise by the lessons, in rural schools with as little PE, music and art as at the start (assumption: who is
    hired is of the subjects usual there).
    """
    t = region.teachers
    subject = new_teachers.subjects(region, uid, stage, region.staff.is_rural[school])
    if not by_need.any():
        return subject
    needs = draws_for(region.luck, _BY_NEED, region.year, uid) < by_need
    there = np.zeros((len(region.schools), len(PE_AND_ARTS)), bool)
    for k, one in enumerate(PE_AND_ARTS):
        there[t["school"][t["subject"] == one], k] = True
    rows = np.flatnonzero(needs)
    nth = ordinals_of(school[rows])
    lacking = ~there[school[rows]]
    order = np.argsort(~lacking, axis=1, kind="stable")
    gets = nth < lacking.sum(axis=1)
    subject[rows[gets]] = np.array(PE_AND_ARTS)[order[np.flatnonzero(gets), nth[gets]]]
    return subject
