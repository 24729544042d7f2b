"""Ways by road in a bureau's view: of the county of the road table by hand, and nothing where none is told."""

import numpy as np
import pytest

from sim.policies import catalogue
from sim.policies.closing import share_beyond
from sim.rules.seen import Settlements, Trips, WaysSeen
from tests import roads
from tests.districts import EAST, SECOND, began
from tests.policies.counties import county
from tests.roads import BEHIND, PLACE, ROADS, TOWN, VILLAGE
from tests.worlds import numbers, run


def seen(*told):
    """Return the view after two years of a county with roads."""
    levers = (catalogue()["class_size_cap"](),)
    return run("districts", levers, begin=began(roads.told(*told)), years=2)[0].counties[0].bureau.view


def line(view, place, school) -> float:
    at, row = np.array([PLACE[place]]), view.school_ids.index(school)
    straight = np.hypot(view.settlements.x[at] - view.x[row], view.settlements.y[at] - view.y[row])
    return float(view.ways.line(at, row, straight)[0])


def test_a_bureau_reckons_by_road_where_it_has_roads():
    view, detour = seen(*ROADS), numbers()["detour"]
    assert detour * line(view, BEHIND, EAST) == pytest.approx(12.5)
    assert detour * line(view, VILLAGE, EAST) == pytest.approx(0.5)
    step = detour * line(view, TOWN[3], SECOND)
    assert detour * line(view, BEHIND, SECOND) == pytest.approx(10 + step, rel=1e-6)
    assert len(view.earlier[0].ways.pair) == 0


def test_what_its_map_does_not_tell_is_far_away():
    view, detour = seen(*ROADS[:-1], ("#bridge", BEHIND, 80.0)), numbers()["detour"]
    assert detour * line(view, BEHIND, EAST) == pytest.approx(60.0)


def test_without_roads_a_bureau_reckons_by_straight_lines():
    view = seen()
    row = view.school_ids.index(EAST)
    at = view.settlements
    apart = np.hypot(at.x[PLACE[BEHIND]] - view.x[row], at.y[PLACE[BEHIND]] - view.y[row])
    assert line(view, BEHIND, EAST) == apart


def test_pupils_across_a_river_count_as_beyond_the_limit():
    """Pupils of school 0 live 1 km from school 1 by straight line: a third of them as 20 km by the bridge."""
    homes = Settlements(number=np.arange(2), x=np.array([0.0, 0.0]), y=np.zeros(2))
    pupils = np.array([[10, 0, 0], [20, 0, 0]])
    trips = Trips(home=np.arange(2), school=np.zeros(2, int), pupils=pupils)
    schools = {"id": "A", "x": 0.0}, {"id": "B", "x": 1.0}
    ways = WaysSeen(2, np.array([1, 3]), np.array([20.0, 1.5]))
    for of, share in ((WaysSeen(), 0.0), (ways, 1 / 3)):
        view = county(*schools, settlements=homes, trips=trips, ways=of)
        assert share_beyond(view, 0, 1, 30.0, (6.0, 2.9)) == pytest.approx(share)
