"""Effect contract of special_posts: intake by county, what rural schools lack, and who stays after three years."""

from dataclasses import replace

import pytest

from sim.policies.special_posts import SpecialPosts
from sim.rules.rulebook import Rulebook
from tests.policies.counties import county
from tests.worlds import run

BOOK = Rulebook()


def amended(book=BOOK, year=2020, **values):
    return SpecialPosts(**values).amend(year, county({"id": "A"}), book)


def test_the_intake_from_its_year_on():
    assert amended() == {"special_posts_intake": 15, "special_contract_years": 3}
    assert amended(intake=9, strength=0.5, contract_years=2) == {
        "special_posts_intake": 4,
        "special_contract_years": 2,
    }
    assert amended(year=2017) == {}
    assert amended(strength=0.0) == amended(intake=0) == amended(intake=4, strength=0.1) == {}


def test_it_comes_on_top_of_what_the_rulebook_has():
    assert amended(replace(BOOK, special_posts_intake=2))["special_posts_intake"] == 17


@pytest.fixture(scope="module")
def lived():
    return run("tonghua", (SpecialPosts(intake=10),), years=5)[1]


def test_the_flows_of_five_years(lived):
    """Three intakes at most are there; those of 2018 end in the summer of 2021."""
    staff = lived["staff"].groupby("year")[["n_special_hired", "n_special_stayed", "n_contract_ended"]].sum()
    n_counties = lived["staff"]["county"].nunique()
    assert (staff["n_special_hired"] <= 10 * n_counties).all()
    assert staff["n_special_hired"].loc[2018:].gt(0).all()
    assert staff["n_special_hired"].loc[2017] == 0
    assert staff.loc[:2020, ["n_special_stayed", "n_contract_ended"]].to_numpy().sum() == 0
    ended = staff["n_special_stayed"].loc[2021] + staff["n_contract_ended"].loc[2021]
    assert 0.7 * staff["n_special_hired"].loc[2018] <= ended <= staff["n_special_hired"].loc[2018]


def test_they_are_told_by_school(lived):
    there = lived["school"].groupby("year")["n_special"].sum()
    hired = lived["staff"].groupby("year")["n_special_hired"].sum()
    assert there.loc[2018] == hired.loc[2018]
    assert 0.8 * hired.loc[2018:2019].sum() <= there.loc[2019] <= hired.loc[2018:2019].sum()
