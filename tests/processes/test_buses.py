"""Lines in the small county: who rides, who finds no seat, what becomes of orders, and what is recorded of it."""

import numpy as np
import pytest

from sim.base.errors import Say
from sim.kernels.codes import BOARD, BUS, ENROLLED, RIDE, TRANSIT
from sim.processes import buses
from sim.rules.bus_rules import EVERYBODY
from sim.rules.orders import AddBeds, AddBuses, Close, EndLine, OpenBusLine, OpenTransitLine
from sim.rules.policy import Policy, strength
from sim.run.engine import simulate
from tests.worlds import fingerprint, numbers, run, start

PRIMARY, POINT, JUNIOR = "990001-P001", "990001-D001", "990001-J001"
SEAT, NEAR, FAR = 0, 1, 2  # settlements; from the far one 29 pupils ride to the primary school
FIRST = 2017


class Give(Policy):
    """Give some orders, each a year before it falls due, and amend the rulebook from the second year on."""

    NAME, TITLE, MEASURES, PARAMETERS = "give", Say("give", "给"), (), (strength(),)

    def __init__(self, *orders, **amended) -> None:
        super().__init__()
        self._orders, self._amended = orders, amended

    def amend(self, year, view, rulebook):
        return self._amended if year > FIRST else {}

    def orders(self, year, view, rulebook):
        return tuple(order for order in self._orders if order.year == year + 1)


def lived(*orders, years=3, **amended):
    return run("small", (Give(*orders, **amended),), years=years, check=True)


def bus(name="L1", year=2018, *, stops=(FAR,), buses=1, seats=10, school=PRIMARY):
    return OpenBusLine(name, school, year, stops, buses, seats)


@pytest.fixture
def seated(monkeypatch):
    """Return a list that gets way, grade and whether it found a seat of every pupil with a line, year by year."""
    told, take = [], buses.take_seats

    def look(region, rules, waiting):
        take(region, rules, waiting)
        riders, c = region.riders, region.children
        told.append((c["way"][riders.row], c["grade"][riders.row], riders.has_seat, riders.is_turned_away))

    monkeypatch.setattr(buses, "take_seats", look)
    return told


@pytest.fixture(scope="module")
def plain():
    return run("small", years=3)


@pytest.fixture(scope="module")
def short():
    """Return the county with ten seats for some 29 pupils."""
    return lived(bus(year=2019))


def counts(records, *columns, year=2019):
    return records["school_grade"].query(f"year == {year}")[list(columns)].sum().tolist()


def test_seats_go_to_the_lower_grades_and_never_beyond(seated):
    records = lived(bus(year=2019))[1]
    (line,) = records["bus_lines"].to_dict("records")
    told = ("year", "kind", "n_stops", "seats", "n_riders")
    assert [line[name] for name in told] == [2019, "school_bus", 1, 10, 10]
    way, grade, has_seat, is_turned_away = seated[-1]
    assert len(way) == 10 + line["n_turned_away"] > 20
    assert (is_turned_away == ~has_seat).all()  # grades 1-6 of this school: nobody boards
    assert set(way[has_seat]) == {BUS}
    assert set(way[~has_seat]) == {RIDE}
    assert grade[has_seat].max() <= grade[~has_seat].min()


def test_who_finds_no_seat_travels_as_before(short, plain):
    region, twin = short[0], plain[0]
    c, other = region.children, twin.children
    assert (c["uid"] == other["uid"]).all()
    rides = c["way"] == BUS
    for name in ("way", "minutes", "is_over_limit"):
        assert (c[name][~rides] == other[name][~rides]).all()
    assert (c["minutes"][rides] < other["minutes"][rides]).all()


def test_minutes_are_those_of_the_line_by_hand(short):
    region, n = short[0], numbers()
    g, s = region.geography, region.schools
    km = np.hypot(g.x[FAR] - s["x"][0], g.y[FAR] - s["y"][0]) * n["detour"]
    by_bus = n["bus_wait"] + 60 * km / n["bus_kmh"]
    c = region.children
    assert set(c["minutes"][c["way"] == BUS]) == {int(by_bus + 0.5)}


