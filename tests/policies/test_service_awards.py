"""Effect contract of service_awards: who is paid, and who comes first for titles."""

from dataclasses import replace

from sim.policies.service_awards import ServiceAwards
from sim.rules.rulebook import Rulebook
from tests.policies.counties import county
from tests.worlds import fingerprint, run

BOOK = Rulebook()
FIRST = {"long_service_years_senior": 20, "long_service_years_full_senior": 25}


def amended(book=BOOK, year=2020, **values):
    return ServiceAwards(**values).amend(year, county({"id": "A"}), book)


def test_the_award_from_its_year_on():
    award = {"service_award_yuan": 10_000, "service_award_years": 10}
    assert amended() == award | FIRST
    assert amended(strength=0.5, award_years=12) == {"service_award_yuan": 5_000, "service_award_years": 12}
    assert amended(award_yuan=0) == FIRST
    assert amended(year=2017) == amended(strength=0.0) == {}


def test_a_higher_award_stays():
    assert amended(replace(BOOK, service_award_yuan=20_000.0)) == FIRST


def test_awards_follow_those_who_complete_ten_years_and_hold_nobody():
    """Switched off, an effect on quitting changes no teacher; titles apart, which long service comes first for."""
    plain, before = run("tonghua", years=4)
    region, after = run("tonghua", (ServiceAwards(award_years=2),), years=4)
    assert before["staff"]["n_awarded"].sum() == 0
    assert after["staff"]["n_awarded"].sum() > 0
    assert fingerprint(region) == fingerprint(plain)
    assert sorted(region.teachers["uid"].tolist()) == sorted(plain.teachers["uid"].tolist())
