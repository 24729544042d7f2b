"""What events tell of the years ahead, and what they move, on grades worked by hand."""

import numpy as np
import pytest

from sim.calibration.backtest.history import Event, History
from sim.calibration.backtest.known_events import first_sizes, known_grades, with_events
from sim.kernels.cohort_features import townships_of_schools
from sim.kernels.cohorts import Expected
from tests.kernels.test_cohorts import plain

GRADES = ("g1", "g2")
UNKNOWN, NOT, TAUGHT = -1, 0, 1


def history(pupils, *events) -> History:
    pupils = np.array(pupils, float)
    years = np.arange(2021 - pupils.shape[1], 2021)
    return History("made", tuple("abcd"[: len(pupils)]), years, GRADES, pupils, events=events)


def test_events_hold_from_their_year_until_the_next_of_the_same_school():
    two = history([[[30, 30]] * 4] * 2, Event("a", 2023, ()), Event("a", 2022, ("g1",)))
    assert known_grades(two, 4)[:, 0].tolist() == [[UNKNOWN] * 2, [TAUGHT, NOT], [NOT, NOT], [NOT, NOT]]
    assert (known_grades(two, 4)[:, 1] == UNKNOWN).all()
    assert known_grades(two, 2)[:, 0].tolist() == [[UNKNOWN] * 2, [TAUGHT, NOT]]


def test_events_of_the_past_and_of_other_schools_say_nothing_of_the_years_ahead():
    told = history([[[30, 30]] * 4], Event("a", 2020, ()), Event("a", 2018, ("g1",)), Event("z", 2021, ()))
    assert (known_grades(told, 3) == UNKNOWN).all()


def test_new_schools_start_as_those_of_the_past_and_a_school_that_comes_back_is_not_new():
    nothing = [np.nan, np.nan]
    told = history(
        [
            [[60, 60]] * 5,
            [nothing, nothing, [20, 0], [30, 20], [30, 30]],
            [[70, 70], [0, 0], [80, 80], [80, 80], [80, 80]],
        ]
    )
    assert first_sizes(told).tolist() == [20, 30]  # no second grade opened: half of the median, 60
    assert first_sizes(history([[[60, 0]] * 4])).tolist() == [30, 0]


def happened(known, pupils, promoted, sizes=(20.0, 20.0), townships=None, is_entry=None):
    """Return pupils expected, and which cells are entries, once events have happened to schools with pupils."""
    pupils = np.array(pupils, float)
    cohorts = plain(
        len(pupils), 2, townships=None if townships is None else townships_of_schools(np.array(townships))
    )
    entry = np.tile([True, False], (len(pupils), 1)) if is_entry is None else np.array(is_entry)
    expected = Expected(np.array(promoted, float), pupils, np.zeros(pupils.shape), entry)
    has_pupils = (pupils.sum(1, keepdims=True) > 0) | (np.array(promoted).sum(1, keepdims=True) > 0)
    after = with_events(cohorts, expected, np.array(known, np.int8), has_pupils, np.array(sizes))
    return after.pupils, after.is_entry


CLOSED, AS_IT_IS = [NOT, NOT], [UNKNOWN, UNKNOWN]


def test_pupils_of_a_closed_school_go_to_the_others_by_size():
    pupils, _ = happened(
        [CLOSED, AS_IT_IS, AS_IT_IS], [[30, 15], [30, 20], [60, 40]], [[0, 15], [0, 20], [0, 40]]
    )
    assert pupils == pytest.approx(np.array([[0, 0], [40, 25], [80, 50]]))


def test_a_small_school_left_alone_at_most_doubles():
    pupils, _ = happened([CLOSED, AS_IT_IS], [[300, 150], [30, 20]], [[0, 150], [0, 20]])
    assert pupils == pytest.approx(np.array([[0, 0], [60, 40]]))


def test_a_new_school_at_most_halves_its_neighbours():
    pupils, _ = happened([[TAUGHT, NOT], AS_IT_IS], [[0, 0], [30, 20]], [[0, 0], [0, 20]], sizes=(50.0, 50.0))
    assert pupils == pytest.approx(np.array([[50, 0], [15, 20]]))


def test_where_every_school_closes_nobody_is_left():
    pupils, _ = happened([CLOSED, CLOSED], [[30, 15], [30, 20]], [[0, 15], [0, 20]], townships=[1, 1])
    assert (pupils == 0).all()


def test_another_township_sees_nothing_of_it():
    pupils, _ = happened([CLOSED, AS_IT_IS, AS_IT_IS], [[30, 15]] * 3, [[0, 15]] * 3, townships=[1, 1, 2])
    assert pupils == pytest.approx(np.array([[0, 0], [60, 30], [30, 15]]))


def test_a_grade_that_opens_without_pupils_from_below_is_one_that_pupils_enter():
    # the first school opens its second grade: by its own pupils, or, where it had none, from elsewhere
    opens = [[UNKNOWN, TAUGHT], AS_IT_IS]
    _, by_own = happened(opens, [[30, 0], [30, 30]], [[0, 30], [0, 30]])
    _, from_elsewhere = happened(opens, [[30, 0], [30, 30]], [[0, 0], [0, 30]])
    assert by_own.tolist() == [[True, False]] * 2
    assert from_elsewhere.tolist() == [[True, True], [True, False]]


def test_those_who_stay_on_are_missed_where_they_would_have_entered_and_by_no_other_school():
    opens = [[UNKNOWN, TAUGHT], AS_IT_IS, AS_IT_IS]
    pupils, _ = happened(
        opens, [[24, 0], [30, 30], [0, 60]], [[0, 24], [0, 30], [0, 0]],
        is_entry=[[True, False], [True, False], [False, True]],
    )  # fmt: skip
    assert pupils == pytest.approx(np.array([[24, 24], [30, 30], [0, 36]]))


def test_a_grade_moved_takes_its_pupils_along():
    pupils, _ = happened(
        [[UNKNOWN, NOT], [UNKNOWN, TAUGHT]], [[30, 45], [30, 0]], [[0, 30], [0, 0]], townships=[1, 1]
    )
    assert pupils == pytest.approx(np.array([[30, 0], [30, 45]]))
