"""A finished model is collected: Mesa's own counter of agents would keep it alive."""

import gc
import weakref

from sim.world.places import School
from tests.worlds import run


def test_a_finished_region_is_collected():
    region, _ = run("small", years=2)
    assert len(region.agents_by_type[School]) == 3
    ghost = weakref.ref(region)
    del region
    gc.collect()
    assert ghost() is None


def test_agents_are_numbered_from_one_in_each_region():
    for _ in range(2):
        region, _ = run("small", years=1)
        assert sorted(a.unique_id for a in region.agents) == list(range(1, len(region.agents) + 1))
