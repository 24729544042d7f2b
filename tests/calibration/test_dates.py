"""A stock between two censuses, by hand."""

import math
from datetime import date

import pytest

from sim.calibration.dates import at_day, census_before


def test_a_day_belongs_to_the_census_before_it():
    days = [date(2021, 8, 31), date(2021, 9, 1), date(2021, 12, 31), date(2022, 1, 1)]
    assert [census_before(day) for day in days] == [2020, 2021, 2021, 2021]


def test_on_the_day_of_a_census_its_own_figure():
    assert at_day({2021: 500}, date(2021, 9, 1)) == 500


def test_the_end_of_the_year_lies_a_third_of_the_way():
    # 121 days of 365: 1,000 x 0.8 ** (121 / 365)
    found = at_day({2021: 1_000, 2022: 800}, date(2021, 12, 31))
    assert found == pytest.approx(1_000 * 0.8 ** (121 / 365))
    assert found == pytest.approx(928.7, abs=0.05)


def test_half_the_days_give_the_geometric_mean():
    # 2024 is a leap year, but 1 September 2024 to 31 August 2025 has 365 days; 2023/24 has 366, half of them 183
    assert at_day({2023: 100, 2024: 400}, date(2024, 3, 2)) == pytest.approx(200)
    assert at_day({2023: 100, 2024: 400}, date(2024, 3, 2)) == pytest.approx(math.sqrt(100 * 400))


def test_a_census_that_is_not_there_is_not_made_up():
    with pytest.raises(KeyError):
        at_day({2021: 500}, date(2021, 12, 31))
