"""A road table: ways by hand, the nearest school by road, and what goes by straight line all the same."""

from dataclasses import replace

import numpy as np
import pytest

from sim.inputs.ties.roads import as_long_as_the_line, driven_at_a_pace
from sim.kernels.codes import ENROLLED
from sim.kernels.shortest_paths import graph_of, paths_within
from sim.kernels.ways import REACH_KM
from sim.world import roads as module
from sim.world.roads import WaysToSchool, paths_to
from tests import roads
from tests.districts import EAST, FIRST, JUNIOR, SECOND, began
from tests.roads import BEHIND, PLACE, ROADS, SCHOOL, TOWN, VILLAGE
from tests.worlds import fingerprint, numbers, run


@pytest.fixture(scope="module")
def by_road():
    return began(roads.told(*ROADS))


@pytest.fixture(scope="module")
def by_line():
    return began(roads.told())


def ways(start):
    return WaysToSchool(start.geography, start.schools, start.geography.roads, numbers())


def line(start, place, school):
    """Return the straight line x detour from a settlement to a school, km."""
    g, s = start.geography, start.schools
    return numbers()["detour"] * np.hypot(
        g.x[PLACE[place]] - s["x"][SCHOOL[school]], g.y[PLACE[place]] - s["y"][SCHOOL[school]]
    )


def km(start, place, school):
    return float(ways(start).km(PLACE[place], SCHOOL[school]))


def minutes(start, place, school):
    return float(ways(start).minutes(PLACE[place], SCHOOL[school]))


def test_ways_by_hand(by_road):
    assert km(by_road, VILLAGE, EAST) == pytest.approx(0.5)
    assert km(by_road, BEHIND, EAST) == pytest.approx(7 + 5 + 0.5)
    # the other schools are not in the table: they are reached over a step from the settlement nearest to them
    step = line(by_road, TOWN[3], SECOND)
    assert step < 1.0
    assert km(by_road, BEHIND, SECOND) == pytest.approx(7 + 2 + 1 + step, rel=1e-6)
    assert km(by_road, TOWN[3], SECOND) == pytest.approx(step, rel=1e-6)
    assert minutes(by_road, TOWN[3], SECOND) == pytest.approx(60 * step / numbers()["walk_kmh"], rel=1e-6)
    ride = numbers()["ride_wait"] + 60 * (10 + step) / numbers()["ride_kmh"]
    assert minutes(by_road, BEHIND, SECOND) == pytest.approx(ride, rel=1e-6)


def test_the_nearest_school_is_the_one_the_road_leads_to(by_road, by_line):
    """By straight line 山口村 belongs to the village school beyond the mountain, by road to one of the town."""
    assert line(by_line, BEHIND, EAST) < line(by_line, BEHIND, SECOND)
    (straight, _), (road, way) = (start.geography.zones(start.schools) for start in (by_line, by_road))
    assert straight[PLACE[BEHIND], :6].tolist() == [SCHOOL[EAST]] * 6
    assert road[PLACE[BEHIND], :6].tolist() == [SCHOOL[SECOND]] * 6
    assert way[PLACE[BEHIND], 0] == pytest.approx(minutes(by_road, BEHIND, SECOND))
    assert road[PLACE[VILLAGE], 0] == SCHOOL[EAST]
    listed = by_road.geography.candidates_primary[PLACE[BEHIND]]
    assert listed[listed >= 0].tolist() == [
        SCHOOL[code] for code in (SECOND, EAST, FIRST)
    ]  # 10, 12.5, 13 km and steps


def test_driving_times_are_those_of_the_quickest_way():
    """The road over the pass is 4 km shorter than by the bridge, and takes twice as long."""
    start = began(roads.told(
        *((*road, 2.0 * road[2]) for road in ROADS[:-1]), (*ROADS[-1], None), (BEHIND, VILLAGE, 8.0, 60.0)
    ))  # fmt: skip
    assert km(start, BEHIND, EAST) == pytest.approx(8.5)
    told_by_pace = 60 * 7 / numbers()["ride_kmh"]  # the road to the bridge tells no minutes
    quickest = numbers()["ride_wait"] + told_by_pace + 2 * 5.5
    assert minutes(start, BEHIND, EAST) == pytest.approx(quickest, rel=1e-6)