def test_the_records_agree_with_each_other(short):
    records = short[1]
    line = records["bus_lines"].iloc[0]
    assert counts(records, "n_bus", "n_without_bus_seat", "n_transit") == [
        line.n_riders,
        line.n_turned_away,
        0,
    ]
    assert counts(records, "n_bus", "n_without_bus_seat", year=2018) == [0, 0]
    assert line.yuan_running == 10 * numbers()["bus_cost_per_seat"]
    assert (line.yuan_fees, line.yuan_fees_waived, line.n_fee_waived) == (4000, 0, 0)
    paid, done = records["order_events"].sort_values("year").to_dict("records")
    assert (paid["event"], paid["year"], paid["yuan"]) == ("paid", 2018, 204_615)
    assert (done["event"], done["target"], done["amount"], done["unit"]) == ("carried_out", "L1", 1, "buses")


def test_a_waived_fee_is_told_as_money():
    records = lived(bus(year=2019), bus_fee_waiver=EVERYBODY)[1]
    line = records["bus_lines"].iloc[0]
    assert (line.yuan_fees, line.yuan_fees_waived, line.n_fee_waived) == (0, 4000, 10)
    assert counts(records, "n_bus", "n_bus_fee_waived") == [10, 10]


def test_a_fee_that_costs_more_than_it_saves_is_not_paid():
    assert counts(lived(bus(year=2019, seats=99), bus_fee=10_000)[1], "n_bus") == [0]
    assert (
        counts(lived(bus(year=2019, seats=99), bus_fee=10_000, bus_fee_waiver=EVERYBODY)[1], "n_bus")[0] > 20
    )


def test_boarders_take_no_seat(seated):
    records = lived(bus(year=2019, stops=(FAR,), school=JUNIOR, seats=99))[1]
    way, _, has_seat, is_turned_away = seated[-1]
    assert set(way[has_seat]) == {BUS}
    assert set(way[~has_seat]) == {BOARD}
    assert not is_turned_away.any()
    assert counts(records, "n_bus") == [has_seat.sum()]


def test_more_buses_and_the_end_of_a_line():
    orders = bus(year=2018), AddBuses("L1", 2019, 2), EndLine("L1", 2020)
    records = lived(*orders, years=4)[1]
    assert records["bus_lines"].set_index("year").seats.to_dict() == {2018: 10, 2019: 30}
    told = records["order_events"].query("event != 'paid'")
    assert told.kind.tolist() == ["open_bus_line", "add_buses", "end_line"]
    assert set(told.event) == {"carried_out"}
    assert counts(records, "n_bus", year=2020) == [0]


def test_buses_are_what_an_order_buys():
    line = bus(buses=3)
    assert line.items() == OpenTransitLine("T", 2018, (FAR, SEAT), 3, 54).items() == {"bus": 3}
    assert AddBuses("L1", 2018, 2).items() == {"bus": 2}


def test_what_cannot_be_is_told_and_changes_nothing(plain):
    impossible = (
        bus("A", school="nowhere"), bus("B", stops=(99,)), bus("C", stops=()), bus("D", buses=0),
        OpenTransitLine("E", 2018, (FAR,), 1, 54), OpenTransitLine("F", 2018, (FAR, -1), 1, 54),
        AddBuses("G", 2018, 1), EndLine("H", 2018),
    )  # fmt: skip
    region, records = lived(*impossible)
    told = records["order_events"]
    assert dict(zip(told.target, told.event, strict=True)) == dict.fromkeys("ABCDEFGH", "not_possible")
    assert fingerprint(region) == fingerprint(plain[0])
    assert len(records["bus_lines"]) == 0


def test_a_line_ends_with_its_school_and_none_opens_to_a_closed_one():
    orders = bus(year=2018, school=POINT, stops=(SEAT,)), Close(POINT, 2019), bus("L2", 2020, school=POINT)
    records = lived(*orders, years=4)[1]
    assert records["bus_lines"].year.tolist() == [2018]
    assert dict(zip(records["order_events"].target, records["order_events"].event, strict=True)) == {
        "L1": "carried_out", POINT: "carried_out", "L2": "not_possible",
    }  # fmt: skip


class GiveOutOfPlace(Policy):
    """Order in each county what is about a line, and about a school, that is nowhere."""

    NAME, TITLE, MEASURES, PARAMETERS = "out_of_place", Say("out of place", "无"), (), (strength(),)

    def orders(self, year, view, rulebook):
        if year > FIRST:
            return ()
        school, code, due = (
            view.school_ids[0] if view.school_ids else f"{view.county}-P001",
            view.county,
            year + 1,
        )
        beds = AddBeds("nowhere", due, 1, goes_with=school)
        return (
            AddBuses(f"more {code}", due, 1),
            EndLine(f"end {code}", due),
            Close(school, due, compensation=(beds,)),
        )


