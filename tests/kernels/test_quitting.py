"""How likely a teacher quits, by hand."""

import pytest

from sim.kernels.quitting import MOST_YEARS_HERE, odds_by_age, quit_probability


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
    of_age = odds_by_age(60, odds_10_years=0.5, odds_5_years_here=0.8)[age, min(years_here, MOST_YEARS_HERE)]
    assert quit_probability(0.2, odds, of_age) == pytest.approx(expected)


def test_nobody_quits_at_a_rate_of_zero():
    assert quit_probability(0.0, 1.0, 2.0) == 0.0
