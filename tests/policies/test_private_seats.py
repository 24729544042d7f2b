"""Effect contract of private_seats, with the same luck, in Tonghua with private schools; and its rules, by hand."""

import pytest

from sim.policies import catalogue
from sim.policies.private_seats import PrivateSeats
from sim.rules.private_rules import LOCAL_FIRST, NEWCOMERS_FIRST
from sim.rules.rulebook import Rulebook
from sim.rules.view import View
from tests.policies.places import place_of
from tests.worlds import fingerprint, run

BOOK, YEARS = Rulebook(), 5


def amended(year: int = 2020, **values):
    return PrivateSeats(**values).amend(year, View("220502", year - 1), BOOK)


def test_the_share_is_bought_from_the_first_year_on():
    assert amended(2017) == {}
    assert amended(2018) == {"share_private_seats_bought": 0.5, "bought_seats_order": LOCAL_FIRST}
    assert amended(year_first=2021) == {}


def test_share_order_and_strength():
    assert amended(share_bought=0.8)["share_private_seats_bought"] == 0.8
    assert amended(order=NEWCOMERS_FIRST)["bought_seats_order"] == NEWCOMERS_FIRST
    assert amended(strength=0.5)["share_private_seats_bought"] == 0.25
    assert amended(strength=0.0) == amended(share_bought=0.0) == {}


def lived(*levers, beside: bool = True):
    others = [catalogue()[name]() for name in PrivateSeats.BESIDE] if beside else []
    return run("tonghua", [*others, *levers], years=YEARS, begin=place_of("private_seats"))


@pytest.fixture(scope="module")
def without():
    return lived()


def test_fewer_children_travel_beyond_the_limit_or_sit_beyond_the_seats(without):
    (_, before), (_, after) = without, lived(PrivateSeats())
    a, b = before["school_grade"], after["school_grade"]
    assert b.n_over_limit.sum() < a.n_over_limit.sum()
    assert b.n_over_capacity.sum() < a.n_over_capacity.sum()
    assert a[a.year < 2018].equals(b[b.year < 2018])


def test_zero_strength_changes_nothing_bit_for_bit(without):
    region, records = lived(PrivateSeats(strength=0.0))
    assert fingerprint(region) == fingerprint(without[0])
    assert all(records[name].equals(without[1][name]) for name in records)


def test_where_no_school_is_private_nothing_is_bought():
    others = [catalogue()[name]() for name in PrivateSeats.BESIDE]
    plain, bought = (run("tonghua", [*others, *more], years=3)[0] for more in ((), (PrivateSeats(),)))
    assert fingerprint(plain) == fingerprint(bought)
