"""What must always hold: cheap checks after each process, expensive ones with --check."""

from collections.abc import Callable
from functools import cached_property, partial

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
    WAITING,
)
from sim.kernels.laws import (
    schools_with_wrong_classes,
    seated_where_none_is_taught,
    teachers_out_of_place,
)
from sim.kernels.rows import rows_of
from sim.kernels.seated import count_wrong_roll
from sim.world.beds import usable_beds
from sim.world.people_count import count_people
from sim.world.seated import seated
from sim.world.state import State


class CheckFailed(Exception):
    """A law of the model was broken: a defect of the program, never of the user."""


class Counted:
    """A region after a process, and what more than one law asks of its pupils, counted once.

    Attributes
    ----------
    region : State
    """

    def __init__(self, region: State) -> None:
        self.region = region

    @cached_property
    def seated(self) -> tuple[np.ndarray, int]:
        """As `sim.world.seated.seated`."""
        return seated(self.region)

    @cached_property
    def boarding(self) -> tuple[np.ndarray, int]:
        """Who boards, the enrolled of them, who found no bed, int64 (3, schools); how many board in too low a grade."""
        c, s = self.region.children, self.region.schools
        lowest = self.region.rules.values("boarding_min_grade")[s["county"]]
        board, by_school = rows_of(c["way"] == BOARD), partial(np.bincount, minlength=len(s))
        school, is_enrolled = c["school"][board], c["status"][board] == ENROLLED
        without = c["school"][rows_of(c["is_without_bed"])]
        counts = np.stack((by_school(school), by_school(school[is_enrolled]), by_school(without)))
        return counts, int(np.count_nonzero(c["grade"][board] < lowest[school]))

    @cached_property
    def beds(self) -> np.ndarray:
        """Usable beds by school, int64 (schools,)."""
        return usable_beds(self.region)


Law = Callable[[Counted], bool]


def after(process: str, region: State) -> None:
    """Check what must hold after a process.

    Raises
    ------
    CheckFailed
        Naming the process, the year and the law.
    """
    counted = Counted(region)
    for law in (*_AFTER.get(process, ()), *(_EXPENSIVE if region.is_checking else ())):
        if not law(counted):
            raise CheckFailed(f"{region.year}, after {process}: {law.__doc__.splitlines()[0]} does not hold")


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


def no_pupil_in_closed_school(counted: Counted) -> bool:
    """Enrolled pupils sit in an open school that teaches their grade."""
    (seated, astray), s = counted.seated, counted.region.schools
    columns = (s[name] for name in ("status", "grade_low", "grade_high"))
    return astray == 0 and seated_where_none_is_taught(seated, *columns) == 0


def enrolled_equal_rows(counted: Counted) -> bool:
    """Pupils of a school and grade are the rows with that school and grade."""
    seated, astray = counted.seated
    return astray == 0 and bool((seated == counted.region.schools["pupils"]).all())


def classes_fit_pupils(counted: Counted) -> bool:
    """Schools have classes exactly when they have pupils, and never more classes than pupils."""
    s = counted.region.schools
    return schools_with_wrong_classes(s["pupils"], s["classes"]) == 0


def no_local_child_unplaced(counted: Counted) -> bool:
    """Children whose hukou stands in the county they live in have a school."""
    region = counted.region
    c, h, county = region.children, region.households, region.geography.county
    waiting = c["household"][rows_of(c["status"] == WAITING)]
    is_local = h["hukou"][waiting] == HUKOU_REGION
    return not bool(
        (is_local & (county[h["hukou_settlement"][waiting]] == county[h["settlement"][waiting]])).any()
    )


def beds_not_oversold(counted: Counted) -> bool:
    """Boarders of a school are at most its beds, those with too little area left out."""
    (_, enrolled, _), _ = counted.boarding
    return bool((enrolled <= counted.beds).all())


def no_bed_free_while_wanted(counted: Counted) -> bool:
    """Pupils who would board go without a bed only where every bed is taken."""
    (boarders, _, without), _ = counted.boarding
    return bool((boarders == counted.beds)[without > 0].all())


