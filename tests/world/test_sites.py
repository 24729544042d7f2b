"""Land kept for schools, idle sites, and what bureaus see of them."""

import pytest

from sim.kernels.codes import CLOSED, SITE_OF_OTHER_USE
from sim.rules.orders import Build, Extend, OpenEstate, ReserveLand
from sim.rules.rulebook import Rulebook
from sim.world.bureau import Bureau
from sim.world.people_count import take_census
from sim.world.publishing import publish
from sim.world.region import CountyRules, Region
from sim.world.sites import Land, idle_sites
from tests.policies.places import with_projects
from tests.worlds import numbers, start


def site(name, m2, township="A", estate="") -> ReserveLand:
    return ReserveLand(name, township, 2018, m2, estate)


@pytest.mark.parametrize(
    ("township", "m2", "estate", "left"),
    [
        ("A", 100, "", ["b", "c", "d"]),  # the smallest that is large enough
        ("A", 101, "", ["a", "c", "d"]),
        ("A", 100, "E", ["a", "b", "d"]),  # the project's own comes first
        ("A", 301, "E", None),
        ("B", 100, "", ["a", "b", "c"]),
        ("C", 1, "", None),
    ],
)
def test_a_school_uses_up_one_site(township, m2, estate, left):
    land = Land()
    for one in (site("a", 100), site("b", 200), site("c", 300, estate="E"), site("d", 900, "B")):
        land.keep(one)
    assert land.build_on(township, m2, estate) == (left is not None)
    assert [one.site_id for one in land.kept] == (left or ["a", "b", "c", "d"])


def test_a_project_uses_up_its_own_sites_alone():
    land = Land()
    for one in (site("a", 1), site("b", 2, estate="E"), site("c", 3, estate="F")):
        land.keep(one)
    land.use_up("E")
    assert [one.site_id for one in land.of(("A",))] == ["a", "c"]
    assert land.of(("B",)) == ()


@pytest.fixture
def region():
    """Return Tonghua with two schools of its second county closed, the second given to another use."""
    region = Region(start("tonghua"), numbers(), (), 1)
    region.rules = CountyRules(Rulebook() for _ in region.counties)
    rows = region.rows_of(1)[:2]
    with region.writing_as("network"):
        for name, value in (("status", CLOSED), ("year_closed", 2015), ("rooms", 7)):
            region.schools.writable(name)[rows] = value
        region.schools.writable("site_use")[rows[1]] = SITE_OF_OTHER_USE
    return region


def test_sites_of_closed_schools_are_idle_until_they_are_used(region):
    idle, (row, _) = idle_sites(region, 1), region.rows_of(1)[:2]
    s, g = region.schools, region.geography
    assert idle.school_ids == (region.school_ids[row],)
    assert (idle.x[0], idle.y[0], idle.rooms[0], idle.year_closed[0]) == (s["x"][row], s["y"][row], 7, 2015)
    codes = [code for code, county in zip(g.township_codes, g.township_county, strict=True) if county == 1]
    assert codes[idle.township[0]] == g.township_codes[s["township"][row]]
    assert idle_sites(region, 0).school_ids == ()


def test_each_bureau_sees_the_sites_of_its_county(region):
    mine = region.counties[1].bureau.townships[0]
    kept = ReserveLand("L", mine, 2017, 5000)
    region.land.keep(kept)
    publish(region, take_census(region))
    views = [county.bureau.view for county in region.counties]
    assert [view.land for view in views[:2]] == [(), (kept,)]
    assert [len(view.idle.school_ids) for view in views] == [0, 1, *[0] * (len(views) - 2)]
    with pytest.raises(ValueError, match="read-only"):
        views[1].idle.rooms[0] = 9
    publish(region, take_census(region))
    assert region.counties[1].bureau.view.earlier[0].land == ()  # looked back on without places


def test_bureaus_know_the_projects_of_their_county_before_the_run():
    region = Region(with_projects(), numbers(), (), 1)
    planned = [[order for _, order in county.bureau.pending] for county in region.counties]
    assert [order.estate_id for order in planned[0]] == ["P0", "P1", "P2", "P3", "P4", "P5"]
    assert not any(planned[1:])
    assert all(isinstance(order, OpenEstate) for order in planned[0])


def test_what_follows_from_an_order_keeps_its_lever():
    bureau = Bureau("220502", (), 2017)
    order = Build("T", "新建小学", 2018, "", "A", 1, 6, 6, phases=((2019, 4),))
    bureau.pending.append(("build_some", order))
    assert bureau.decide(2018)[1] == [order]
    bureau.follow(order, *order.of_phases())
    assert bureau.pending == [("build_some", Extend("T", 2019, 4))]
    assert bureau.decide(2019)[1] == [Extend("T", 2019, 4)]


@pytest.mark.parametrize("years", [1, 3])
def test_a_school_put_off_is_put_off_with_its_phases(years):
    order = Build("T", "新建小学", 2018, "", "A", 1, 6, 6, phases=((2019, 4), (2022, 2)))
    later = order.later(years)
    assert (later.year, later.years_waited) == (2018 + years, years)
    assert later.phases == ((2019 + years, 4), (2022 + years, 2))
    assert later.rooms == 6
