"""The warning level of seats over runs."""

import numpy as np

from sim.reports.workbook.warning import warning_levels


def levels(short, seats):
    return warning_levels(np.array(short, float), np.array(seats, float))


def test_levels_over_three_runs():
    # Shares of each row: middle and largest of three runs.
    short = [[0, 0, 0], [0, 0, 1], [0, 1, 1], [0, 10, 30], [0, 11, 12], [30, 30, 30]]
    assert levels(short, [[100] * 3] * 6) == ["none", "yellow", "orange", "orange", "red", "red"]


def test_a_gap_without_any_seat_is_a_whole_one():
    assert levels([[5, 5, 5], [0, 0, 0]], [[0, 0, 0], [0, 0, 0]]) == ["red", "none"]


def test_of_twenty_runs_the_two_highest_do_not_warn_alone():
    # P90 of twenty values lies between the second and the third highest.
    assert levels([[0] * 18 + [50, 50]], [[100] * 20]) == ["yellow"]
    assert levels([[0] * 19 + [50]], [[100] * 20]) == ["none"]
