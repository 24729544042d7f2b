"""Planners' look-ahead: children by township, and warning levels of seats."""

import numpy as np
import pytest

from sim.indicators.lookahead import children_by_township, seat_warnings
from tests.indicators.hand import resident_rows, tables


def test_children_by_township_and_year():
    found = children_by_township(tables()["township_age"])
    assert found.to_dict("list") == {
        "year": [2017, 2017, 2017, 2018, 2018, 2018],
        "county": ["a", "a", "b", "a", "a", "b"],
        "township": ["a1", "a2", "b1", "a1", "a2", "b1"],
        "children_3_5": [20, 0, 10, 0, 0, 0],
        "children_15_17": [0, 10, 0, 0, 0, 0],
    }


def test_zone_kinds_of_a_township_are_taken_together_and_neighbouring_ages_left_out():
    rows = [
        (2017, "a", "a1", zone, age, n)
        for zone, age, n in (
            ("town", 2, 100), ("town", 3, 1), ("village", 5, 2), ("village", 6, 100), ("town", 14, 100),
            ("town", 15, 4), ("village", 17, 8), ("town", 18, 100),
        )
    ]  # fmt: skip
    found = children_by_township(resident_rows(rows))
    assert found[["children_3_5", "children_15_17"]].to_numpy().tolist() == [[3, 12]]


def test_seats_are_warned_of_by_county_zone_kind_and_stage():
    found = seat_warnings(tables()).query("year == 2017").set_index(["county", "zone_kind", "stage"])
    # a, town: primary 200 of 180 seats, junior 58 of 50; a, village 30 of 90; b, town 0 of 45; b, urban 20 of 45
    assert found["gap"].to_dict() == {
        ("a", "town", "primary"): 20, ("a", "town", "junior"): 8, ("a", "village", "primary"): -60,
        ("b", "town", "primary"): -45, ("b", "urban", "primary"): -25,
    }  # fmt: skip
    assert found.loc[("a", "town", "primary"), "gap_share"] == pytest.approx(20 / 180)
    assert found["level_short"].to_dict() == {
        ("a", "town", "primary"): "red", ("a", "town", "junior"): "red", ("a", "village", "primary"): "none",
        ("b", "town", "primary"): "none", ("b", "urban", "primary"): "none",
    }  # fmt: skip
    assert found["level_spare"].to_dict() == {
        ("a", "town", "primary"): "none", ("a", "town", "junior"): "none", ("a", "village", "primary"): "red",
        ("b", "town", "primary"): "red", ("b", "urban", "primary"): "red",
    }  # fmt: skip


def test_pupils_without_any_seat_are_a_red_warning():
    schools = [(2017, "a", "t1", "primary", "town", "primary", 5, 0, {})]
    grades = [(2017, "a", "t1", 1, "town", 5, 1, {})]
    found = seat_warnings(tables(grades, schools, [], [(2017, "a", 1, 0, {})], [], []))
    assert found[["gap", "gap_share", "level_short", "level_spare"]].to_numpy().tolist() == [
        [5, np.inf, "red", "none"]
    ]