def test_kilometres_to_the_seat_are_by_road(by_road, by_line):
    seat = by_road.geography.seat_sample[0]
    assert by_road.geography.km_seat[seat] == 0.0
    from_centre = abs(2 - seat)
    assert by_road.geography.km_seat[PLACE[BEHIND]] == pytest.approx(7 + 2 + 4 - seat)
    assert by_road.geography.km_seat[PLACE[TOWN[2]]] == pytest.approx(from_centre)
    assert by_line.geography.km_seat[seat] > 0.0


def test_a_school_beyond_reach_is_at_least_that_far():
    far = (*ROADS[:-1], ("#bridge", BEHIND, 80.0))
    start = began(roads.told(*far))
    assert km(start, BEHIND, EAST) == REACH_KM
    assert (
        start.geography.roads.ways.first[PLACE[BEHIND] + 1] == start.geography.roads.ways.first[PLACE[BEHIND]]
    )
    assert (start.geography.zones(start.schools)[0] >= 0).all()


def test_a_table_of_straight_lines_changes_nothing(by_line):
    """Every settlement and school joined by a road as long as the model takes it to be: the same children, schools."""
    g, s, codes = by_line.geography, by_line.schools, list(PLACE)
    lines = [(p, q, line(by_line, p, q)) for p in codes for q in SCHOOL]
    start = began(roads.told(*lines))
    assert (start.geography.candidates_primary == g.candidates_primary).all()
    assert (start.geography.candidates_junior == g.candidates_junior).all()
    told = g.candidates_primary >= 0
    assert start.geography.minutes_primary[told] == pytest.approx(g.minutes_primary[told], rel=1e-6)
    assert start.children["school"].tolist() == by_line.children["school"].tolist()
    assert s["beds"].tolist() == start.schools["beds"].tolist()


def test_a_county_that_no_road_names_goes_by_straight_lines(by_line):
    start = began(roads.told(("#1", "#2", 3.0), (FIRST, SECOND, 1.0)))
    assert start.geography.roads.is_empty
    assert (start.geography.minutes_primary == by_line.geography.minutes_primary).all()
    assert (start.geography.km_seat == by_line.geography.km_seat).all()


def test_a_settlement_made_up_reaches_the_road_over_a_step():
    """The village lists no settlement of its own: those made up stand at the nearest that is listed."""
    tables = roads.told(*ROADS[:5])
    listed = tables.settlements[tables.settlements["settlement_code"].isin(TOWN)]
    start = began(replace(tables, settlements=listed))
    w, g = start.geography.roads.ways, start.geography
    made_up = np.flatnonzero(g.township == 1)
    assert len(made_up) > 0
    for p in made_up:
        line_km = np.hypot(g.x[:5] - g.x[p], g.y[:5] - g.y[p])
        near, step = int(np.argmin(line_km)), numbers()["detour"] * line_km.min()
        assert w.place_node[p] == w.place_node[near]
        assert start.geography.roads.place_step[p] == pytest.approx(step)
        to_near = ways(start).km(near, SCHOOL[JUNIOR])
        assert ways(start).km(p, SCHOOL[JUNIOR]) == pytest.approx(to_near + step, rel=1e-6)


def test_years_go_by_road(by_road):
    """Day pupils of 山口村 need as long as the road takes; what is checked after every process holds."""
    region, _ = run("districts", begin=by_road, years=3, check=True)
    c, ways_now = region.children, region.ways_to_school
    home = region.households["settlement"][c["household"]]
    rode = np.flatnonzero((home == PLACE[BEHIND]) & (c["status"] == ENROLLED) & (c["minutes"] > 0))
    expected = ways_now.minutes(home[rode], c["school"][rode].astype(int))
    assert len(rode) > 20
    assert c["minutes"][rode].tolist() == np.floor(np.minimum(255, expected + 0.5)).astype(int).tolist()


