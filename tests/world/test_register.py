"""The register: every arrow of a child's status with its flow, and the arrows there are not."""

import numpy as np
import pytest

from sim.kernels.codes import (
    BELOW_AGE,
    BY_DISTANCE,
    BY_OTHER,
    CONTINUING,
    DIED,
    DISSOLVED,
    DROPPED_OUT,
    ENROLLED,
    FINISHED,
    FLOW_NAMES,
    IN_ZONE,
    LEFT,
    MOVED_AWAY,
    OVER_CAPACITY,
    OVERFLOW,
    STATUS_NAMES,
    UNPLACED,
    WAITING,
)
from sim.world import people
from sim.world.register import Register

YEAR, N_SCHOOLS = 2020, 4
GRADE_HIGH = np.array([6, 9, 3, 9])  # a primary, a nine-year school, a point, a junior school


def register_of(*children: dict) -> Register:
    """Return a register of the given children: enrolled in grade 2 of school 0 where not said otherwise."""
    table, families = people.children(), people.households()
    families.append(2)
    usual = {
        "status": ENROLLED, "school": 0, "grade": 2, "year_entered": 2018, "placement": CONTINUING,
        "birth_year": 2012, "birth_month": 5, "household": 0,
    }  # fmt: skip
    for number, child in enumerate(children):
        table.append(1, uid=number, **{**usual, **child})
    return Register(table, families, N_SCHOOLS)


def state(register: Register, row: int = 0) -> tuple:
    """Return status, school, grade and placement of a child."""
    return tuple(int(register.children[name][row]) for name in ("status", "school", "grade", "placement"))


def flows(register: Register) -> dict[str, tuple]:
    """Return the flows that are not zero: name -> (school, grade), or a list of them."""
    out = {}
    for kind, s, g in np.argwhere(register.flows):
        out.setdefault(FLOW_NAMES[kind], []).extend([(int(s), int(g) + 1)] * int(register.flows[kind, s, g]))
    return {name: cells[0] if len(cells) == 1 else cells for name, cells in out.items()}


def promote(register: Register, *starters: int) -> None:
    register.promote(YEAR, np.array(starters, int), GRADE_HIGH)


@pytest.mark.parametrize(
    ("child", "after", "flow"),
    [
        ({}, (ENROLLED, 0, 3, CONTINUING), {}),
        ({"placement": OVERFLOW}, (ENROLLED, 0, 3, CONTINUING), {}),
        ({"is_repeating": 1, "placement": OVERFLOW}, (ENROLLED, 0, 2, OVERFLOW), {"n_repeaters": (0, 2)}),
        ({"grade": 6}, (WAITING, -1, 7, UNPLACED), {}),
        ({"grade": 6, "school": 1}, (WAITING, 1, 7, UNPLACED), {}),  # continuing right in a nine-year school
        ({"grade": 6, "school": 1, "is_repeating": 1}, (ENROLLED, 1, 6, CONTINUING), {"n_repeaters": (1, 6)}),
        ({"grade": 9, "school": 1}, (FINISHED, -1, 0, CONTINUING), {}),
        ({"grade": 9, "school": 1, "is_repeating": 1}, (ENROLLED, 1, 9, CONTINUING), {"n_repeaters": (1, 9)}),
        (
            {"grade": 3, "school": 2},
            (WAITING, -1, 4, CONTINUING),
            {"n_out_before": (2, 4)},
        ),  # beyond the point's grades
        ({"grade": 2, "school": 2}, (ENROLLED, 2, 3, CONTINUING), {}),
        ({"status": WAITING, "school": -1}, (WAITING, -1, 2, CONTINUING), {}),
        ({"status": DROPPED_OUT}, (DROPPED_OUT, 0, 2, CONTINUING), {}),
        ({"status": FINISHED, "school": -1, "grade": 0}, (FINISHED, -1, 0, CONTINUING), {}),
        ({"status": LEFT}, (LEFT, 0, 2, CONTINUING), {}),
    ],
    ids=str,
)
def test_promotion(child, after, flow):
    register = register_of(child)
    promote(register)
    assert state(register) == after
    assert flows(register) == flow
    assert register.children["is_repeating"][0] == 0  # repeating is decided anew each year
    assert register.children["year_entered"][0] == 2018


def test_the_school_of_grade_6_lasts_into_the_application_for_grade_7():
    six = {"grade": 6, "school": 0}
    register = register_of(
        six, {**six, "school": 1}, {**six, "is_repeating": 1}, {"grade": 5}, {**six, **WAITS}
    )
    promote(register)
    assert register.children["school_before"].tolist() == [0, 1, -1, -1, -1]
    assert register.children["school"].tolist() == [-1, 1, 0, 0, -1]  # a right to go on is told apart
    promote(register)
    assert register.children["school_before"].tolist() == [0, 1, 0, 0, -1]
    register.enrol(np.array([0]), np.array([3]), np.array([IN_ZONE]))
    assert register.children["school_before"][0] == 0