def test_what_was_not_possible_is_told_in_the_county_that_ordered_it():
    told = run("tonghua", (GiveOutOfPlace(),), years=2)[1]["order_events"].query("event == 'not_possible'")
    lines, beds = told[told.kind != "add_beds"], told[told.kind == "add_beds"]
    assert len(lines) == 14
    assert (lines.county == lines.target.str.split().str[1]).all()
    assert len(beds) == 7
    assert (beds.county == beds.goes_with.str[:6]).all()


def test_a_line_of_the_same_name_is_not_opened_twice():
    records = lived(bus(year=2018), bus(year=2019, seats=50))[1]
    assert records["bus_lines"].seats.tolist() == [10, 10]
    told = records["order_events"].query("event != 'paid'")
    assert told.event.tolist() == ["carried_out", "not_possible"]


def test_transit_takes_everybody_along_it():
    records = lived(OpenTransitLine("T", 2019, (FAR, SEAT), 1, 54))[1]
    line = records["bus_lines"].iloc[0]
    assert (line.kind, line.school_id, line.n_turned_away, line.yuan_fees) == ("transit", "", 0, 0)
    assert counts(records, "n_transit")[0] == line.n_riders > 20
    assert line.yuan_running == 54 * numbers()["bus_cost_per_seat"]


def test_the_bureau_sees_its_lines():
    region, _ = lived(bus(year=2018), years=3)
    (seen,) = region.counties[0].bureau.view.lines
    assert (seen.line_id, seen.school_id, seen.stops, seen.buses, seen.seats_per_bus) == (
        "L1",
        PRIMARY,
        (FAR,),
        1,
        10,
    )
    assert seen.riders == 10
    assert seen.turned_away > 10


def test_a_line_beside_its_school_has_no_rider():
    region, _ = lived(bus(year=2018, school=POINT, stops=(NEAR,)), years=4)
    view = region.counties[0].bureau.view
    assert [line.riders for census in (view, *view.earlier) for line in census.lines] == [0, 0, 0]


def test_no_line_makes_a_trip_longer_or_puts_anybody_beyond_the_limit(plain):
    region, _ = lived(bus(year=2019, seats=99), bus("L2", 2019, stops=(FAR, NEAR), school=JUNIOR, seats=99),
                      OpenTransitLine("T", 2019, (FAR, SEAT, NEAR), 1, 54))  # fmt: skip
    c, other = region.children, plain[0].children
    day = (c["status"] == ENROLLED) & (other["way"] != BOARD)
    assert np.isin(c["way"], (BUS, TRANSIT)).sum() > 30
    assert (c["minutes"][day] <= other["minutes"][day]).all()
    assert (c["is_over_limit"][day] <= other["is_over_limit"][day]).all()


@pytest.mark.parametrize("seats", [1, 3, 10])
def test_a_full_bus_sends_nobody_from_a_better_trip(plain, seats):
    transit = OpenTransitLine("T", 2019, (FAR, SEAT), 1, 54)
    before, after = lived(transit)[0].children, lived(transit, bus(year=2019, seats=seats))[0].children
    day = (before["status"] == ENROLLED) & (before["way"] != BOARD)
    assert (after["way"] == BUS).sum() == seats
    assert (after["way"][day] != RIDE)[before["way"][day] == TRANSIT].all()
    assert (after["minutes"][day] <= before["minutes"][day]).all()


def test_a_full_bus_costs_nobody_a_bed():
    """Pupils who board by their own trip and would not by the bus have one seat between them."""
    begin, told = start("small"), {**numbers(), "board_minutes_junior": 25, "board_scale": 1}

    def pupils(*orders):
        return simulate(begin, told, (Give(*orders),), seed=1, last_year=2019, check=True)[0].children

    before, after = pupils(), pupils(bus(year=2019, school=JUNIOR, seats=1))
    boarded = (before["status"] == ENROLLED) & (before["way"] == BOARD)
    assert (after["way"] == BUS).sum() == 1
    assert boarded.sum() > 3
    assert set(after["way"][boarded]) <= {BOARD, BUS}