def test_the_start_does_not_depend_on_what_was_kept_before(tmp_path, monkeypatch):
    monkeypatch.setenv("SIM_CACHE", str(tmp_path))
    told = []
    for _ in range(2):
        module._asked_last.clear()  # as in another process
        told.append(fingerprint(run("districts", begin=began(roads.told(*ROADS)), years=1)[0]))
    made, read = told
    assert made == read
    assert len(list(tmp_path.glob("kept/paths-*"))) == 1


@pytest.fixture
def searched(monkeypatch):
    """Return what paths are searched for."""
    searches = []
    module._asked_last.clear()
    monkeypatch.setattr(module, "paths_within", lambda *told: searches.append(told) or paths_within(*told))
    return searches


@pytest.mark.parametrize("where", ["folder", "off"])
def test_paths_are_searched_once_for_a_table_whatever_the_numbers(searched, tmp_path, monkeypatch, where):
    monkeypatch.setenv("SIM_CACHE", where if where == "off" else str(tmp_path))
    graph = graph_of(np.array([0]), np.array([1]), np.array([4.0]), np.zeros(0), 2)
    at, nodes = (np.array([0]), np.array([0.5])), np.array([1])
    for reach_km, ride_kmh, minutes in ((9.0, 30.0, 9.0), (9.0, 15.0, 18.0), (5.0, 30.0, 9.0)):
        found = paths_to(graph, *at, nodes, ride_kmh, reach_km, is_kept=True)
        assert [values.tolist() for values in found] == [[0], [0], [4.5], [minutes]]
    assert len(searched) == 2  # another reach is another search


def test_paths_of_another_table_are_searched_anew_where_nothing_is_kept(searched, monkeypatch):
    monkeypatch.setenv("SIM_CACHE", "off")
    at, nodes = (np.array([0]), np.array([0.5])), np.array([1])
    for km in (4.0, 6.0):
        graph = graph_of(np.array([0]), np.array([1]), np.array([km]), np.zeros(0), 2)
        assert paths_to(graph, *at, nodes, 30.0, is_kept=True)[2].tolist() == [km + 0.5]
    assert (len(searched), len(module._asked_last)) == (2, 1)  # the last alone is held


@pytest.mark.parametrize(
    ("km", "found"),
    [
        (11.0, ("all 2", True)),
        (0.96 * 7.5, ("all 2", True)),  # the line is 7.48 km: a point of the village may stand nearer
        (3.7, (f"not 1 of 2: {VILLAGE} - {BEHIND} (3.7 km, 7.5 by line)", False)),
    ],
)
def test_a_road_shorter_than_the_line_is_told(km, found):
    tables = roads.told(
        (VILLAGE, BEHIND, km), (TOWN[4], VILLAGE, 8.0), (TOWN[0], FIRST, 0.1), ("#1", BEHIND, 0.1)
    )
    tie, *others = as_long_as_the_line(tables)
    assert (tie.found.en, tie.holds) == found
    assert others == []


def test_a_pace_that_is_not_possible_is_told():
    tables = roads.told((VILLAGE, BEHIND, 8.0, 60.0), (TOWN[4], VILLAGE, 8.0, 10.0), ("#1", "#2", 30.0))
    (tie,) = driven_at_a_pace(tables)
    assert (tie.found.en, tie.holds) == ("all 2", True)
    tables = roads.told((VILLAGE, BEHIND, 8.0, 61.0), ("#1", "#2", 8.0, 0.0), ("#2", "#3", 0.5, 0.0))
    (tie,) = driven_at_a_pace(tables)
    assert tie.found.en == f"not 2 of 2: {VILLAGE} - {BEHIND} (8 km in 61 min); #1 - #2 (8 km in 0 min)"
    assert list(driven_at_a_pace(roads.told(*ROADS))) == []
