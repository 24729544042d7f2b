"""Schools that levers order, put on idle sites: which site, how far, and what is paid."""

import dataclasses

import numpy as np
import pytest

from sim.kernels.codes import TOWN, VILLAGE
from sim.policies.idle_ground import on_idle_site
from sim.rules.orders import Build, ReuseSite
from sim.rules.rulebook import Rulebook
from sim.rules.seen import IdleSites, Settlements
from sim.rules.view import View

ORDER = Build("T", "新建小学", 2020, "", "A", 1, 6, 12)
PLACES = Settlements(
    np.arange(4), np.array([0.0, 5.0, 9.0, 20.0]), np.zeros(4), np.array([0, 0, 0, 1]),
    np.array([VILLAGE, TOWN, TOWN, TOWN]), np.zeros(4, int), np.array([90, 20, 30, 99]),
)  # fmt: skip
# The school would stand at 9 km east: the larger of A's two places in town.
IDLE = IdleSites(
    ("S0", "S1", "S2"), np.array([0.0, 8.0, 9.5]), np.zeros(3), np.zeros(3, int), np.array([5, 7, 30]),
    np.array([2015] * 3),
)  # fmt: skip
VIEW = View("220502", 2017, townships=("A", "B"), settlements=PLACES, idle=IDLE)


def placed(km=2.0, order=ORDER, **more) -> Build:
    return on_idle_site(order, dataclasses.replace(VIEW, **more), Rulebook(reuse_sites_within_km=km))


@pytest.mark.parametrize(
    ("km", "planned", "site", "rooms_paid"),
    [
        (0, (), "", 12),
        (0.4, (), "", 12),
        (2, (), "S2", 0),  # 30 rooms there for 12
        (2, (ReuseSite("S2", 2018, "kindergarten", 30),), "S1", 5),
        (2, (dataclasses.replace(ORDER, site="S2"), dataclasses.replace(ORDER, site="S1")), "", 12),
        (9, (dataclasses.replace(ORDER, site="S2"), dataclasses.replace(ORDER, site="S1")), "S0", 7),
    ],
)
def test_the_nearest_free_site_within_reach_and_the_rooms_left_to_pay(km, planned, site, rooms_paid):
    order = placed(km, planned=planned)
    assert order.site == site
    assert order.items() == {"seat": rooms_paid * 45}


def test_a_township_of_villages_builds_in_its_largest():
    villages = dataclasses.replace(PLACES, zone=np.full(4, VILLAGE))
    assert placed(0.0001, settlements=villages).site == "S0"  # at 0 km, where most children are


def test_without_places_or_sites_the_order_stays():
    assert placed(settlements=Settlements()) == placed(idle=IdleSites()) == ORDER


def test_phases_are_paid_with_the_first():
    assert dataclasses.replace(ORDER, phases=((2022, 4), (2024, 2))).items() == {"seat": 18 * 45}
    on_site = dataclasses.replace(ORDER, phases=((2022, 4),), site="S1", site_rooms=7, estate_id="E")
    assert on_site.items() == {"estate_seat": 9 * 45}
