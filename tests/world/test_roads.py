"""Places added within a run: ways of a new settlement and a new school, against paths searched from scratch."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.kernels.shortest_paths import graph_of
from sim.kernels.ways import Ways, rows_of_ways
from sim.rules.orders import OpenEstate
from sim.world.new_places import KM_FROM_HOMES, NewSchool
from sim.world.region import Region
from sim.world.roads import Roads, paths_to
from tests import roads
from tests.districts import EAST, SECOND, began
from tests.kernels.test_shortest_paths import ROADS, floyd_warshall
from tests.roads import BEHIND, PLACE, SCHOOL, VILLAGE
from tests.worlds import numbers

RIDE_KMH = 30.0
NODES, STEPS = np.array([0, 3, 3, -1, 5], np.int32), np.array([0.0, 0.0, 0.7, 0.0, 0.0])  # of settlements


def whole(edges, at: list[int], steps: list[float], timed: bool) -> Roads:
    """Return roads with a school at each settlement of `at`, some km from it."""
    begin, end, km, minutes = (np.array(column) for column in zip(*edges, strict=True))
    graph = graph_of(begin, end, km, minutes if timed else np.zeros(0), 6)
    node = NODES[at]
    school, place, km, riding = paths_to(graph, NODES, STEPS, node, RIDE_KMH)
    step = (np.array(steps) + STEPS[at])[school]
    rows = rows_of_ways(place, school, km + step, riding + 60 * step / RIDE_KMH, len(NODES))
    return Roads(Ways(NODES, node, *rows), graph, STEPS)


def same(a: Roads, b: Roads) -> bool:
    return all(np.allclose(x, y, rtol=1e-6) for x, y in zip(a.ways, b.ways, strict=True))


@given(ROADS, st.integers(0, 4), st.sampled_from([0.0, 0.4]), st.booleans())
def test_a_school_added_has_the_ways_of_one_that_was_there(edges, at, step, timed):
    assert same(
        whole(edges, [0, 4], [0.0, 1.0], timed).with_school(2, at, step, RIDE_KMH),
        whole(edges, [0, 4, at], [0.0, 1.0, step], timed),
    )


@given(ROADS, st.integers(0, 4), st.sampled_from([0.0, 0.4]), st.integers(0, 1))
def test_a_school_that_has_moved_has_the_ways_of_one_that_was_there(edges, at, step, row):
    sites, steps = [0, 4], [0.0, 1.0]
    moved = whole(edges, sites, steps, True).with_school(row, at, step, RIDE_KMH)
    sites[row], steps[row] = at, step
    assert same(moved, whole(edges, sites, steps, True))


@given(ROADS, st.integers(0, 4))
def test_a_settlement_added_has_the_ways_of_the_one_beside(edges, beside):
    before = whole(edges, [0, 1], [0.0, 0.5], True)
    after = before.with_settlement(beside)
    w, first = after.ways, after.ways.first
    assert len(w.place_node) == len(NODES) + 1
    for name in ("school", "km", "riding"):
        values = getattr(w, name)
        assert values[first[5] : first[6]].tolist() == values[first[beside] : first[beside + 1]].tolist()
        assert values[: first[5]].tolist() == getattr(before.ways, name).tolist()
    assert after.place_step[-1] == STEPS[beside]


@given(ROADS, st.sampled_from([0, 1, 2, 4]))
def test_kilometres_from_a_settlement_are_those_of_the_plain_loop(edges, at):
    km = floyd_warshall(edges, 2)
    found = whole(edges, [0], [0.0], True).km_from(at)
    for p, node in enumerate(NODES):
        way = np.inf if node < 0 else km[NODES[at]][node] + STEPS[p] + STEPS[at]
        assert found[p] == pytest.approx(0.0 if p == at else way)


@given(ROADS, st.sampled_from([1.0, 3.0, np.inf]))
def test_ways_within_reach_are_kept_until_places_are_added(edges, reach):
    roads = whole(edges, [4], [0.0], False)
    asked = np.array([2, 0, 2])
    exact = np.stack([roads.km_from(one) for one in asked])
    steps = STEPS[asked][:, None] + STEPS
    expected = np.where((exact - steps <= reach + 1e-9) | (exact == 0), exact, np.inf)
    for _ in range(2):
        assert np.allclose(roads.km_within(asked, reach), expected)
    longer = roads.with_settlement(4)
    assert longer.km_within(asked, reach).shape == (3, len(NODES) + 1)


def test_nothing_is_added_where_there_are_no_roads():
    empty = Roads()
    assert empty.with_settlement(0) is empty
    assert empty.with_school(0, 0, 1.0, RIDE_KMH) is empty


def test_an_estate_and_a_school_of_a_run_are_reached_by_road():
    """Both stand at 东乡村: from 山口村 that is 12 km by the bridge, and the school's own step; after a redraw too."""
    begin = began(roads.told(*roads.ROADS))
    region = Region(begin, numbers(), (), 1)
    with region.writing_as("network"):
        estate = region.add_estate(OpenEstate("E", roads.districts.COUNTRY, 2017, 100, 0.5, 2.5, 2))
        row = region.add_school(NewSchool("9990030001", "小学", estate.row, 1, 6, 6)).row
    step = KM_FROM_HOMES * numbers()["detour"]
    for _ in range(2):
        ways = region.ways_to_school
        assert ways.km(estate.row, SCHOOL[EAST]) == ways.km(PLACE[VILLAGE], SCHOOL[EAST]) == 0.5
        assert ways.km(PLACE[VILLAGE], row) == pytest.approx(step, rel=1e-6)
        assert ways.km(estate.row, row) == pytest.approx(step, rel=1e-6)
        assert ways.km(PLACE[BEHIND], row) == pytest.approx(12 + step, rel=1e-6)
        assert region.zone[estate.row, 0] == row
        # 12 km and a third: nearer than the village school at 12.5, behind the one of the town at 10
        listed = region.geography.candidates_primary[PLACE[BEHIND]].tolist()
        assert listed.index(SCHOOL[SECOND]) < listed.index(row) < listed.index(SCHOOL[EAST])
        region.redraw_districts(begin.geography)
    assert begin.geography.roads.ways.school_node.shape == (4,)  # the shared start stays as it is