def test_who_starts_school_waits_for_a_place_in_grade_1():
    below = {"status": BELOW_AGE, "school": -1, "grade": 0, "year_entered": 0, "placement": UNPLACED}
    register = register_of(below, below)
    promote(register, 1)
    assert state(register) == (BELOW_AGE, -1, 0, UNPLACED)
    assert state(register, 1) == (WAITING, -1, 1, UNPLACED)
    assert register.children["year_entered"].tolist() == [0, YEAR]
    assert flows(register) == {}


WAITS = {"status": WAITING, "school": -1}


@pytest.mark.parametrize(
    ("child", "how", "flow"),
    [
        ({**WAITS, "grade": 1, "placement": UNPLACED}, IN_ZONE, {"n_entrants": (3, 1)}),
        ({**WAITS, "grade": 7, "placement": UNPLACED, "school": 3}, IN_ZONE, {"n_entrants": (3, 7)}),
        (WAITS, IN_ZONE, {"n_in_before": (3, 2)}),  # displaced, returned or arrived in mid-stage
        ({}, IN_ZONE, {"n_out_before": (0, 2), "n_in_before": (3, 2)}),  # moved home
        (WAITS, OVERFLOW, {"n_in_before": (3, 2), "n_overflow_in": (3, 2)}),
        (
            {**WAITS, "grade": 1, "placement": UNPLACED},
            OVER_CAPACITY,
            {"n_entrants": (3, 1), "n_over_capacity": (3, 1)},
        ),
    ],
    ids=str,
)
def test_enrolment(child, how, flow):
    register = register_of(child, {})
    register.enrol(np.array([0]), np.array([3]), np.array([how]))
    assert state(register) == (ENROLLED, 3, child.get("grade", 2), how)
    assert state(register, 1) == (ENROLLED, 0, 2, CONTINUING)
    assert flows(register) == flow


SECOND = np.outer([False, True, False, False], np.ones(9, bool))  # the second school closes


def test_displacement():
    waits = {**WAITS, "school": 1, "grade": 7, "placement": UNPLACED}
    register = register_of({"school": 1}, {}, waits, {"school": 1, "status": DROPPED_OUT}, {**WAITS})
    nobody = np.full((N_SCHOOLS, 9), -1)
    register.displace(SECOND, nobody, YEAR)
    assert state(register, 0) == (WAITING, -1, 2, CONTINUING)
    assert state(register, 1) == (ENROLLED, 0, 2, CONTINUING)
    assert state(register, 2) == (WAITING, -1, 7, UNPLACED)  # the continuing right is gone with the school
    assert state(register, 3) == (DROPPED_OUT, -1, 2, CONTINUING)
    assert register.children["year_displaced"].tolist() == [YEAR, 0, 0, 0, 0]
    assert flows(register) == {"n_out_before": (1, 2)}


def test_only_pupils_of_grades_given_up_are_displaced():
    out = {"school": 1, "status": DROPPED_OUT, "grade": 6}
    register = register_of({"school": 1, "grade": 4}, {"school": 1, "grade": 5}, out, {"grade": 5})
    lost = np.zeros((N_SCHOOLS, 9), bool)
    lost[1, 4:6] = True
    heir = np.full((N_SCHOOLS, 9), -1)
    heir[1, 4] = 3
    register.displace(lost, heir, YEAR)
    assert state(register, 0) == (ENROLLED, 1, 4, CONTINUING)
    assert state(register, 1) == (WAITING, 3, 5, CONTINUING)
    assert state(register, 2) == (DROPPED_OUT, -1, 6, CONTINUING)
    assert state(register, 3) == (ENROLLED, 0, 5, CONTINUING)
    assert flows(register) == {"n_out_before": (1, 5)}


def test_pupils_of_a_merged_school_wait_for_the_one_that_takes_their_grade_over():
    waits = {**WAITS, "school": 1, "grade": 7, "placement": UNPLACED}
    out = {"school": 1, "status": DROPPED_OUT, "grade": 8}
    register = register_of({"school": 1}, {"school": 1, "grade": 9}, waits, out, {})
    heir = np.full((N_SCHOOLS, 9), -1)
    heir[1, :8] = 3  # grade 9 is not taken over
    register.displace(SECOND, heir, YEAR)
    assert state(register, 0) == (WAITING, 3, 2, CONTINUING)
    assert state(register, 1) == (WAITING, -1, 9, CONTINUING)
    assert state(register, 2) == (WAITING, 3, 7, UNPLACED)
    assert state(register, 3) == (DROPPED_OUT, 3, 8, CONTINUING)
    assert state(register, 4) == (ENROLLED, 0, 2, CONTINUING)
    assert register.children["year_displaced"].tolist() == [YEAR, YEAR, 0, 0, 0]
    assert flows(register) == {"n_out_before": [(1, 2), (1, 9)]}


