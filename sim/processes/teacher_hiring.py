"""Hiring (教师补充): vacancies refilled one for one, standing ones as far as the rules say, then special contracts."""

import numpy as np

from sim.base.draws import decision, draws_for, new_uids
from sim.kernels.curriculum import LESSON_SHARES
from sim.kernels.filling import largest_first, ordinals_of
from sim.kernels.teacher_codes import IN_POST, NO_TITLE, PE_AND_ARTS
from sim.processes import contracts
from sim.world.region import Region
from sim.world.rural import is_rural
from sim.world.teacher_posts import county_vacancies, vacancies

_UID, _APPLIES, _AGE, _MONTH, _SEX, _SUBJECT, _STANDARD, _BY_NEED = (
    decision(f"teacher.hired.{name}")
    for name in ("uid", "applies", "age", "month", "sex", "subject", "standard", "by_need")
)
_OF_STAGE = 1_000  # posts of a school are fewer; ordinals of its hires are told apart by stage


def run(region: Region, rules) -> None:
    """Hire teachers, let special contracts begin, and count what stays vacant."""
    fill(region, rules)
    contracts.hire(region, rules)
    vacant = np.maximum(0, vacancies(region))
    school, stage = np.nonzero(vacant)
    region.staff.add("n_vacant", school, stage, vacant[school, stage])


def fill(region: Region, rules) -> None:
    """Hire to posts: the schools that lack most first, as many as the county may.

    A place in a rural school may find no applicant; it is offered again the year after.
    """
    vacant = vacancies(region)
    wanted = _wanted(region, rules, county_vacancies(region, vacant))
    school, stage = _places(region, vacant, wanted)
    nth = ordinals_of(school * 2 + stage) + stage * _OF_STAGE
    uid = new_uids(_UID, region.year, region.schools["uid"][school], nth)
    county = region.schools["county"][school]
    p, free = region.numbers["p_rural_vacancy_filled"], rules.values("county_hire")[county]
    applies = draws_for(region.luck, _APPLIES, region.year, uid) < p + (1 - p) * free
    applies |= ~is_rural(region)[school]
    region.staff.hires_due += np.bincount(county[~applies], minlength=region.geography.n_counties)
    _hire(region, uid[applies], school[applies], stage[applies], free[applies])


def _wanted(region: Region, rules, vacant: np.ndarray) -> np.ndarray:
    """Return the teachers each county hires, int (counties,), within its vacancies (counties,).

    Fractions of a refill are kept for the next year; what is due without a post for it lapses.
    """
    staff = region.staff
    due = (
        rules.values("refill_share") * (np.floor(staff.hires_due) + staff.left_posts())
        + staff.hires_due % 1.0
    )
    refilled = np.minimum(np.floor(due + 1e-9), vacant)
    staff.hires_due[:] = np.maximum(0.0, due - np.floor(due + 1e-9))
    further = np.floor(rules.values("fill_vacant_share") * (vacant - refilled) + 1e-9)
    return (refilled + further).astype(np.int64)


def _places(region: Region, vacant: np.ndarray, wanted: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return school row and stage of each place to fill."""
    county, uid = (np.repeat(region.schools[name], 2) for name in ("county", "uid"))
    lacks = np.maximum(0, vacant).reshape(-1)
    cells = [np.zeros(0, np.int64)]
    for one in np.flatnonzero(wanted):
        here = np.flatnonzero((county == one) & (lacks > 0))
        cells.append(here[largest_first(lacks[here], int(wanted[one]), uid[here])])
    cell = np.concatenate(cells)
    return cell // 2, cell % 2


def _hire(
    region: Region, uid: np.ndarray, school: np.ndarray, stage: np.ndarray, by_need: np.ndarray
) -> None:
    """Add teachers; `by_need` (n,) is how far the subject is what the school lacks."""
    t, year, numbers = region.teachers, region.year, region.numbers
    low, high = numbers["age_hired_low"], numbers["age_hired_high"]
    age, month, sex, standard = (
        draws_for(region.luck, d, year, uid) for d in (_AGE, _MONTH, _SEX, _STANDARD)
    )
    month = 1 + (month * 12).astype(np.int64)
    age = np.floor(low + age * (np.floor(high) + 1 - low)).astype(np.int64)
    t.append(
        len(uid), uid=uid, home_school=school, school=school, birth_year=year - age - (month > 8), birth_month=month,
        sex=sex < numbers["share_women_hired"], stage=stage, subject=_subjects(region, uid, school, by_need),
        title=NO_TITLE, contract=IN_POST, is_above_standard=standard < numbers["share_above_standard_hired"],
        year_hired=year, year_here=year,
    )  # fmt: skip
    region.staff.add("n_hired", school, stage)


def _subjects(region: Region, uid: np.ndarray, school: np.ndarray, by_need: np.ndarray) -> np.ndarray:
    """Return the subject of each new teacher: by need the next of PE, music and art the school has nobody for."""
    t = region.teachers
    drawn = draws_for(region.luck, _SUBJECT, region.year, uid)
    subject = np.searchsorted(np.cumsum(LESSON_SHARES)[:-1], drawn, side="right")
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
