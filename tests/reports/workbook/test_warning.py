"""The warning levels of seats over runs."""

import numpy as np

from sim.indicators.seat_warnings import WarningRule
from sim.reports.workbook.warning import warning_chances, warning_levels


def levels(statistic, pupils, seats, rule=None):
    over_runs = {"pupils": np.array(pupils, float), "seats": np.array(seats, float)}
    return warning_levels(statistic, over_runs, rule or WarningRule()).tolist()


SEATS = [[100] * 3] * 6
# Middle and largest of three runs, of 100 seats.
PUPILS = [[40, 50, 64], [90, 94, 95], [90, 96, 100], [99, 101, 105], [100, 110, 130], [111, 111, 111]]


def test_levels_of_seats_short():
    assert levels("short_p50", PUPILS, SEATS) == ["none", "none", "yellow", "orange", "orange", "red"]
    assert levels("short_p90", PUPILS, SEATS) == ["none", "none", "yellow", "orange", "red", "red"]


def test_levels_of_seats_spare():
    # 100 - 50 is not more than half; of the largest share spare, 60, it is.
    assert levels("spare_p50", PUPILS, SEATS) == ["orange", "none", "none", "none", "none", "none"]
    assert levels("spare_p90", PUPILS, SEATS) == ["red", "none", "none", "none", "none", "none"]
    assert levels("spare_p50", [[79, 79, 79], [80, 80, 80], [64, 64, 64]], [[100] * 3] * 3) == [
        "yellow",
        "none",
        "orange",
    ]


def test_the_base_is_judged_by_the_same_rule():
    assert levels("base_short_p50", PUPILS, SEATS) == levels("short_p50", PUPILS, SEATS)
    assert levels("base_spare_p50", PUPILS, SEATS) == levels("spare_p50", PUPILS, SEATS)


def test_pupils_without_any_seat_are_red_and_nothing_is_no_data():
    pupils, seats = [[5, 5, 5], [0, 0, 0], [0, 5, 5]], [[0] * 3] * 3
    assert levels("short_p50", pupils[:2], seats[:2]) == ["red", "no_data"]
    assert levels("spare_p50", pupils[:2], seats[:2]) == ["none", "no_data"]


def test_of_twenty_runs_the_highest_does_not_warn_alone():
    # P90 of twenty values lies between the second and the third highest.
    assert levels("short_p90", [[90] * 18 + [150, 150]], [[100] * 20]) == ["yellow"]  # 96
    assert levels("short_p90", [[90] * 19 + [150]], [[100] * 20]) == ["none"]


def test_the_chance_of_any_warning():
    over_runs = {"pupils": np.array([[94, 96, 101, 111], [81, 79, 60, 40], [0, 0, 0, 5]]),
                 "seats": np.array([[100.0] * 4, [100.0] * 4, [0.0] * 4])}  # fmt: skip
    rule = WarningRule()
    assert warning_chances("short_chance", over_runs, rule).tolist() == [0.75, 0.0, 0.25]
    assert warning_chances("spare_chance", over_runs, rule).tolist() == [0.0, 0.75, 0.0]


def test_a_rule_of_the_user():
    rule = WarningRule(
        {"short": {"red": 0.3, "orange": 0.2, "yellow": 0.1}, "spare": WarningRule().above["spare"]}
    )
    assert levels("short_p50", [[131] * 3, [121] * 3, [111] * 3, [110] * 3], SEATS[:4], rule) == [
        "red", "orange", "yellow", "none",
    ]  # fmt: skip
