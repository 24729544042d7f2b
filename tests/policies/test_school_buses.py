"""Where school_buses orders lines, by hand; and its effect contract with the same luck as do_nothing."""

import dataclasses

import pytest

from sim.policies.school_buses import SchoolBuses
from sim.rules.orders import AddBuses, Close, EndLine, OpenBusLine
from sim.rules.rulebook import Rulebook
from sim.rules.seen import LineSeen
from tests.policies.roads_of_need import along_a_road
from tests.worlds import fingerprint, run

YEAR, BOOK = 2020, Rulebook()


def orders(*needs, year=YEAR, schools=None, lines=(), planned=(), **values):
    view = along_a_road(*needs, schools=schools, lines=lines, planned=planned, year=year - 1)
    return SchoolBuses(**values).orders(year, view, BOOK)


def opened(name, stops, buses=1, school="A", seats=19):
    return OpenBusLine(name, school, 2021, stops, buses, seats)


# 12 km straight are 16.2 by road: 29.5 minutes aboard at 33 km/h, and 3 of waiting
FAR, NEARER = (12.0, (4, 5, 0), 41.0), (9.0, (0, 6, 0), 32.0)


def test_a_line_from_the_far_end_past_the_nearer_place():
    assert orders(FAR, NEARER) == (opened("bus A 2020-1", (100, 101)),)
    assert orders(NEARER, FAR) == (opened("bus A 2020-1", (101, 100)),)
    assert orders(FAR, NEARER, lead_years=2)[0].year == 2022
    assert orders(FAR, NEARER, year_first=2021) == ()


def test_who_rides_half_an_hour_or_less_is_in_no_need_unless_beyond_the_limit():
    assert orders((8.0, (20, 0, 0), 29.0)) == ()
    assert orders((8.0, (20, 0, 0), 29.0), minutes_from=20) == (opened("bus A 2020-1", (100,), 2),)
    assert orders((8.0, (20, 0, 0), 29.0, 0, (8, 0, 0))) == (opened("bus A 2020-1", (100,)),)


def test_too_few_pupils_make_no_line():
    few = (12.0, (3, 4, 0), 41.0)
    assert orders(few) == ()
    assert orders(few, least_pupils=7) == (opened("bus A 2020-1", (100,)),)


def test_no_line_that_is_slower_than_what_there_is_or_too_long():
    assert orders((12.0, (9, 0, 0), 32.0)) == ()  # 29.5 + 3 minutes are no gain on 32
    assert orders((12.0, (9, 0, 0), 33.0)) == (opened("bus A 2020-1", (100,)),)
    assert orders(FAR, minutes_max=29) == ()


def test_buses_follow_pupils_and_what_a_line_begins_with():
    assert orders((12.0, (20, 19, 0), 41.0)) == (opened("bus A 2020-1", (100,), 3),)
    assert orders((12.0, (90, 0, 0), 41.0)) == (opened("bus A 2020-1", (100,), 3),)
    assert orders((12.0, (38, 0, 0), 41.0), seats_per_bus=54) == (
        opened("bus A 2020-1", (100,), 1, seats=54),
    )


def test_only_public_schools_that_stay():
    assert orders(FAR, schools=({"id": "A", "ownership": "private"},)) == ()
    assert orders(FAR, planned=(Close("A", 2021),)) == ()


def line(name="bus A 2018-1", stops=(100,), riders=9, turned_away=0, school="A"):
    return LineSeen(name, school, stops, 1, 19, riders, turned_away)


def test_a_place_that_is_served_gets_no_second_line():
    assert orders(FAR, lines=(line(),)) == ()
    assert orders(FAR, planned=(opened("bus A 2019-1", (100,)),)) == ()
    assert orders(FAR, lines=(line(stops=(101,)),)) == (opened("bus A 2020-1", (100,)),)


def test_more_buses_for_those_turned_away():
    assert orders(lines=(line(turned_away=4),)) == ()
    assert orders(lines=(line(turned_away=5),)) == (AddBuses("bus A 2018-1", 2021, 1),)
    assert orders(lines=(line(turned_away=20),)) == (AddBuses("bus A 2018-1", 2021, 2),)
    assert orders(lines=(line(turned_away=5),), planned=(AddBuses("bus A 2018-1", 2020, 1),)) == ()


