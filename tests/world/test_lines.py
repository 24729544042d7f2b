"""What lines offer, worked by hand on a road of points."""

from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from sim.kernels.codes import CLOSED, OPEN, SCHOOL_BUS, TRANSIT_LINE
from sim.world.lines import BusesSeen, Line, Riders, legs_minutes, minutes_aboard, offers_of
from sim.world.roads import Roads
from tests.kernels import test_shortest_paths
from tests.world import test_roads

NUMBERS = {
    "detour": 1.0, "km_walk_max": 2.0, "walk_kmh": 4.0, "bus_kmh": 30.0, "bus_stop_minutes": 1.0, "bus_wait": 3.0,
    "transit_wait": 5.0, "transit_fare": 1.5, "school_days": 200,
}  # fmt: skip
# Settlements at 0, 4, 5, 10 and 30 km; schools at 11 km (open), 4 km (open), 10 km (closed).
PLACES = SimpleNamespace(
    x=np.array([0.0, 4.0, 5.0, 10.0, 30.0]), y=np.zeros(5), n_settlements=5, roads=Roads()
)
SCHOOLS = {"x": np.array([11.0, 4.0, 10.0]), "y": np.zeros(3), "status": np.array([OPEN, OPEN, CLOSED])}
FEE = np.array([400.0, 800.0])


def line(kind, stops, school=-1, county=0):
    return Line(
        "L", kind, county, school, stops, legs_minutes(PLACES, SCHOOLS, NUMBERS, stops, school), 2, 19
    )


def offered(*lines):
    """Return what lines offer as {(settlement, school, line): minutes}."""
    o = offers_of(lines, PLACES, SCHOOLS, NUMBERS, FEE)
    place = np.repeat(np.arange(5), np.diff(o.first))
    return {
        (int(p), int(s), int(k)): pytest.approx(float(m))
        for p, s, k, m in zip(place, o.school, o.line, o.minutes, strict=True)
    }


def test_a_school_bus_by_hand():
    bus = line(SCHOOL_BUS, (0, 1), school=0)
    assert bus.minutes_legs == (8.0, 14.0)
    assert bus.seats == 38
    assert minutes_aboard(bus, NUMBERS).tolist() == [8 + 1 + 14, 14]
    # the settlement at 5 km walks one kilometre back to the stop at 4 km: 15 minutes
    assert offered(bus) == {(0, 0, 0): 26, (1, 0, 0): 17, (2, 0, 0): 32}


def test_a_transit_line_serves_every_open_school_along_it_in_both_directions():
    transit = line(TRANSIT_LINE, (0, 1, 3))
    assert transit.minutes_legs == (8.0, 12.0)
    found = offered(transit)
    # to the school at 4 km, beside a stop: from 0 km 8 minutes aboard, from 10 km 12
    assert found[0, 1, 0] == 5 + 8
    assert found[3, 1, 0] == 5 + 12
    # to the school at 11 km: one kilometre on foot from the last stop; one stop on the way from 0 km
    assert found[0, 0, 0] == 5 + 8 + 1 + 12 + 15
    assert found[2, 0, 0] == 15 + 5 + 12 + 15
    assert {school for _, school, _ in found} == {0, 1}
    assert not [place for place, *_ in found if place == 4]


def test_fares_by_trip():
    fares = offers_of(
        (line(SCHOOL_BUS, (0,), 0), line(SCHOOL_BUS, (1,), 0, county=1), line(TRANSIT_LINE, (0, 1))),
        PLACES, SCHOOLS, NUMBERS, FEE,
    )  # fmt: skip
    assert fares.fare.tolist() == [1.0, 2.0, 1.5]  # 400 and 800 yuan over 400 trips
    assert fares.is_bus.tolist() == [True, True, False]


def test_no_line_offers_nothing():
    assert offered() == {}


def test_riders_by_line():
    riders = Riders(np.arange(3), np.array([1, 1, 0]), has_seat=np.array([True, False, True]))
    assert riders.by_line(riders.has_seat, 3).tolist() == [1, 1, 0]
    assert Riders().by_line(Riders().has_seat, 2).tolist() == [0, 0]