def bus_seats_not_oversold(counted: Counted) -> bool:
    """Who rides a school bus has a seat on a line of its own school, and no line carries more than it has seats."""
    region = counted.region
    c, riders, lines = region.children, region.riders, region.lines
    on_bus = riders.has_seat & (c["way"][riders.row] == BUS)
    seated, line = riders.row[on_bus], riders.line[on_bus]
    if np.count_nonzero(c["way"] == BUS) != len(seated):
        return False
    seats, school = (
        np.array([getattr(one, name) for one in lines], np.int64) for name in ("seats", "school")
    )
    fits = np.bincount(line, minlength=len(lines)) <= seats
    return bool(fits.all() and (school[line] == c["school"][seated]).all())


def only_boarding_grades_board(counted: Counted) -> bool:
    """Boarders are in a grade that may board."""
    _, too_young = counted.boarding
    return too_young == 0


def no_protected_school_closed(counted: Counted) -> bool:
    """Schools for a national minority stay open where the rules of the year protect them."""
    region, s = counted.region, counted.region.schools
    closes = (s["status"] == CLOSED) & (s["year_closed"] == region.year)
    protects = region.rules.values("protects_minority_schools")[s["county"]] > 0
    return not bool((closes & protects & (s["is_protected"] > 0)).any())


def roll_is_right_or_behind(counted: Counted) -> bool:
    """Children stand on the roll where they sit, or on none if they sit nowhere, unless it is behind."""
    c = counted.region.children
    columns = (c[name] for name in ("status", "school", "register_school", "years_behind"))
    return count_wrong_roll(*columns) == 0


def teachers_balance(counted: Counted) -> bool:
    """Teachers of a county, stage and zone kind are last year's and those who came less those who went."""
    return counted.region.staff.imbalance() == 0


def teachers_serve_in_open_schools(counted: Counted) -> bool:
    """Teachers have their home and serve in open public schools of one county."""
    t, s = counted.region.teachers, counted.region.schools
    of_schools = (s[name] for name in ("status", "ownership", "county"))
    return teachers_out_of_place(t["home_school"], t["school"], *of_schools) == 0


def none_hired_beyond_posts(counted: Counted) -> bool:
    """Teachers in posts are no more than the posts for teachers in a county that has hired."""
    region = counted.region
    posts = np.bincount(
        region.schools["county"], region.schools["teacher_posts"], region.geography.n_counties
    )
    hires = region.staff.counts["n_hired"].sum(axis=(1, 2)) > 0
    return not bool((hires & (region.staff.count_in_post() > posts)).any())


def books_balance(counted: Counted) -> bool:
    """In each county and account as much money comes in as goes out."""
    return counted.region.ledger.unbalanced() == 0


def adults_not_negative(counted: Counted) -> bool:
    """No cell of the adult table is negative."""
    return int(counted.region.adults.min(initial=0)) >= 0


def uids_unique(counted: Counted) -> bool:
    """Every lasting number is held once."""
    region = counted.region
    return all(
        len(np.unique(t["uid"])) == len(t) for t in (region.children, region.households, region.teachers)
    )


def grades_match_status(counted: Counted) -> bool:
    """Children below school age and finished ones have no grade and no school; enrolled ones have both."""
    c = counted.region.children
    status, grade = c["status"], c["grade"]
    free = (status == BELOW_AGE) | (status == FINISHED)
    bound = status == ENROLLED
    return bool((grade[free] == 0).all() and (c["school"][free] == -1).all() and (grade[bound] > 0).all())


def households_hold_children(counted: Counted) -> bool:
    """Every child that has not left belongs to a household that stays."""
    c = counted.region.children
    staying = c["status"] != LEFT
    return bool((counted.region.households["leaving"][c["household"][staying]] == 0).all())


_AFTER: dict[str, tuple[Law, ...]] = {
    "ageing": (adults_not_negative,),
    "births": (adults_not_negative,),
    "moves": (adults_not_negative,),
    "network": (no_protected_school_closed,),
    "staffing": (teachers_balance, teachers_serve_in_open_schools, none_hired_beyond_posts),
    "admission": (no_pupil_in_closed_school, no_local_child_unplaced),
    "classes": (classes_fit_pupils,),
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