def test_no_bus_is_bought_for_a_line_to_a_school_that_is_to_close():
    full = (line(turned_away=20),)
    assert orders(lines=full, planned=(Close("B", 2021),)) == (AddBuses("bus A 2018-1", 2021, 2),)
    assert orders(lines=full, planned=(Close("A", 2021),)) == ()


def test_a_line_ends_where_few_ride_for_two_censuses():
    def ends(*riders, school="A", **values):
        """Return the orders after censuses with so many riders, the latest first; None = the line did not run."""
        now, *before = (() if n is None else (line(riders=n, school=school),) for n in riders)
        views = [along_a_road(lines=lines, year=YEAR - 1) for lines in (now, *before)]
        view = dataclasses.replace(views[0], earlier=tuple(views[1:]))
        return SchoolBuses(**values).orders(YEAR, view, BOOK)

    end = (EndLine("bus A 2018-1", 2021),)
    assert ends(3, 3) == ends(0, 3, 9) == end
    assert ends(3) == ends(3, 4) == ends(4, 3) == ends(3, None) == ()
    assert ends(3, years_few=1) == ends(3, 9, years_few=1) == ends(5, 5, fewest_riders=6) == end
    assert ends(0, 0, school="") == ()  # transit is not its business


TWO = ({"id": "A"}, {"id": "B"})
NEEDS = ((12.0, (9, 0, 0), 41.0, 0), (12.0, (15, 0, 0), 41.0, 1))


def test_the_line_with_most_pupils_first_as_far_as_the_buses_go():
    assert [order.school_id for order in orders(*NEEDS, schools=TWO)] == ["B", "A"]
    assert [order.school_id for order in orders(*NEEDS, schools=TWO, most_buses_per_year=1)] == ["B"]
    more = orders(*NEEDS, schools=TWO, most_buses_per_year=1, lines=(line(stops=(), turned_away=6),))
    assert more == (AddBuses("bus A 2018-1", 2021, 1),)  # lines that run come before new ones


def test_strength_is_the_share_of_lines_opened():
    assert [order.school_id for order in orders(*NEEDS, schools=TWO, strength=0.5)] == ["B"]
    assert orders(*NEEDS, schools=TWO, strength=0.0, lines=(line(turned_away=9),)) == ()


YEARS = 5


@pytest.fixture(scope="module")
def without():
    return run("tonghua", years=YEARS)


@pytest.fixture(scope="module")
def with_buses():
    return run("tonghua", (SchoolBuses(),), years=YEARS, check=True)


def sums(records, *columns):
    return records["school_grade"].groupby("year")[list(columns)].sum()


def test_fewer_beyond_the_limit_and_fewer_boarders_from_the_first_lines_on(without, with_buses):
    names = ("n_over_limit", "n_boarders", "n_bus")
    a, b = (sums(records, *names) for _, records in (without, with_buses))
    assert a.loc[:2018].equals(b.loc[:2018])
    for year in (2019, 2020, 2021):
        assert b.n_over_limit[year] < 0.8 * a.n_over_limit[year]
        assert b.n_boarders[year] < a.n_boarders[year]
        assert b.n_bus[year] > 1000


def test_seats_are_not_oversold_and_most_in_need_ride(with_buses):
    lines = with_buses[1]["bus_lines"]
    assert (lines.n_riders <= lines.seats).all()
    last = sums(with_buses[1], "n_bus_need", "n_bus_need_met").loc[2021]
    assert last.n_bus_need_met > 0.6 * last.n_bus_need
    assert (lines.yuan_fees == 400 * lines.n_riders).all()


def test_a_county_buys_no_more_buses_a_year_than_it_may(with_buses):
    told = with_buses[1]["orders"]
    buys = told[told.kind.isin(["open_bus_line", "add_buses"])]
    assert buys.groupby(["year", "county"]).amount.sum().max() <= 20


def test_zero_strength_is_do_nothing_bit_for_bit(without):
    region, records = run("tonghua", (SchoolBuses(strength=0.0),), years=YEARS)
    assert fingerprint(region) == fingerprint(without[0])
    assert all(records[name].equals(without[1][name]) for name in records)
