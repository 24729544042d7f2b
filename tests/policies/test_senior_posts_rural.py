"""Effect contract of senior_posts_rural: senior posts go to rural schools, the county's total stays."""

from dataclasses import replace

from sim.policies.senior_posts_rural import SeniorPostsRural
from sim.rules.rulebook import Rulebook
from tests.policies.counties import county

BOOK = Rulebook()


def amended(book=BOOK, year=2020, **values):
    return SeniorPostsRural(**values).amend(year, county({"id": "A"}), book)


def test_ratio_priority_and_credit_from_their_year_on():
    assert amended() == {
        "rural_senior_ratio": 1.2, "title_priority_rural_years": 3, "rotation_credit_years": 1,
    }  # fmt: skip
    assert amended(strength=0.5, ratio=1.4) == {"rural_senior_ratio": 0.7}
    assert amended(year=2017) == amended(strength=0.0) == {}


def test_a_higher_ratio_stays():
    assert amended(replace(BOOK, rural_senior_ratio=1.5))["rural_senior_ratio"] == 1.5
