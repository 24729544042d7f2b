"""Every law can fail: a region is broken in one place and the law notices."""

from types import SimpleNamespace

import numpy as np
import pytest

from sim.kernels.codes import BOARD, BUS, ENROLLED, SCHOOL_BUS, WAITING, WALK
from sim.processes.year import first_year, year
from sim.records.recorder import Recorder
from sim.world import checks
from sim.world.lines import Line, Riders
from sim.world.people_count import take_census
from sim.world.region import CountyRules, Region
from tests.worlds import numbers, start


@pytest.fixture
def region():
    region = Region(start("small"), numbers(), (), 1, check=True)
    steps = year(*Recorder().steps())
    region.plan = first_year(steps)
    region.step()
    return region


def pupils(region) -> np.ndarray:
    return np.flatnonzero(region.children["status"] == 1)


def write(region, table: str, owner: str, column: str, rows, value) -> None:
    with getattr(region, table).writing_as(owner):
        getattr(region, table).writable(column)[rows] = value


def count_cohorts(region) -> None:
    region.accounts.cohorts.here = take_census(region).cohorts.sum(axis=2)


def close_a_school(region):
    write(region, "schools", "network", "status", region.children["school"][pupils(region)[0]], 2)


def lose_a_pupil(region):
    write(region, "schools", "classes", "pupils", (0, 0), region.schools["pupils"][0, 0] + 1)


def empty_a_school_of_classes(region):
    write(region, "schools", "classes", "classes", 0, 0)


def leave_a_local_child_waiting(region):
    write(region, "children", "register", "status", pupils(region)[:1], 2)


def board_beyond_beds(region):
    write(region, "children", "travel", "way", pupils(region), 2)


def free_a_bed_that_is_wanted(region):
    write(region, "children", "travel", "is_without_bed", pupils(region)[:1], 1)
    school = region.children["school"][pupils(region)[0]]
    boarders = ((region.children["school"] == school) & (region.children["way"] == 2)).sum()
    write(region, "schools", "network", "beds", school, boarders + 1)


def ride_a_bus_without_a_seat(region):
    write(region, "children", "travel", "way", pupils(region)[:1], BUS)


def ride_a_bus_beyond_its_seats(region):
    two = pupils(region)[:2]
    write(region, "children", "travel", "way", two, BUS)
    nothing, yes = np.zeros(2, bool), np.ones(2, bool)
    region.riders = Riders(two, np.zeros(2, np.int64), yes, nothing, nothing, nothing)
    school = int(region.children["school"][two[0]])
    region.lines = (Line("L", SCHOOL_BUS, 0, school, (0,), (9.0,), 1, 1),)


def board_in_grade_1(region):
    first = pupils(region)[region.children["grade"][pupils(region)] == 1]
    write(region, "children", "travel", "way", first[:1], 2)


def close_a_protected_school(region):
    write(region, "schools", "network", "is_protected", 1, 1)
    write(region, "schools", "network", "status", 1, 2)
    write(region, "schools", "network", "year_closed", 1, region.year)


def register_a_pupil_elsewhere(region):
    c = region.children
    write(
        region,
        "children",
        "register",
        "register_school",
        slice(None),
        np.where(c["status"] == 1, c["school"], -1),
    )
    write(region, "children", "register", "register_school", pupils(region)[:1], -2)


def lose_a_teacher(region):
    region.teachers.keep(np.arange(len(region.teachers)) > 0)


def serve_in_a_closed_school(region):
    write(region, "schools", "network", "status", region.teachers["school"][0], 2)


def hire_beyond_the_posts(region):
    write(region, "schools", "staffing", "teacher_posts", slice(None), 1)
    region.staff.add("n_hired", np.array([0]), np.array([0]))


def pay_a_salary_nobody_books(region):
    region.ledger.post_county("salaries", np.ones(len(region.counties)))


def lose_an_adult(region):
    region.adults[0, 40, 0, 0] = -1


def repeat_a_uid(region):
    write(region, "children", "births", "uid", [0, 1], 7)


def grade_a_finished_child(region):
    write(region, "children", "register", "grade", np.flatnonzero(region.children["status"] == 4)[:1], 9)


def dissolve_a_family_with_children(region):
    write(region, "households", "register", "leaving", 0, 4)


