"""How likely a teacher quits, by hand."""

import numpy as np
import pytest

from sim.kernels.quitting import quit_probability


@pytest.mark.parametrize(
    ("age", "years_here", "odds", "expected"),
    [
        (40, 10, 1.0, 0.2),  # odds of 0.25
        (50, 10, 1.0, 0.125 / 1.125),
        (30, 10, 1.0, 0.5 / 1.5),
        (40, 5, 1.0, 0.3125 / 1.3125),
        (40, 20, 1.0, 0.16 / 1.16),
        (40, 35, 1.0, 0.16 / 1.16),  # no further after twenty years
        (50, 15, 0.6, 0.06 / 1.06),
    ],
)
def test_odds_by_age_years_and_money(age, years_here, odds, expected):
    found = quit_probability(
        np.array([0.2]), np.array([age]), np.array([years_here]), np.array([odds]),
        odds_10_years=0.5, odds_5_years_here=0.8,
    )  # fmt: skip
    assert found == pytest.approx([expected])


def test_nobody_quits_at_a_rate_of_zero():
    found = quit_probability(
        np.array([0.0]),
        np.array([25]),
        np.array([0]),
        np.array([1.0]),
        odds_10_years=0.5,
        odds_5_years_here=0.8,
    )
    assert found.tolist() == [0.0]
