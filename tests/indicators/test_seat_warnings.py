"""The rule of the seat warning."""

import numpy as np
import pytest

from sim.indicators.seat_warnings import LEVELS, SIDES, USUAL, WarningRule, share_short


@pytest.mark.parametrize(
    ("share", "level"),
    [
        (0.11, "red"), (np.inf, "red"), (0.10, "orange"), (0.001, "orange"), (0.0, "yellow"), (-0.049, "yellow"),
        (-0.05, "none"), (-1.0, "none"), (np.nan, "no_data"),
    ],
)  # fmt: skip
def test_a_level_holds_above_its_threshold(share, level):
    assert WarningRule().levels("short", share) == level


def test_levels_of_many_shares_at_once():
    assert WarningRule().levels("spare", np.array([[0.6, -0.5], [0.4, 0.3]])).tolist() == [
        ["red", "none"],
        ["orange", "yellow"],
    ]


def test_thresholds_fall_and_tell_where_they_come_from():
    for side in SIDES:
        values = [USUAL[side][level].value for level in LEVELS]
        assert values == sorted(values, reverse=True)
    assert [one.confidence for one in USUAL["short"].values()] == ["assumption", "read", "assumption"]
    assert {one.confidence for one in USUAL["spare"].values()} == {"assumption"}


def test_shares():
    assert share_short(np.array([110, 5, 40]), np.array([100, 0, 100])).tolist() == [0.1, np.inf, -0.6]
    assert np.isnan(share_short(np.array([0]), np.array([0]))).all()


def test_the_rule_is_told_with_its_numbers():
    said = WarningRule().meaning
    assert "red above 10%" in said.en
    assert "高于50%为红色" in said.zh
    assert "用户填报" in WarningRule(WarningRule().above, True).meaning.zh
