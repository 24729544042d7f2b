"""Areas and equipment that orders bring: new schools at the norms or told below, rooms with their area, upgrades."""

import pytest

from sim.policies.turnkey_schools import TurnkeySchools
from sim.processes import network, new_schools
from sim.rules.orders import Build, Close, Extend, Relocate, Upgrade
from sim.rules.rulebook import Rulebook
from sim.rules.view import View
from sim.world.norms import ALL_GIVEN
from sim.world.region import CountyRules, Region
from tests.worlds import numbers, run, start

PRIMARY, POINT, JUNIOR = range(3)  # the schools of the small county, none in 城区
IDS = ("990001-P001", "990001-D001", "990001-J001")
FIRST = View("220581", 2016, townships=("220581002",))  # what a bureau sees at its first decision
AMOUNTS = ("teaching_m2", "sports_m2", "site_m2", "rooms", "multimedia_rooms", "equipment_yuan")


def fresh(place: str = "small", **changed: float) -> Region:
    region = Region(start(place), {**numbers(), **changed}, (), seed=1)
    region.rules = CountyRules(Rulebook() for _ in region.counties)
    return region


def carried_out(*orders, region: Region | None = None) -> Region:
    region = region or fresh()
    with region.writing_as("network"):
        network.run(region, region.rules, orders)
    return region


def added(region: Region, row: int) -> dict[str, float]:
    before = start("small").schools
    return {name: float(region.schools[name][row]) - float(before[name][row]) for name in AMOUNTS}


def built(grade_low: int, grade_high: int, rooms: int, **more) -> Region:
    region = fresh()
    code = region.geography.township_codes[0]
    order = Build("T", "小学", region.year, "", code, grade_low, grade_high, rooms, **more)
    new_schools.build(region, [order])
    return region


def opened(region: Region) -> dict[str, float]:
    return {name: float(region.schools[name][-1]) for name in AMOUNTS}


def events(region: Region) -> list[str]:
    return [one.event for one in region.events]


def test_a_new_school_has_what_the_seats_of_its_rooms_need():
    region = built(1, 6, 12)  # 540 seats
    assert opened(region) == pytest.approx({
        "teaching_m2": 2430, "sports_m2": 4050, "site_m2": 10_800, "rooms": 12, "multimedia_rooms": 13,
        "equipment_yuan": 1_080_000,
    })  # fmt: skip
    assert events(region) == ["carried_out"]
    assert region.schools["norms_given"][-1] == ALL_GIVEN


def test_a_new_nine_year_school_has_what_both_stages_need():
    # 12 rooms of 45 and 6 of 50 seats
    assert opened(built(1, 9, 18))["sports_m2"] == pytest.approx(540 * 7.5 + 300 * 10.2)


def test_one_that_is_built_below_the_norms_is_told():
    region = built(1, 6, 12, norm_share=0.9)
    assert opened(region)["teaching_m2"] == pytest.approx(2187)
    assert opened(region)["rooms"] == 12
    assert events(region) == ["carried_out", "below_norms"]


def test_more_than_the_norms_is_not_below_them():
    assert events(built(1, 6, 12, norm_share=1.1)) == ["carried_out"]


def test_rooms_bring_the_teaching_area_of_a_standard_class_and_nothing_else():
    region = carried_out(Extend(IDS[PRIMARY], 2018, 2), Extend(IDS[JUNIOR], 2018, 1))
    assert added(region, PRIMARY) == {**dict.fromkeys(AMOUNTS, 0), "rooms": 2, "teaching_m2": 405}
    assert added(region, JUNIOR) == pytest.approx(
        {**dict.fromkeys(AMOUNTS, 0), "rooms": 1, "teaching_m2": 290}
    )


def test_an_upgrade_adds_what_is_ordered_and_its_rooms_bring_their_area():
    order = Upgrade(IDS[PRIMARY], 2018, 100.0, 50.5, 10.0, 1, 3, 9000.0)
    region = carried_out(order)
    assert added(region, PRIMARY) == {
        "teaching_m2": 302.5, "sports_m2": 50.5, "site_m2": 10, "rooms": 1, "multimedia_rooms": 3,
        "equipment_yuan": 9000,
    }  # fmt: skip
    assert events(region) == ["carried_out"]


@pytest.mark.parametrize("gain", [0.0, 0.2])
def test_families_like_an_upgraded_school_better_only_as_far_as_the_number_says(gain):
    before = start("small").schools["quality_base"]
    after = carried_out(Upgrade(IDS[POINT], 2018), region=fresh(upgrade_quality=gain)).schools["quality_base"]
    assert (after - before).tolist() == pytest.approx([0, gain, 0])


def test_by_default_an_upgrade_changes_no_liking():
    assert numbers()["upgrade_quality"] == 0


def test_a_school_that_moves_has_the_areas_of_its_new_site_and_takes_its_equipment_along():
    at = int(start("small").geography.seat_sample[0])
    before, s = start("small").schools, carried_out(Relocate(IDS[PRIMARY], 2018, at, 10)).schools
    assert [s[name][PRIMARY] for name in ("rooms", "teaching_m2", "sports_m2")] == [10, 2025, 3375]
    assert s["site_m2"][PRIMARY] == 9000  # 450 seats x 20 m2
    for name in ("equipment_yuan", "multimedia_rooms"):
        assert s[name][PRIMARY] == before[name][PRIMARY]
    assert s["norms_given"][PRIMARY] == before["norms_given"][PRIMARY] | 0b1111


def test_a_closed_school_keeps_its_areas_and_gets_nothing():
    region = carried_out(Close(IDS[POINT], 2018, IDS[PRIMARY]), Upgrade(IDS[POINT], 2018, 99.0))
    assert added(region, POINT) == dict.fromkeys(AMOUNTS, 0)
    assert region.schools["site_m2"][POINT] > 0
    assert events(region) == ["carried_out", "not_possible"]


def test_a_turnkey_school_below_the_norms_is_told_in_the_records():
    lever = TurnkeySchools(norm_share=0.8)
    records = run("tonghua", (lever,), years=3)[1]  # it opens in 2019
    told = records["order_events"].query("kind == 'build'")
    told = told[told.event.isin(["below_norms", "carried_out"])]
    assert sorted(told.event) == ["below_norms", "carried_out"]
    assert set(told.year) == {2019}
    assert [
        order.norm_share for order in lever.orders(2017, FIRST, Rulebook()) if isinstance(order, Build)
    ] == [0.8]
