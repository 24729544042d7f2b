"""What must always hold: cheap checks after each process, expensive ones with --check."""

from collections.abc import Callable

import numpy as np

from sim.kernels.codes import (
    BELOW_AGE,
    BOARD,
    BUS,
    CLOSED,
    ENROLLED,
    FINISHED,
    HUKOU_REGION,
    LEFT,
    OPEN,
    PRIVATE,
    WAITING,
)
from sim.world.beds import usable_beds
from sim.world.people_count import count_people
from sim.world.state import State


class CheckFailed(Exception):
    """A law of the model was broken: a defect of the program, never of the user."""


def after(process: str, region: State) -> None:
    """Check what must hold after a process.

    Raises
    ------
    CheckFailed
        Naming the process, the year and the law.
    """
    for law in _AFTER.get(process, ()):
        _require(law(region), process, region, law)
    if region.is_checking:
        for law in _EXPENSIVE:
            _require(law(region), process, region, law)


def at_year_end(region: State) -> None:
    """Check the balance of children, adults and entry cohorts once leavers are gone."""
    children, adults = region.accounts.imbalance()
    if children or adults:
        raise CheckFailed(f"{region.year}: people do not balance: {children:+d} children, {adults:+d} adults")
    open_cohorts = region.accounts.cohorts.close_year()
    if open_cohorts:
        raise CheckFailed(
            f"{region.year}: {open_cohorts} entry cohorts of counties are not those of a year before and those who "
            "entered, came or moved in, less those who moved out, went, died or grew up"
        )
    if region.is_checking:
        gap = region.accounts.gap_of_cells(count_people(region).residents)
        if gap:
            raise CheckFailed(
                f"{region.year}: residents of {gap} places, ages and sexes do not follow from flows"
            )


def _require(holds: bool, process: str, region: State, law: Callable[[State], bool]) -> None:
    if not holds:
        raise CheckFailed(f"{region.year}, after {process}: {law.__doc__.splitlines()[0]} does not hold")


def no_pupil_in_closed_school(region: State) -> bool:
    """Enrolled pupils sit in an open school that teaches their grade."""
    c, s = region.children, region.schools
    pupils = np.flatnonzero(c["status"] == ENROLLED)
    school, grade = c["school"][pupils], c["grade"][pupils]
    taught = (s["grade_low"][school] <= grade) & (grade <= s["grade_high"][school])
    return bool(((school >= 0) & (s["status"][school] == OPEN) & taught).all())


def enrolled_equal_rows(region: State) -> bool:
    """Pupils of a school and grade are the rows with that school and grade."""
    c = region.children
    pupils = c["status"] == ENROLLED
    cell = c["school"][pupils].astype(np.int32) * 9 + c["grade"][pupils] - 1
    counted = np.bincount(cell, minlength=len(region.schools) * 9)
    return bool((counted == region.schools["pupils"].reshape(-1)).all())


def classes_fit_pupils(region: State) -> bool:
    """Schools have classes exactly when they have pupils, and never more classes than pupils."""
    pupils, classes = region.schools["pupils"].sum(axis=1), region.schools["classes"].sum(axis=1)
    return bool((((pupils > 0) == (classes > 0)) & (classes <= pupils)).all())


def no_local_child_unplaced(region: State) -> bool:
    """Children whose hukou stands in the county they live in have a school."""
    c, h, county = region.children, region.households, region.geography.county
    waiting = c["household"][c["status"] == WAITING]
    is_local = h["hukou"][waiting] == HUKOU_REGION
    return not bool(
        (is_local & (county[h["hukou_settlement"][waiting]] == county[h["settlement"][waiting]])).any()
    )


def beds_not_oversold(region: State) -> bool:
    """Boarders of a school are at most its beds, those with too little area left out."""
    c = region.children
    boarding = (c["way"] == BOARD) & (c["status"] == ENROLLED)
    boarders = np.bincount(c["school"][boarding], minlength=len(region.schools))
    return bool((boarders <= usable_beds(region)).all())


def no_bed_free_while_wanted(region: State) -> bool:
    """Pupils who would board go without a bed only where every bed is taken."""
    c = region.children
    boarders = np.bincount(c["school"][c["way"] == BOARD], minlength=len(region.schools))
    without = np.unique(c["school"][c["is_without_bed"] > 0])
    return bool((boarders[without] == usable_beds(region)[without]).all())


