"""Districts drawn anew: from their year on entrants go by them, and pupils who are enrolled stay."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from sim.kernels.codes import CLOSED, ENROLLED, STAYS
from sim.policies.turnkey_schools import TurnkeySchools
from sim.processes import districts, network
from sim.rules.orders import Build, Close, OpenEstate
from sim.rules.rulebook import Rulebook
from sim.world.new_places import NewSchool
from sim.world.region import CountyRules, Region
from tests.counties import without_moves
from tests.districts import (
    CENTRE,
    COUNTRY,
    EAST,
    EAST_GATE,
    EAST_STREET,
    FIRST,
    JUNIOR,
    PLACE,
    SECOND,
    TOWN,
    WEST,
    WEST_GATE,
    as_they_are,
    began,
    redrawn,
    row,
    tables,
    told,
)
from tests.worlds import by_uid, fingerprint, numbers, run

TABLES = ("school_grade", "county", "cohort", "township_age")


def ran(begin, years: int):
    return run("small", begin=begin, years=years, check=True)


def zone_of(region, settlement: str, grade: int = 1) -> str:
    return region.school_ids[region.zone[PLACE[settlement], grade - 1]]


def test_before_its_year_a_redraw_changes_nothing():
    plain, before = ran(as_they_are(), 1)
    other, after = ran(redrawn(), 1)
    assert fingerprint(plain) == fingerprint(other)
    for name in TABLES:
        pd.testing.assert_frame_equal(before[name], after[name])


def test_from_its_year_on_zones_are_the_new_ones():
    region = Region(redrawn(), numbers(), (), 1)
    old = region.zone.copy()
    districts.redraw(region)
    assert (region.zone == old).all()
    region.year = 2018
    districts.redraw(region)
    assert [zone_of(region, code) for code in (WEST, CENTRE, EAST_STREET, EAST_GATE)] == [
        FIRST,
        SECOND,
        SECOND,
        SECOND,
    ]
    assert (region.zone[:, 6:] == old[:, 6:]).all()


def test_entrants_go_by_the_new_zones_and_nobody_else_is_moved():
    region, _ = ran(without_moves(redrawn()), 2)
    plain, _ = ran(without_moves(as_they_are()), 2)
    columns = ("grade", "school", "status")
    new, old = (by_uid(r.children, *columns) for r in (region, plain))
    assert new.index.equals(old.index)
    differ = new[(new["school"] != old["school"]) & (new["status"] == ENROLLED)]
    assert set(differ["grade"]) == {1}
    home = pd.Series(
        region.households["settlement"][region.children["household"]].copy(), region.children["uid"].copy()
    )
    redrawn_homes = home[differ.index].isin([PLACE[CENTRE], PLACE[EAST_STREET]])
    named = differ["school"].map(lambda school: region.school_ids[school])
    assert set(named[redrawn_homes]) == {SECOND}
    assert set(named[~redrawn_homes]) <= {FIRST}  # who found no seat there before now does
    assert redrawn_homes.sum() > 40 > 10 * (~redrawn_homes).sum()


def test_a_closed_school_of_the_new_district_is_passed_over():
    begin = began(told(row(FIRST, CENTRE, 2018), row(SECOND, CENTRE, 2018), row(SECOND, WEST, 2018)))
    region = Region(begin, numbers(), (), 1)
    with region.writing_as("network"):
        region.schools.writable("status")[region.school_ids.index(SECOND)] = CLOSED
    region.year = 2018
    districts.redraw(region)
    assert zone_of(region, CENTRE) == FIRST  # the other of its district
    assert zone_of(region, WEST) == FIRST  # the nearest that is open
    assert (region.zone >= 0).all()


def test_estates_and_schools_of_the_run_outlast_a_redraw():
    region = Region(redrawn(), numbers(), (), 1)
    estate = region.add_estate(OpenEstate("E", TOWN, 2017, 100, 0.3, 2.3, 2))
    new = region.add_school(NewSchool("T", "新校", estate.row, 1, 6, 6))
    before = region.geography
    region.year = 2018
    districts.redraw(region)
    g = region.geography
    assert g is not before
    assert (region.zone[estate.row, :6] == new.row).all()
    assert g.n_settlements == before.n_settlements == 8
    assert zone_of(region, EAST_STREET) == SECOND
    assert (g.candidates_primary[:5] == new.row).any(axis=1).all()
    assert (
        g.district_sizes[0, estate.row] == before.district_sizes[0, estate.row] == 2
    )  # the new school joined
    other = Region(redrawn(), numbers(), (), 1)  # added after the redraw, the same comes out
    other.year = 2018
    districts.redraw(other)
    estate = other.add_estate(OpenEstate("E", TOWN, 2017, 100, 0.3, 2.3, 2))
    other.add_school(NewSchool("T", "新校", estate.row, 1, 6, 6))
    assert (other.geography.candidates_primary == g.candidates_primary).all()
    assert (other.zone == region.zone).all()


def test_a_redraw_goes_with_a_turnkey_school():
    policy = TurnkeySchools(township=int(TOWN), year_open=2018, school_lag_years=0)
    region, _ = run("small", (policy,), begin=redrawn(), years=3, check=True)
    assert zone_of(region, EAST_STREET) == SECOND
    assert len(region.schools) == 5
    assert (region.children["leaving"] == STAYS).all()


def test_a_boundary_moved_to_an_empty_school_lowers_large_classes():
    large = {}
    for name, begin in (("as they are", as_they_are()), ("redrawn", redrawn())):
        _, records = ran(begin, 7)
        rows = (
            records["school_grade"]
            .query("year == 2023")
            .astype({"n_large_national": "int64", "pupils": "int64"})
        )
        large[name] = rows.groupby("school_id")[["n_large_national", "pupils"]].sum()
    before, after = large["as they are"], large["redrawn"]
    assert before.loc[FIRST, "n_large_national"] >= 3
    assert after["n_large_national"].sum() == 0
    assert after.loc[FIRST, "pupils"] < 0.7 * before.loc[FIRST, "pupils"]
    assert after.loc[SECOND, "pupils"] > 1.5 * before.loc[SECOND, "pupils"]


@pytest.mark.parametrize("year", [2017, 2019, 2030])
def test_other_years_redraw_nothing(year):
    region = Region(redrawn(), numbers(), (), 1)
    region.year, before = year, region.geography
    districts.redraw(region)
    assert region.geography is before
    assert np.array_equal(region.zone, before.zones(region.schools)[0])


def test_schools_that_moved_or_teach_more_stay_so_when_districts_are_drawn_anew():
    """The junior school of the town goes down to grade 1 and the second primary school moves, a year before."""
    region = Region(redrawn(), numbers(), (), 1)
    junior, second = (region.school_ids.index(school) for school in (JUNIOR, SECOND))
    with region.writing_as("network"):
        region.schools.writable("grade_low")[junior] = 1
        region.list_school(junior)
        region.move_school(second, PLACE[WEST_GATE])
    at, before = region.schools["x"][second], region.geography
    region.year = 2018
    districts.redraw(region)
    g = region.geography
    assert g is not before
    assert region.schools["x"][second] == at
    lists, way = g.candidates_primary, g.minutes_primary
    assert (lists == junior).any()
    for place in range(g.n_settlements):
        for k in np.flatnonzero(lists[place] == second):
            assert way[place, k] == region.ways_to_school.minutes(np.array([place]), second)[0]
    assert ((lists == second).sum(axis=1) <= 1).all()


def in_2021(year: int, *closed: str) -> Region:
    """Return the county in 2021, its districts drawn anew in a year, with a school built in 2018 and others closed."""
    drawn = tables().districts
    drawn = drawn.assign(from_year=drawn.from_year.where(drawn.from_year.isna(), year))
    region = Region(began(replace(tables(), districts=drawn)), numbers(), (), 1)
    region.rules = CountyRules([Rulebook()])
    built = Build("N", "新建小学", 2018, "", COUNTRY, 1, 6, 9)
    for now, orders in ((2018, [built]), (2019, [Close(one, 2019) for one in closed]), (2021, [])):
        region.year = now
        with region.writing_as("network"):
            network.run(region, region.rules, orders)
    return region


def test_a_redraw_elsewhere_leaves_a_new_school_the_zone_it_has_come_to():
    """The new school took over when the district's own closed; a redraw in town, before or after, is no matter."""
    before, after = in_2021(2018, EAST), in_2021(2021, EAST)
    assert "N" in {before.school_ids[row] for row in before.zone[:, 0]}
    np.testing.assert_array_equal(after.zone, before.zone)
