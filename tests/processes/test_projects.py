"""Housing projects of the tables: they open in their year; their school with them, late or never, by hand."""

import dataclasses

import numpy as np
import pytest

from sim.processes import network, projects
from sim.rules.orders import Build, OpenEstate, ReserveLand
from sim.rules.rulebook import Rulebook
from sim.run.engine import simulate
from sim.world.region import CountyRules, Region
from tests.worlds import numbers, start

CODE = "990001100"


def project(code="P", year=2017, primary=90, junior=60, settlement="") -> OpenEstate:
    return OpenEstate(code, CODE, year, 100, 0.3, 2.34, 2, settlement, primary, junior)


def region_with(*orders, never=0.0, late=0.0, review=0.0, seed=1) -> Region:
    """Return a region in which these projects have just opened, before its network is carried out."""
    values = {"p_estate_without_school": never, "p_estate_school_late": late, "years_estate_school_late": 4}
    region = Region(start("small"), {**numbers(), **values}, (), seed)
    region.rules = CountyRules(Rulebook(joint_review=review) for _ in region.counties)
    projects.open_due(region, orders)
    return region


def became(region) -> dict[str, str]:
    """Return what became of the school of each project this year."""
    due = [school.estate_id for school in projects.schools_due(region)]
    told = {e.order.estate_id: e.event for e in region.events if isinstance(e.order, Build)}
    return {**told, **dict.fromkeys(due, "in time")}


@pytest.mark.parametrize(
    ("primary", "junior", "expected"),
    [
        (90, 60, Build("P-S001", "配套九年一贯制学校", 2017, "P", CODE, 1, 9, 2 + 2)),  # 60 / 50: two rooms
        (91, 0, Build("P-S001", "配套小学", 2017, "P", CODE, 1, 6, 3)),
        (0, 50, Build("P-S001", "配套初中", 2017, "P", CODE, 7, 9, 1)),
    ],
)
def test_the_school_has_rooms_for_the_seats_planned(primary, junior, expected):
    assert projects.school_of(project(primary=primary, junior=junior), Rulebook()) == expected


@pytest.mark.parametrize(
    ("rules", "expected"),
    [
        ({}, "in time"),
        ({"never": 1.0}, "never_built"),
        ({"late": 1.0}, "delayed"),
        ({"never": 1.0, "late": 1.0, "review": 1.0}, "in time"),
    ],
)
def test_a_school_comes_in_time_late_or_never(rules, expected):
    assert became(region_with(project(), **rules)) == {"P": expected}


def test_a_project_without_seats_has_no_school_to_lose():
    assert became(region_with(project(primary=0, junior=0), never=1.0)) == {}


def test_a_late_school_comes_its_years_later_and_is_known_to_the_bureau():
    region = region_with(project(), late=1.0)
    projects.schools_due(region)
    ((lever, order),) = region.counties[0].bureau.pending
    assert (lever, order.year, order.school_id) == ("", 2021, "P-S001")


def test_only_projects_of_the_year_are_judged():
    region = region_with(project(), never=1.0)
    region.year += 1
    assert became(region) == {}


def test_luck_is_the_projects_own():
    """Order and company change nothing; a stronger review never takes a school away; shares are those asked for."""
    codes = [f"P{k}" for k in range(200)]
    orders = [project(code) for code in codes]
    forth, back = (became(region_with(*some, never=0.3, late=0.5)) for some in (orders, orders[::-1]))
    assert forth == back
    assert became(region_with(*orders[:7], never=0.3, late=0.5)) == {c: forth[c] for c in codes[:7]}
    assert list(forth.values()).count("never_built") == pytest.approx(60, abs=20)  # 3 standard errors: 19.4
    assert list(forth.values()).count("delayed") == pytest.approx(70, abs=21)
    half = became(region_with(*orders, never=0.3, late=0.5, review=0.5))
    assert all(half[c] in (forth[c], "in time") for c in codes)
    assert half != forth
    assert became(region_with(*orders, never=0.3, late=0.5, seed=2)) != forth


def test_with_land_kept_a_school_that_would_never_come_comes_late_and_uses_it_up():
    needs = 4 * 45 * 15
    region = region_with(project(), never=1.0)
    region.land.keep(ReserveLand("L", CODE, 2017, needs - 1))
    assert became(region) == {"P": "never_built"}
    region = region_with(project(), never=1.0)
    region.land.keep(ReserveLand("L", CODE, 2017, needs))
    assert became(region) == {"P": "delayed"}
    assert region.land.kept == []


def test_a_school_in_time_stands_on_the_land_kept_for_its_project():
    region = region_with(project())
    other = ReserveLand("L", CODE, 2017, 9000, "Q")
    for site in (ReserveLand("P-L", CODE, 2017, 10, "P"), other):
        region.land.keep(site)
    assert became(region) == {"P": "in time"}
    assert region.land.kept == [other]


def test_the_network_opens_it_with_its_estate():
    region = region_with(project())
    with region.writing_as("network"):
        network.run(region, region.rules, [])
    (estate,) = region.estates
    assert region.school_ids[estate.school] == "P-S001"
    assert region.schools["rooms"][estate.school] == 4
    assert (region.zone[estate.row] == estate.school).all()


def test_a_project_of_a_settlement_stands_beside_it():
    begin = start("small")
    codes = list(begin.told.settlement_codes)
    far = int(np.argmax(np.hypot(begin.geography.x, begin.geography.y)))
    codes[far] = "V1"
    begin = dataclasses.replace(begin, told=dataclasses.replace(begin.told, settlement_codes=tuple(codes)))
    region = Region(begin, numbers(), (), 1)
    estate = region.add_estate(project(settlement="V1"))
    g = region.geography
    assert (g.x[estate.row], g.y[estate.row]) == (g.x[far], g.y[far])
    other = region.add_estate(project("Q"))
    assert (g.x[far], g.y[far]) != (region.geography.x[other.row], region.geography.y[other.row])


def test_they_open_without_a_lever_and_the_whole_year_holds():
    """A project in time and one that never gets its school, with every check of the model on."""
    values = {"p_estate_without_school": 0.5, "p_estate_school_late": 0.0}
    orders = tuple(project(f"P{k}", 2018) for k in range(4))
    begin = dataclasses.replace(start("small"), estates=orders)
    region, recorder, _ = simulate(begin, {**numbers(), **values}, (), seed=1, last_year=2020, check=True)
    assert [e.order.estate_id for e in region.estates] == ["P0", "P1", "P2", "P3"]
    with_school = [e for e in region.estates if e.school >= 0]
    assert 0 < len(with_school) < 4
    assert len(region.schools) == len(begin.schools) + len(with_school)
