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


FLOWS = ["n_special_hired", "n_special_stayed", "n_contract_ended"]
INTAKE = 10


@pytest.fixture(scope="module")
def more():
    """Return what the lever adds in five years: flows and special-post teachers by year, and the counties."""
    both = [run("tonghua", levers, years=5)[1] for levers in ((), (SpecialPosts(intake=INTAKE),))]
    plain, changed = (
        tables["staff"].groupby("year")[FLOWS].sum().join(tables["school"].groupby("year")["n_special"].sum())
        for tables in both
    )
    return (changed.astype(int) - plain.astype(int)), both[0]["staff"]["county"].nunique()


def test_the_flows_of_five_years(more):
    """Those of 2018 decide in the summer of 2021, less who quit before."""
    added, n_counties = more
    hired = added["n_special_hired"]
    assert hired.loc[2017] == 0
    assert hired.loc[2018:].between(1, INTAKE * n_counties).all()
    ended = added["n_special_stayed"] + added["n_contract_ended"]
    assert ended.loc[:2020].tolist() == [0, 0, 0, 0]
    assert 0.7 * hired.loc[2018] <= ended.loc[2021] <= hired.loc[2018]


def test_they_are_told_by_school(more):
    added, _ = more
    hired, there = added["n_special_hired"].cumsum(), added["n_special"]
    assert there.loc[2018] == hired.loc[2018]
    assert (there.loc[2019:2020] <= hired.loc[2019:2020]).all()
    assert (there.loc[2019:2020] >= 0.85 * hired.loc[2019:2020]).all()
    assert there.loc[2021] < hired.loc[2021] - 0.7 * hired.loc[2018]