def test_dropping_out_and_coming_back():
    register = register_of({}, {"school": 1, "grade": 8, "household": 1}, {})
    with register.households.writing_as("births"):
        register.households.writable("poverty")[1] = 1
    register.drop_out(np.array([0, 1]), np.array([BY_DISTANCE, BY_OTHER]))
    assert state(register, 0) == (DROPPED_OUT, 0, 2, CONTINUING)
    assert flows(register) == {
        "n_dropouts": [(0, 2), (1, 8)], "n_dropouts_distance": (0, 2), "n_dropouts_other": (1, 8),
        "n_dropouts_poor": (1, 8),
    }  # fmt: skip
    assert register.children["dropout_cause"].tolist() == [BY_DISTANCE, BY_OTHER, 0]
    register.begin_year()
    assert flows(register) == {}
    register.come_back(np.array([0, 1]), np.array([True, False, True, True]))
    assert state(register, 0) == (ENROLLED, 0, 2, CONTINUING)
    assert state(register, 1) == (WAITING, -1, 8, CONTINUING)  # its school is closed: it waits for another
    assert flows(register) == {"n_returns": (0, 2)}


def test_coming_back_to_no_school():
    register = register_of({"status": DROPPED_OUT, "school": -1})
    register.come_back(np.array([0]), np.ones(N_SCHOOLS, bool))
    assert state(register) == (WAITING, -1, 2, CONTINUING)
    assert flows(register) == {}


def test_transfer_within_the_year():
    register = register_of({"placement": OVERFLOW}, {"grade": 5})
    register.transfer(np.array([0, 1]), np.array([1, 3]))
    assert state(register, 0) == (ENROLLED, 1, 2, CONTINUING)
    assert state(register, 1) == (ENROLLED, 3, 5, CONTINUING)
    assert flows(register) == {"n_transfer_out": [(0, 2), (0, 5)], "n_transfer_in": [(1, 2), (3, 5)]}


def test_only_pupils_repeat():
    register = register_of({}, {"status": DROPPED_OUT}, {"is_repeating": 1}, {})
    register.mark_repeating(np.array([True, True, False, False]))
    assert register.children["is_repeating"].tolist() == [1, 0, 0, 0]
    assert flows(register) == {}


def test_leaving():
    register = register_of({}, {"grade": 9, "school": 1}, WAITS, {"status": DROPPED_OUT}, {})
    register.request_leave(np.array([0, 1, 2, 3]), np.array([DIED, MOVED_AWAY, DIED, MOVED_AWAY]))
    assert register.children["status"].tolist() == [LEFT] * 4 + [ENROLLED]
    assert register.children["leaving"].tolist() == [DIED, MOVED_AWAY, DIED, MOVED_AWAY, 0]
    assert flows(register) == {
        "n_out_before": [(0, 2), (1, 9)],
        "n_deaths": (0, 2),
    }  # deaths are part of the leavers
    assert len(register.children) == 5  # rows go at the end of the year
    register.request_household_leave(np.array([1]), DISSOLVED)
    assert register.households["leaving"].tolist() == [0, DISSOLVED]
    assert register.children["leaving"][4] == 0


def test_one_reason_for_all():
    register = register_of({}, {})
    register.request_leave(np.array([0, 1]), DIED)
    assert flows(register) == {"n_out_before": [(0, 2)] * 2, "n_deaths": [(0, 2)] * 2}


def test_children_sent_away_are_counted_at_their_zone_school():
    register = register_of({})
    register.count_sent_away(np.array([1, 1, 2]), np.array([7, 7, 1]))
    assert flows(register) == {"n_overflow_out": [(1, 7), (1, 7), (2, 1)]}


STEPS = {
    "enrol": (lambda r, i: r.enrol(i, np.full(len(i), 1), np.full(len(i), IN_ZONE)), {WAITING, ENROLLED}),
    "drop_out": (lambda r, i: r.drop_out(i, np.full(len(i), BY_OTHER)), {ENROLLED}),
    "come_back": (lambda r, i: r.come_back(i, np.ones(N_SCHOOLS, bool)), {DROPPED_OUT}),
    "transfer": (lambda r, i: r.transfer(i, np.full(len(i), 1)), {ENROLLED}),
}


@pytest.mark.parametrize("status", range(6), ids=STATUS_NAMES)
@pytest.mark.parametrize("step", STEPS)
def test_arrows_there_are_and_are_not(step, status):
    act, allowed = STEPS[step]
    good = min(allowed)
    register = register_of({"status": good}, {"status": status}, {"status": good})
    before = [state(register, row) for row in range(3)]
    if status in allowed:
        act(register, np.arange(3))
        assert state(register, 1) != before[1]
    else:
        with pytest.raises(ValueError, match=f"a child that is {STATUS_NAMES[status]} cannot take this step"):
            act(register, np.arange(3))
        assert [state(register, row) for row in range(3)] == before  # all or nothing
        assert flows(register) == {}


@pytest.mark.parametrize("step", STEPS)
def test_nobody_is_no_error(step):
    register = register_of({"status": LEFT})
    STEPS[step][0](register, np.array([], np.int64))
    assert flows(register) == {}
    assert state(register) == (LEFT, 0, 2, CONTINUING)
