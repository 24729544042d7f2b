"""Effect contract of senior_posts_rural: senior posts go to rural schools, the county's total stays."""

from dataclasses import replace

import pytest

from sim.policies.senior_posts_rural import SeniorPostsRural
from sim.rules.rulebook import Rulebook
from tests.policies.counties import county
from tests.worlds import run

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


@pytest.fixture(scope="module")
def senior():
    """Return senior titles given in three years, all and at rural schools, and holders then: without, ratio, usual."""
    out = []
    for levers in ((), (SeniorPostsRural(credit_years=0),), (SeniorPostsRural(),)):
        tables = run("tonghua", levers, years=4)[1]
        given = tables["staff"][["n_promoted_senior", "n_promoted_senior_rural"]].sum().astype(int).tolist()
        out.append((*given, int(tables["school"].query("year == 2020")["n_senior_title"].sum())))
    return out


def test_rural_schools_get_more_of_as_many_posts(senior):
    (_, rural, holders), (_, rural_then, holders_then), _ = senior
    assert rural_then > 1.1 * rural
    assert holders_then == pytest.approx(holders, rel=0.02)


def test_town_teachers_without_a_guest_year_get_none(senior):
    """Nobody rotates here, so nobody of a town school has served at a rural one."""
    _, _, (given, rural, _) = senior
    assert given == rural > 0