def test_a_stop_across_the_river_is_walked_to_by_road():
    # All points lie within 100 m. By road settlements 0 and 4 are one km apart, 1 and 2 beside each other, and 30 km
    # lie between; 3 is not in the table, and walks a straight line.
    edges = [(0, 5, 1.0, 3.0), (0, 3, 30.0, 60.0)]
    roads = test_roads.whole(edges, [0, 1], [0.1, 0.1], timed=False)
    place = SimpleNamespace(x=np.arange(5.0) / 50, y=np.zeros(5), n_settlements=5, roads=roads)
    schools = {"x": np.zeros(2), "y": np.zeros(2), "status": np.array([OPEN, OPEN])}
    numbers = {**NUMBERS, "ride_kmh": 30.0}

    def found(kind, stops, school):
        legs = legs_minutes(place, schools, numbers, stops, school)
        o = offers_of([Line("L", kind, 0, school, stops, legs, 1, 9)], place, schools, numbers, FEE)
        return set(zip(np.repeat(np.arange(5), np.diff(o.first)).tolist(), o.school.tolist(), strict=True))

    assert found(SCHOOL_BUS, (0,), 0) == {(0, 0), (3, 0), (4, 0)}
    assert found(TRANSIT_LINE, (0, 1), -1) == {(0, 1), (4, 1), (1, 0), (2, 0), (3, 0), (3, 1)}


ON_ROADS = SimpleNamespace(x=np.arange(5.0) * 100, y=np.zeros(5), n_settlements=5)


@given(
    test_shortest_paths.ROADS,
    st.integers(0, 4),
    st.integers(0, 4),
    st.booleans(),
    st.sampled_from([30.0, 60.0]),
)
def test_legs_by_road_are_the_ways_there_are(edges, here, there, timed, ride_kmh):
    assume(here != there)
    roads = test_roads.whole(edges, [there], [0.0], timed)
    km, riding = roads.between(here, there, ride_kmh)
    assert km == pytest.approx(roads.km_from(there)[here])
    numbers = {**NUMBERS, "bus_kmh": 40.0, "ride_kmh": ride_kmh}
    place = SimpleNamespace(**vars(ON_ROADS), roads=roads)
    (leg,) = legs_minutes(place, SCHOOLS, numbers, (here, there), -1)
    straight = 100.0 * abs(here - there)
    assert leg == pytest.approx(
        (min(riding, 1.5 * km) if timed else 1.5 * km) if np.isfinite(km) else 1.5 * straight
    )


def test_the_last_leg_goes_by_road_to_the_school():
    edges = [(0, 1, 6.0, 20.0), (1, 3, 4.0, 2.0)]  # six km in twenty minutes, four in two
    roads = test_roads.whole(edges, [1], [0.5], timed=True)  # half a km from settlement 1, at node 3
    place = SimpleNamespace(**vars(ON_ROADS), roads=roads)
    numbers = {**NUMBERS, "bus_kmh": 40.0, "ride_kmh": 30.0}
    (last,) = legs_minutes(place, SCHOOLS, numbers, (0,), 0)
    assert last == pytest.approx(1.5 * 10.5)  # 10.5 km at 40 km/h, not the 23 minutes of the table


def test_what_a_bus_offers_is_looked_at_anew_when_it_or_the_places_change():
    seen, bus = BusesSeen(), line(SCHOOL_BUS, (0, 1), school=0)

    def minutes(of, places):
        return offers_of([of], places, SCHOOLS, NUMBERS, FEE, seen).minutes.tolist()

    assert minutes(bus, PLACES) == minutes(bus, PLACES) == [26, 17, 32]
    slower = replace(bus, minutes_legs=(8.0, 20.0))
    assert minutes(slower, PLACES) == [32, 23, 38]
    apart = SimpleNamespace(**{**vars(PLACES), "x": np.array([0.0, 4.0, 9.0, 10.0, 30.0])})
    assert minutes(slower, apart) == [32, 23]  # nobody else can walk to a stop