BREAKS = {
    close_a_school: checks.no_pupil_in_closed_school,
    lose_a_pupil: checks.enrolled_equal_rows,
    empty_a_school_of_classes: checks.classes_fit_pupils,
    leave_a_local_child_waiting: checks.no_local_child_unplaced,
    board_beyond_beds: checks.beds_not_oversold,
    free_a_bed_that_is_wanted: checks.no_bed_free_while_wanted,
    ride_a_bus_without_a_seat: checks.bus_seats_not_oversold,
    ride_a_bus_beyond_its_seats: checks.bus_seats_not_oversold,
    board_in_grade_1: checks.only_boarding_grades_board,
    close_a_protected_school: checks.no_protected_school_closed,
    register_a_pupil_elsewhere: checks.roll_is_right_or_behind,
    lose_a_teacher: checks.teachers_balance,
    serve_in_a_closed_school: checks.teachers_serve_in_open_schools,
    hire_beyond_the_posts: checks.none_hired_beyond_posts,
    pay_a_salary_nobody_books: checks.books_balance,
    lose_an_adult: checks.adults_not_negative,
    repeat_a_uid: checks.uids_unique,
    grade_a_finished_child: checks.grades_match_status,
    dissolve_a_family_with_children: checks.households_hold_children,
}


@pytest.mark.parametrize(("spoil", "law"), BREAKS.items(), ids=[b.__name__ for b in BREAKS])
def test_the_law_holds_and_can_fail(region, spoil, law):
    assert law(checks.Counted(region))
    spoil(region)
    assert not law(checks.Counted(region))


def test_boarders_and_who_found_no_bed_are_counted_by_school():
    """School 1 has a boarder in grade 2, below its lowest grade 3, and one that waits for a place."""
    children = {
        "way": np.array([BOARD, BOARD, BOARD, WALK, WALK], np.uint8),
        "status": np.array([ENROLLED, ENROLLED, WAITING, ENROLLED, ENROLLED], np.uint8),
        "school": np.array([0, 1, 1, 1, 0], np.int16), "grade": np.array([4, 2, 5, 5, 5], np.uint8),
        "is_without_bed": np.array([0, 0, 0, 1, 0], np.uint8),
    }  # fmt: skip
    schools, rules = np.zeros(2, [("county", int)]), SimpleNamespace(values=lambda name: np.array([3]))
    counted = checks.Counted(SimpleNamespace(children=children, schools=schools, rules=rules))
    counts, too_young = counted.boarding
    assert counts.tolist() == [[1, 2], [1, 1], [0, 1]]
    assert too_young == 1


def test_a_protected_school_may_close_where_the_rules_do_not_protect_it_and_may_have_closed_before(region):
    close_a_protected_school(region)
    region.rules = CountyRules(book.amended({"protects_minority_schools": 0}) for book in region.rules)
    assert checks.no_protected_school_closed(checks.Counted(region))
    region.rules = CountyRules(book.amended({"protects_minority_schools": 1}) for book in region.rules)
    assert not checks.no_protected_school_closed(checks.Counted(region))
    region.year += 1
    assert checks.no_protected_school_closed(checks.Counted(region))


def test_every_law_is_broken_here_and_follows_a_step_that_exists():
    steps = {step.name for step in year(*Recorder().steps())}
    assert set(checks._AFTER) <= steps
    assert {law for laws in checks._AFTER.values() for law in laws} | set(checks._EXPENSIVE) == set(
        BREAKS.values()
    )


def test_the_seconds_of_checks_and_decisions_are_told_apart_from_those_of_processes(region):
    spent = dict(region.seconds)
    assert {"checks", "decide", "leavers"} | {step.name for step in region.plan} == set(spent)
    assert min(spent.values()) > 0
    checks.after("classes", region)
    assert region.seconds == spent  # only a year of the region adds to them


def test_a_failed_check_names_year_process_and_law(region):
    lose_an_adult(region)
    with pytest.raises(
        checks.CheckFailed, match="2018, after ageing: No cell of the adult table is negative"
    ):
        checks.after("ageing", region)


def test_the_balance_of_people_can_fail(region):
    region.is_checking = False
    region.accounts.open_year()
    count_cohorts(region)
    checks.at_year_end(region)
    region.adults[0, 40, 0, 0] += 3
    with pytest.raises(checks.CheckFailed, match=r"\+0 children, \+3 adults"):
        checks.at_year_end(region)


def test_an_entry_cohort_that_does_not_close_is_noticed(region):
    """The children are all there, and one of them is of another cohort, or of another county, than a year before."""
    steps = year(*Recorder().steps())
    region.plan = steps
    region.step()
    region.accounts.open_year()
    write(region, "children", "register", "year_entered", pupils(region)[:1], 2011)
    count_cohorts(region)
    with pytest.raises(checks.CheckFailed, match="2019: 2 entry cohorts of counties are not those of a year"):
        checks.at_year_end(region)


def test_a_resident_who_moves_without_a_flow_is_noticed(region):
    """The sums balance, and still a cell does not follow from the year before: `--check` looks at each."""
    steps = year(*Recorder().steps())
    region.plan = steps
    region.step()
    region.accounts.open_year()
    count_cohorts(region)
    region.adults[0, 40, 0, 0] += 1
    region.adults[1, 40, 0, 0] -= 1
    with pytest.raises(checks.CheckFailed, match="do not follow from flows"):
        checks.at_year_end(region)
