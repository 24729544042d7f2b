"""Effect contract of private_seats, with the same luck, in Tonghua with private schools; and its rules, by hand."""

import numpy as np
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
    assert amended(2018) == {
        "share_private_seats_bought": 0.5, "bought_seats_order": LOCAL_FIRST, "yuan_bought_seat_primary": 5000,
        "yuan_bought_seat_junior": 6000,
    }  # fmt: skip
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


def test_seats_are_paid_for_each_year_the_child_sits_there(without):
    """In the first year those that are bought; a year later those of the year before but for who left, too."""
    records = lived(PrivateSeats())[1]
    money = records["money"].query("kind == 'bought_seats'")
    rows = records["admission"]
    yearly = (rows.n_bought_seat * np.where(rows.grade > 6, 6000, 5000)).groupby(rows.year).sum()
    paid = money.groupby("year").yuan.sum()
    assert paid.index.tolist() == [2019, 2020, 2021]  # the lever's first cohort leaves none without a seat
    assert paid[2019] == yearly[2019] > 0
    for year in (2020, 2021):
        assert yearly[year] + 0.5 * paid[year - 1] < paid[year] <= yearly[year] + paid[year - 1]
    private = records["school"].query("ownership == 'private'").school_id
    assert set(money.school_id) <= set(private)
    running = records["money"].query("account == 'running' and side != 'memo'")
    sides = running.pivot_table(index=["year", "county"], columns="side", values="yuan", aggfunc="sum")
    assert (sides["in"] == sides["out"]).all()
    assert without[1]["money"].query("kind == 'bought_seats'").empty


def test_zero_strength_changes_nothing_bit_for_bit(without):
    region, records = lived(PrivateSeats(strength=0.0))
    assert fingerprint(region) == fingerprint(without[0])
    assert all(records[name].equals(without[1][name]) for name in records)


def test_where_no_school_is_private_nothing_is_bought():
    others = [catalogue()[name]() for name in PrivateSeats.BESIDE]
    plain, bought = (run("tonghua", [*others, *more], years=3)[0] for more in ((), (PrivateSeats(),)))
    assert fingerprint(plain) == fingerprint(bought)