def bus_seats_not_oversold(region: State) -> bool:
    """Who rides a school bus has a seat on a line of its own school, and no line carries more than it has seats."""
    c, riders, lines = region.children, region.riders, region.lines
    bus = np.flatnonzero(c["way"] == BUS)
    on_bus = riders.has_seat & (c["way"][riders.row] == BUS)
    seated, line = riders.row[on_bus], riders.line[on_bus]
    if len(bus) != len(seated):
        return False
    seats, school = (
        np.array([getattr(one, name) for one in lines], np.int64) for name in ("seats", "school")
    )
    fits = np.bincount(line, minlength=len(lines)) <= seats
    return bool(fits.all() and (school[line] == c["school"][seated]).all())


def only_boarding_grades_board(region: State) -> bool:
    """Boarders are in a grade that may board."""
    c = region.children
    boarders = np.flatnonzero(c["way"] == BOARD)
    lowest = region.rules.values("boarding_min_grade")[region.schools["county"][c["school"][boarders]]]
    return bool((c["grade"][boarders] >= lowest).all())


def no_protected_school_closed(region: State) -> bool:
    """Schools for a national minority stay open where the rules of the year protect them."""
    s = region.schools
    closes = (s["status"] == CLOSED) & (s["year_closed"] == region.year)
    protects = region.rules.values("protects_minority_schools")[s["county"]] > 0
    return not bool((closes & protects & (s["is_protected"] > 0)).any())


def roll_is_right_or_behind(region: State) -> bool:
    """Children stand on the roll where they sit, or on none if they sit nowhere, unless it is behind."""
    c = region.children
    here = np.where(c["status"] == ENROLLED, c["school"], -1)
    return bool(((c["register_school"] == here) == (c["years_behind"] == 0)).all())


def teachers_balance(region: State) -> bool:
    """Teachers of a county, stage and zone kind are last year's and those who came less those who went."""
    return region.staff.imbalance() == 0


def teachers_serve_in_open_schools(region: State) -> bool:
    """Teachers have their home and serve in open public schools of one county."""
    t, s = region.teachers, region.schools
    home, serves = t["home_school"], t["school"]
    stands = (s["status"] == OPEN) & (s["ownership"] != PRIVATE)
    return bool((stands[home] & stands[serves] & (s["county"][home] == s["county"][serves])).all())


def none_hired_beyond_posts(region: State) -> bool:
    """Teachers in posts are no more than the posts for teachers in a county that has hired."""
    posts = np.bincount(
        region.schools["county"], region.schools["teacher_posts"], region.geography.n_counties
    )
    hires = region.staff.counts["n_hired"].sum(axis=(1, 2)) > 0
    return not bool((hires & (region.staff.count_in_post() > posts)).any())


def books_balance(region: State) -> bool:
    """In each county and account as much money comes in as goes out."""
    return region.ledger.unbalanced() == 0


def adults_not_negative(region: State) -> bool:
    """No cell of the adult table is negative."""
    return bool((region.adults >= 0).all())


def uids_unique(region: State) -> bool:
    """Every lasting number is held once."""
    return all(
        len(np.unique(t["uid"])) == len(t) for t in (region.children, region.households, region.teachers)
    )


def grades_match_status(region: State) -> bool:
    """Children below school age and finished ones have no grade and no school; enrolled ones have both."""
    c = region.children
    status, grade = c["status"], c["grade"]
    free = (status == BELOW_AGE) | (status == FINISHED)
    bound = status == ENROLLED
    return bool((grade[free] == 0).all() and (c["school"][free] == -1).all() and (grade[bound] > 0).all())


def households_hold_children(region: State) -> bool:
    """Every child that has not left belongs to a household that stays."""
    c = region.children
    staying = c["status"] != LEFT
    return bool((region.households["leaving"][c["household"][staying]] == 0).all())


_AFTER: dict[str, tuple[Callable[[State], bool], ...]] = {
    "ageing": (adults_not_negative,),
    "births": (adults_not_negative,),
    "moves": (adults_not_negative,),
    "network": (no_protected_school_closed,),
    "staffing": (teachers_balance, teachers_serve_in_open_schools, none_hired_beyond_posts),
    "admission": (no_pupil_in_closed_school, no_local_child_unplaced),
    "classes": (enrolled_equal_rows, classes_fit_pupils),
    "roll": (roll_is_right_or_behind,),
    "travel": (
        beds_not_oversold,
        no_bed_free_while_wanted,
        only_boarding_grades_board,
        bus_seats_not_oversold,
    ),
    "census": (
        no_pupil_in_closed_school,
        enrolled_equal_rows,
        classes_fit_pupils,
    ),  # the start forms no classes
    "money": (books_balance,),
}
_EXPENSIVE = (uids_unique, grades_match_status, households_hold_children)
