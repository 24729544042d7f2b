"""Children of a year to come, and rooms dealt to schools, by hand."""

import numpy as np

from sim.kernels import planning

ONE = np.ones((1, 4))


def children(*counts: int) -> np.ndarray:
    return np.array([counts])


def test_children_grow_older_and_the_unborn_are_as_many_as_the_youngest():
    assert planning.carried_on(children(5, 6, 7, 8), ONE, 0).tolist() == [[5, 6, 7, 8]]
    assert planning.carried_on(children(5, 6, 7, 8), ONE, 2).tolist() == [[5, 5, 5, 6]]


def test_cohorts_change_as_they_did():
    """Of 10 aged 0 a year ago 8 are here at age 1; of 10 aged 1, 12 at age 2; nobody was 2."""
    ratio = planning.change_ratios([children(4, 8, 12, 3), children(10, 10, 0, 9)])
    assert ratio.tolist() == [[1.0, 0.8, 1.2, 1.0]]
    assert planning.carried_on(children(10, 20, 30, 40), ratio, 2).tolist() == [[10.0, 8.0, 9.6, 24.0]]


def test_years_of_change_are_pooled():
    """10 of 20, then 30 of 20: together 40 of 40."""
    censuses = [children(0, 30), children(20, 10), children(20, 5)]
    assert planning.change_ratios(censuses).tolist() == [[1.0, 1.0]]


def test_without_a_census_before_nobody_comes_or_goes():
    assert planning.change_ratios([children(1, 2)]).tolist() == [[1.0, 1.0]]


def test_ages_of_the_stages():
    ages = np.zeros((1, 15), int)
    ages[0] = np.arange(15)
    assert planning.by_stage(ages).tolist() == [[6 + 7 + 8 + 9 + 10 + 11, 12 + 13 + 14]]


def test_rooms_of_a_nine_year_school_go_by_classes():
    rooms = planning.split_rooms(
        np.array([10, 10, 12, 5]), np.array([[6, 0], [0, 3], [6, 3], [0, 0]]),
        np.array([[True, False], [False, True], [True, True], [True, True]]),
    )  # fmt: skip
    assert rooms.tolist() == [[10, 0], [0, 10], [8, 4], [2, 3]]


def test_rooms_go_where_most_are_missing_to_the_fullest_school():
    """Area 0 lacks 1 primary, area 1 lacks 3; there B has 60 a class, C 50: B, then C (B has 40), then B."""
    missing = np.array([[1, 0], [3, 0]])
    pupils, classes = np.array([[40, 0], [120, 0], [100, 0]]), np.array([[1, 0], [2, 0], [2, 0]])
    may, area = np.array([[True, False]] * 3), np.array([0, 1, 1])
    dealt = [planning.deal_rooms(missing, pupils, classes, may, area, most).tolist() for most in range(6)]
    # after the second room area 1 lacks one as area 0 does: the lower row comes first
    assert dealt == [[0, 0, 0], [0, 1, 0], [0, 1, 1], [1, 1, 1], [1, 2, 1], [1, 2, 1]]


def test_an_area_without_a_school_to_extend_gets_nothing():
    missing, may = np.array([[2, 2]]), np.array([[True, False]])
    assert planning.deal_rooms(missing, np.ones((1, 2)), np.ones((1, 2)), may, np.array([0]), 9).tolist() == [
        2
    ]
