"""What is kept of places given by right, by hand."""

import numpy as np

from sim.kernels.codes import BEYOND_SEATS, BY_CHOICE, BY_ZONE, IN_ZONE, OUTCOME_NAMES, OVERFLOW, OWN_SCHOOL
from sim.kernels.lines import standing_pairs
from sim.kernels.placing import (
    first_wishes,
    may_exceed,
    may_overflow,
    rules_and_groups,
    take_places,
    ways_of_coming,
)

# five applicants: two wishes, one, none, one, one; the scores of the third pair and the last are of no right
FIRST = np.array([0, 2, 3, 3, 4, 5])
SCHOOL = np.array([2, 0, 1, 1, 0], np.int32)
SCORE = np.array([3.0, 1.0, np.inf, 5.0, np.inf])
GRADE = np.array([1, 7, 1, 9, 2], np.uint8)
NOT_YET = 255


def test_who_got_a_seat_is_placed_and_told_how():
    pair = np.array([1, -1, -1, 3, 4])
    placed, outcome = np.full(5, -1, np.int32), np.full(5, NOT_YET, np.uint8)
    placed[1], outcome[1] = 4, BEYOND_SEATS  # placed before: stays as it is
    pupils = np.zeros((5, 9), np.int64)
    continues, has_choice = np.array([0, 0, 0, 1, 0], bool), np.array([1, 0, 0, 1, 0], bool)
    take_places(pair, SCHOOL, GRADE, continues, has_choice, placed, outcome, pupils)
    assert placed.tolist() == [0, 4, -1, 1, 0]
    assert outcome.tolist() == [BY_CHOICE, BEYOND_SEATS, NOT_YET, OWN_SCHOOL, BY_ZONE]
    assert np.argwhere(pupils).tolist() == [[0, 0], [0, 1], [1, 8]]
    assert pupils.sum() == 3
    assert len(OUTCOME_NAMES) < NOT_YET


def test_newcomers_refused_wherever_they_asked_are_not_placed_elsewhere():
    placed, nobody = np.array([-1, -1, -1, 2, -1]), np.zeros(5, bool)
    # the third asked nowhere, the fourth has a place
    assert may_overflow(FIRST, SCORE, nobody, placed).tolist() == [0, 2]
    assert may_overflow(FIRST, SCORE, ~nobody, placed).tolist() == [0, 1, 2, 4]


def test_a_sure_place_is_that_of_who_goes_on_and_of_local_children_where_nothing_stops_it():
    placed, county = np.array([-1, -1, -1, -1, 3]), np.array([0, 1, 1, 0, 0], np.int16)
    continues, is_local = np.array([0, 0, 1, 0, 1], bool), np.array([1, 1, 0, 0, 1], bool)
    has_zone, has_stop = np.ones(5, bool), np.array([0, 1])
    assert may_exceed(placed, continues, is_local, has_zone, county, has_stop).tolist() == [0, 2]
    has_zone[0] = False
    assert may_exceed(placed, continues, is_local, has_zone, county, has_stop).tolist() == [2]


def test_who_is_placed_elsewhere_otherwise_than_by_right_is_sent_away():
    placed, wish = np.array([4, 4, -1, 4, 4], np.int32), np.array([4, 3, 3, 3, -1], np.int32)
    outcome, how = np.array([OWN_SCHOOL, 3, NOT_YET, BY_ZONE, 3], np.uint8), np.empty(5, np.uint8)
    way_of = np.full(256, OVERFLOW, np.uint8)
    way_of[[OWN_SCHOOL, BY_ZONE]] = IN_ZONE
    found, away = ways_of_coming(placed, outcome, wish, way_of, how)
    assert how.tolist() == [IN_ZONE, OVERFLOW, OVERFLOW, IN_ZONE, OVERFLOW]
    assert (found, away.tolist()) == (4, [1])


def test_first_wishes_and_groups_told():
    wish, told = np.zeros(5, np.int32), np.zeros(5, np.int16)
    first_wishes(FIRST, SCHOOL, np.array([9, 9, 8, 9, 9]), wish)
    assert wish.tolist() == [2, 1, 8, 1, 0]
    group, rule = np.array([3, 0, -1, 1, 2], np.int16), np.array([0, 0, 1, 1, 0], np.int16)
    continues = np.array([0, 0, 0, 0, 1], bool)
    asked, of_school, by = np.array([2, 1, -1, 1, 0]), np.array([[0, 1, 1], [0, 0, 1]]), np.zeros(5, np.int16)
    rules_and_groups(
        FIRST, group, rule, np.array([2, 6]), continues, 1, GRADE, asked, of_school, by, told
    )  # fmt: skip
    assert told.tolist() == [5, 1, 1, 7, 0]
    assert by.tolist() == [1, 0, -1, 0, 0]


def test_pairs_that_stand_in_line():
    begin, stands = np.zeros(6, np.int64), np.array([1, 1, 1, 0, 1], bool)
    pair, cell = standing_pairs(FIRST, SCHOOL, SCORE, GRADE, stands, begin)
    assert pair.tolist() == [0, 1]
    assert cell.tolist() == [18, 0]
    assert begin.tolist() == [0, 2, 2, 2, 2, 2]
