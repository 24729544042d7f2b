"""Land, idle sites and phases of new schools, by hand."""

import dataclasses

import numpy as np
import pytest

from sim.kernels.codes import CLOSED, SITE_OF_NEW_SCHOOL, SITE_OF_OTHER_USE, URBAN, VILLAGE
from sim.kernels.norms import NORMS
from sim.processes import buildings, network, new_schools, sites
from sim.records import school_rows
from sim.rules.orders import Build, Close, Extend, ReserveLand, ReuseSite
from sim.rules.rulebook import Rulebook
from sim.world.estates import site_of
from sim.world.norms import of_room
from sim.world.people_count import take_census
from sim.world.region import CountyRules, Region
from tests.worlds import numbers, start


def region_under(**rules) -> Region:
    region = Region(start("tonghua"), numbers(), (), 1)
    region.rules = CountyRules(Rulebook(**rules) for _ in region.counties)
    return region


def township_of(region, is_urban: bool) -> str:
    """Return a township whose largest place is (or is not) in 城区."""
    g = region.geography
    urban = (g.zone[site_of(g, code)] == URBAN for code in g.township_codes)
    return next(code for code, here in zip(g.township_codes, urban, strict=True) if here == is_urban)


def order_in(region, is_urban=True, **more) -> Build:
    return Build("T", "新建小学", region.year, "", township_of(region, is_urban), 1, 6, 6, **more)


def events(region) -> list[str]:
    return [one.event for one in region.events]


def test_without_reserved_land_a_school_in_an_urban_zone_waits_once():
    region = region_under(years_without_land=3)
    order = order_in(region, phases=((region.year + 2, 4),))
    new_schools.build(region, [order])
    assert (events(region), "T" in region.school_ids) == (["delayed"], False)
    bureau = region.counties[region.geography.county[site_of(region.geography, order.township)]].bureau
    ((_, later),) = bureau.pending
    assert (later.year, later.years_waited) == (region.year + 3, 3)
    assert later.phases == ((region.year + 5, 4),)
    region.year += 3
    new_schools.build(region, [later])
    assert (events(region)[-1], region.school_ids[-1]) == ("carried_out", "T")


@pytest.mark.parametrize(("m2", "is_built"), [(6 * 45 * 15, True), (6 * 45 * 15 - 1, False)])
def test_reserved_land_that_is_large_enough_is_used_up(m2, is_built):
    region = region_under()
    order = order_in(region)
    sites.run(region, [ReserveLand("L", order.township, region.year, m2)])
    new_schools.build(region, [order])
    assert events(region) == ["carried_out", "carried_out" if is_built else "delayed"]
    assert len(region.land.kept) == (0 if is_built else 1)


def test_later_phases_need_land_too():
    region = region_under()
    order = order_in(region, phases=((2019, 6),))
    assert sites.m2_needed(order, Rulebook()) == 12 * 45 * 15


def test_elsewhere_land_is_there():
    region = region_under()
    new_schools.build(region, [order_in(region, is_urban=False)])
    assert events(region) == ["carried_out"]


def closed_near(region, order, km: float, rooms: int) -> int:
    """Close a school and set it `km` east of where the order's school would stand; return its row."""
    s, g = region.schools, region.geography
    at = site_of(g, order.township)
    row = int(np.flatnonzero((s["county"] == g.county[at]) & (s["zone"] == VILLAGE))[0])
    for name, value in (("status", CLOSED), ("year_closed", 2015), ("rooms", rooms),
                        ("x", g.x[at] + 1 / 3 + km), ("y", g.y[at])):  # fmt: skip
        s.writable(name)[row] = value
    return row


@pytest.mark.parametrize(("rooms", "expected"), [(4, 6), (9, 9)])
def test_a_new_school_is_put_on_an_idle_site_near_by(rooms, expected):
    region = region_under(reuse_sites_within_km=2.0)
    order = order_in(region)
    with region.writing_as("network"):
        row = closed_near(region, order, 1.9, rooms)
        new_schools.build(region, [order])
    s = region.schools
    assert events(region) == ["site_reused", "carried_out"]  # no land is wanted
    assert (s["x"][-1], s["y"][-1], s["rooms"][-1]) == (s["x"][row], s["y"][row], expected)
    assert s["site_use"][row] == SITE_OF_NEW_SCHOOL


