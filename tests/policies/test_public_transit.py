"""Where public_transit orders lines, by hand; and its effect contract with the same luck as do_nothing."""

import pytest

from sim.policies.public_transit import PublicTransit
from sim.rules.orders import OpenTransitLine
from sim.rules.rulebook import Rulebook
from sim.rules.seen import LineSeen
from tests.policies.roads_of_need import along_a_road
from tests.worlds import fingerprint, run

BOOK = Rulebook()
BESIDE = (0.5, (0, 0, 0), 5.0)  # a settlement half a kilometre from the schools
FAR, NEARER = (12.0, (5, 5, 9), 41.0), (9.0, (0, 9, 0), 36.0)


def orders(*needs, schools=None, lines=(), planned=(), year=2020, **values):
    view = along_a_road(*needs, schools=schools, lines=lines, planned=planned, year=year - 1)
    return PublicTransit(**values).orders(year, view, BOOK)


LINE = OpenTransitLine("transit 220502 100 2020-1", 2021, (101, 102, 100), 1, 54)


def test_a_line_ends_beside_the_schools():
    assert orders(BESIDE, FAR, NEARER) == (LINE,)
    assert orders(BESIDE, FAR) == ()  # 19 pupils
    assert orders(BESIDE, FAR, least_pupils=19)[0].stops == (101, 100)
    assert orders(BESIDE, FAR, NEARER, year_first=2021) == ()


def test_pupils_of_schools_beside_each_other_count_together():
    two = ({"id": "A"}, {"id": "J", "kind": "junior", "x": 0.8})
    assert orders(BESIDE, (*FAR, 0), (*NEARER, 1), schools=two) == (LINE,)
    apart = ({"id": "A"}, {"id": "J", "kind": "junior", "x": 20.0})
    assert orders(BESIDE, (*FAR, 0), (*NEARER, 1), schools=apart) == ()


def test_no_line_to_a_school_far_from_any_settlement():
    assert orders(FAR, NEARER) == ()
    assert orders((1.4, (0, 0, 0), 9.0), FAR, NEARER) != ()  # 1.9 km by road
    assert orders((1.6, (0, 0, 0), 9.0), FAR, NEARER) == ()


def test_served_places_get_no_second_line():
    runs = LineSeen("T", "", (101, 102, 100), 1, 54, 30, 0)
    assert orders(BESIDE, FAR, NEARER, lines=(runs,)) == ()
    assert orders(BESIDE, FAR, NEARER, planned=(LINE,)) == ()


def test_strength_and_the_lines_of_a_year():
    two_sides = (BESIDE, (12.0, (25, 0, 0), 41.0), (-12.0, (30, 0, 0), 41.0))
    assert [order.stops for order in orders(*two_sides)] == [(102, 100), (101, 100)]
    assert len(orders(*two_sides, strength=0.5)) == len(orders(*two_sides, most_lines_per_year=1)) == 1
    assert orders(*two_sides, strength=0.0) == ()


YEARS = 4


@pytest.fixture(scope="module")
def without():
    return run("tonghua", years=YEARS)


def test_pupils_ride_and_fewer_are_beyond_the_limit(without):
    _, records = run("tonghua", (PublicTransit(),), years=YEARS, check=True)
    a, b = (r["school_grade"].query("year >= 2019").groupby("year")[["n_over_limit", "n_transit"]].sum()
            for r in (without[1], records))  # fmt: skip
    assert (b.n_transit > 500).all()
    assert (b.n_over_limit < a.n_over_limit).all()
    told = records["order_events"]
    assert set(told.kind) == {"open_transit_line"}
    assert set(told.event) == {"paid", "carried_out"}
    assert records["orders"].groupby(["year", "county"]).size().max() <= 3


def test_zero_strength_is_do_nothing_bit_for_bit(without):
    region, records = run("tonghua", (PublicTransit(strength=0.0),), years=YEARS)
    assert fingerprint(region) == fingerprint(without[0])
    assert all(records[name].equals(without[1][name]) for name in records)