@pytest.mark.parametrize(
    ("within", "site", "expected"), [(0.0, "", False), (1.8, "", False), (0.0, "own", True)]
)
def test_a_site_is_used_where_the_rules_say_so_or_the_order_names_it(within, site, expected):
    region = region_under(reuse_sites_within_km=within, years_without_land=0)
    with region.writing_as("network"):
        row = closed_near(region, order_in(region), 1.9, 9)
        order = order_in(region, site=region.school_ids[row] if site else "")
        new_schools.build(region, [order])
    assert ("site_reused" in events(region)) == expected


def test_a_site_is_given_away_once_and_its_rooms_are_idle_no_more():
    region = region_under()
    with region.writing_as("network"):
        row = closed_near(region, order_in(region), 1, 9)
        use = ReuseSite(region.school_ids[row], region.year, "kindergarten", 9)
    with region.writing_as("classes"):
        region.schools.writable("classes")[row] = 0
    before = school_rows.school_columns(region, region.rules, take_census(region).by_grade)
    with region.writing_as("network"):
        other, unknown = (
            ReuseSite(school, region.year, "activities", 5)
            for school in (region.school_ids[row + 1], "nowhere")
        )
        sites.run(region, [use, use, other, unknown])
    assert events(region) == ["carried_out", *["not_possible"] * 3]
    assert region.schools["site_use"][row] == SITE_OF_OTHER_USE
    after = school_rows.school_columns(region, region.rules, take_census(region).by_grade)
    for columns, idle, names in ((before, 9, "idle"), (after, 0, "other_education")):
        at = np.flatnonzero(columns["school_id"].codes == row)
        assert [columns[name][at].sum() for name in ("rooms_idle", "rooms_idle_sites")] == [idle, idle]
        assert columns["sites_idle"].sum() == (idle > 0)
        assert {columns["site_use"].names[k] for k in columns["site_use"].codes[at]} == {names}


def test_a_use_that_is_not_declared_is_refused():
    with pytest.raises(ValueError, match="no use 'shop'"):
        ReuseSite("S", 2018, "shop", 3)


def test_a_school_opens_in_phases_and_grows_until_the_last():
    """Rooms conserve: in the end those of the order and of its phases, each in its year."""
    region = region_under()
    year = region.year
    order = order_in(region, is_urban=False, phases=((year + 1, 4), (year + 3, 2)))
    with region.writing_as("network"):
        new_schools.build(region, [order])
    s, row = region.schools, len(region.schools) - 1
    assert s["rooms"][row] == 6
    opening_m2 = float(s["teaching_m2"][row])
    needs = 12 * of_room(region.rules[s["county"][row]], s["zone"][row], 1, 6)
    assert s["sports_m2"][row] == pytest.approx(
        needs[NORMS.index("sports_m2")]
    )  # the grounds are there at once
    assert opening_m2 == pytest.approx(needs[NORMS.index("teaching_m2")] / 2)
    bureau = region.counties[s["county"][row]].bureau
    assert [one for _, one in bureau.pending] == [Extend("T", year + 1, 4), Extend("T", year + 3, 2)]
    found = []
    for _ in range(5):
        _, due = bureau.decide(region.year)
        with region.writing_as("network"):
            buildings.extend(region, due)
        found.append((int(s["rooms"][row]), bool(region.is_growing[row])))
        region.year += 1
    assert found == [(6, True), (10, True), (10, True), (12, True), (12, False)]
    assert s["teaching_m2"][row] == pytest.approx(2 * opening_m2)  # and the area of its rooms
    assert found[-1][0] == order.rooms + sum(rooms for _, rooms in order.phases)


def test_a_site_of_this_summer_is_not_yet_idle():
    """New schools stand before others close: what closes this year can be taken next year."""
    region = region_under(reuse_sites_within_km=50.0)
    order, s = order_in(region, is_urban=False), region.schools
    county = region.geography.county[site_of(region.geography, order.township)]
    closed = region.school_ids[np.flatnonzero((s["county"] == county) & (s["is_protected"] == 0))[0]]
    with region.writing_as("network"):
        network.run(region, region.rules, [order, Close(closed, region.year)])
    assert events(region) == ["carried_out", "carried_out"]
    with region.writing_as("network"):
        network.run(region, region.rules, [dataclasses.replace(order, school_id="T2")])
    assert events(region)[2:] == ["site_reused", "carried_out"]
