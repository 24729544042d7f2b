"""A settlement and a school more: lists of candidates by hand, and a start that stays as it is."""

import dataclasses
import hashlib

import numpy as np
import pytest

from sim.base.errors import TooLargeError
from sim.kernels.codes import (
    CLOSED,
    COUNTY_SEAT,
    JUNIOR_SCHOOL,
    NINE_YEAR,
    OPEN,
    PRIMARY_SCHOOL,
    TOWN,
    URBAN,
    VILLAGE,
)
from sim.kernels.numbers import travel_pace
from sim.kernels.travel import trip_minutes
from sim.policies.turnkey_schools import TurnkeySchools
from sim.rules.orders import OpenEstate
from sim.world import limits
from sim.world.estates import site_of
from sim.world.new_places import KM_FROM_HOMES, NewSchool, kind_of, with_candidate, with_settlement
from sim.world.region import Region
from sim.world.schools import schools as empty_schools
from tests.worlds import fingerprint, numbers, run, start

NEW = 4


@pytest.fixture
def network():
    """Return five settlements on a line, the last of another county, and schools: in 0, 2, 3 and near 4.

    School 2 (at kilometre 6) is a point of grades 1-3. School 4 is the new one, near kilometre 2.
    """
    g = start("small").geography
    n, x = 5, np.array([0.0, 2.0, 4.0, 6.0, 2.5])
    zeros = np.zeros(n, int)
    county = np.array([0, 0, 0, 0, 1])
    which = np.array([[0, 1, 2], [0, 1, 2], [1, 0, 2], [2, 1, 0], [3, -1, -1]], np.int32)
    minutes = np.where(which >= 0, 10.0 * np.arange(1, 4), np.inf)
    one = {name: zeros for name in ("zone", "rank", "township", "place", "seat_of_township", "seat_sample")}
    g = dataclasses.replace(
        g, x=x, y=np.zeros(n), county=county, weight=np.ones(n), km_seat=np.zeros(n), **one,
        candidates_primary=which, candidates_junior=np.full((n, 1), -1, np.int32), minutes_primary=minutes,
        minutes_junior=np.full((n, 1), np.inf), district_sizes=np.zeros((2, n), np.int32),
    )  # fmt: skip
    table = empty_schools(5)
    table.append(
        5, x=np.array([0.0, 4.0, 6.0, 3.0, 2.0 + KM_FROM_HOMES]), county=[0, 0, 0, 1, 0], grade_low=1,
        grade_high=[6, 6, 3, 6, 6], status=OPEN,
    )  # fmt: skip
    return g, table


def test_a_new_school_is_first_where_it_is_built_and_behind_zone_and_nearer_schools_elsewhere(network):
    g, table = network
    after = with_candidate(g, table, NEW, 1, numbers())
    assert after.candidates_primary.tolist() == [
        [0, NEW, 1, 2],  # nearer than 1 and 2
        [NEW, 0, 1, 2],  # built for it
        [1, NEW, 0, 2],
        [2, 1, NEW, 0],  # 2 is the zone's of grades 1-3, 1 of grades 4-6
        [3, -1, -1, -1],  # nearer than 3, but another county's
    ]
    before, _ = g.zones(table)
    zone, minutes = after.zones(table)
    others = [0, 2, 3, 4]
    assert (zone[others] == before[others]).all()
    assert zone[1].tolist() == [NEW] * 6 + [-1] * 3
    pace = travel_pace(numbers())
    way = trip_minutes(np.array([KM_FROM_HOMES * numbers()["detour"]]), pace)[0]
    assert minutes[1, :6] == pytest.approx([way] * 6)
    assert g.candidates_primary.shape == (5, 3)
    assert after.candidates_junior is g.candidates_junior  # it teaches no junior grade


def test_a_new_school_joins_the_district_it_is_built_for_and_stands_behind_all_others(network):
    g, table = network
    sizes = np.array([[2, 1, 0, 2, 0], [0, 0, 0, 0, 0]], np.int32)
    after = with_candidate(dataclasses.replace(g, district_sizes=sizes), table, NEW, 1, numbers())
    assert after.candidates_primary.tolist() == [
        [0, 1, NEW, 2],  # nearer than 1, which is of the district
        [NEW, 0, 1, 2],
        [1, NEW, 0, 2],
        [2, 1, NEW, 0],
        [3, -1, -1, -1],
    ]
    assert after.district_sizes.tolist() == [[2, 2, 0, 2, 0], [0] * 5]
    assert sizes[0, 1] == 1


def test_a_school_for_all_takes_the_places_it_is_nearest_to_but_no_district_by_the_table(network):
    """Without school 1 settlement 2 goes 4 km to school 0, and 3 to the point and then to school 0."""
    g, table = network
    with table.writing_as("network"):
        table.writable("status")[1] = CLOSED
    after = with_candidate(g, table, NEW, 1, numbers(), takes_nearest=True)
    assert after.candidates_primary.tolist() == [
        [0, NEW, 1, 2],
        [NEW, 0, 1, 2],
        [NEW, 1, 0, 2],
        [2, 1, 0, NEW],
        [3, -1, -1, -1],
    ]
    assert after.zones(table)[0][2].tolist() == [NEW] * 6 + [-1] * 3
    sizes = np.array([[0, 0, 1, 0, 0], [0] * 5], np.int32)
    told = with_candidate(dataclasses.replace(g, district_sizes=sizes), table, NEW, 1, numbers(), True)
    assert told.candidates_primary.tolist()[2] == [1, 0, NEW, 2]


def test_a_school_beyond_the_farthest_listed_is_out_of_reach(network):
    g, table = network
    near_only = dataclasses.replace(
        g, candidates_primary=g.candidates_primary[:, :1], minutes_primary=g.minutes_primary[:, :1]
    )
    after = with_candidate(near_only, table, NEW, 1, numbers()).candidates_primary
    assert after.tolist() == [[0, -1], [NEW, 0], [1, -1], [2, -1], [3, -1]]


def test_a_settlement_more_has_the_schools_of_the_one_beside_it_and_no_residents(network):
    g, table = network
    after = with_settlement(g, 2)
    assert after.n_settlements == 6
    assert (after.zones(table)[0][5] == g.zones(table)[0][2]).all()
    assert (after.x[5], after.weight[5], after.county[5]) == (4.0, 0.0, 0)
    assert g.n_settlements == 5
    assert g.weight.tolist() == [1.0] * 5
    sized = dataclasses.replace(g, district_sizes=np.arange(10, dtype=np.int32).reshape(2, 5))
    assert with_settlement(sized, 2).district_sizes.tolist() == [[0, 1, 2, 3, 4, 2], [5, 6, 7, 8, 9, 7]]


@pytest.mark.parametrize(
    ("grades", "kind"), [((1, 6), PRIMARY_SCHOOL), ((7, 9), JUNIOR_SCHOOL), ((1, 9), NINE_YEAR)]
)
def test_kind_follows_the_grades(grades, kind):
    assert kind_of(*grades) == kind


def test_an_estate_stands_beside_the_largest_settlement_that_is_no_village():
    g = start("small").geography
    g = dataclasses.replace(
        g, township_codes=("A", "B"), township=np.array([0, 0, 0, 1, 1]), zone=np.array([2, 1, 0, 2, 2]),
        weight=np.array([90.0, 20.0, 20.0, 5.0, 7.0]),
    )  # fmt: skip
    assert (TOWN, URBAN, VILLAGE) == (1, 0, 2)
    assert [site_of(g, code) for code in "AB"] == [1, 4]


def test_a_new_school_is_a_school_of_this_run_alone(monkeypatch):
    begin = start("tonghua")
    region, other = (Region(begin, numbers(), (), 1) for _ in range(2))
    at = int(np.flatnonzero(region.geography.zone == URBAN)[0])
    school = region.add_school(NewSchool("220502-T001", "新校", at, 1, 9, 18))
    s = region.schools
    assert (school.school_id, school.kind, school.status, school.rooms) == (
        "220502-T001",
        "nine_year",
        "open",
        18,
    )
    assert region.zone[at].tolist() == [school.row] * 9
    urban = (s["zone"][:-1] == URBAN) & (s["county"][:-1] == s["county"][-1])
    assert s["quality_base"][-1] == np.median(s["quality_base"][:-1][urban])
    assert s["uid"][-1] not in s["uid"][:-1]
    assert region.register.flows.shape[1] == len(s) == len(other.schools) + 1
    assert (other.zone == begin.geography.zones(begin.schools)[0]).all()
    again = Region(begin, numbers(), (), 2)
    again.add_school(NewSchool("220502-T002", "另校", at, 1, 6, 6))
    again.add_school(NewSchool("220502-T001", "新校", at, 1, 9, 18))
    assert again.schools["uid"][-1] == s["uid"][-1]  # from its id alone
    with pytest.raises(ValueError, match="already has a school 220502-T001"):
        region.add_school(NewSchool("220502-T001", "新校", at, 1, 9, 18))
    monkeypatch.setattr(limits, "MOST_SCHOOLS", len(s))
    with pytest.raises(TooLargeError, match="too many schools for one region"):
        region.add_school(NewSchool("220502-T003", "又一校", at, 1, 6, 6))


def test_a_new_school_takes_the_median_quality_of_open_schools_only():
    region = Region(start("tonghua"), numbers(), (), 1)
    county, zone = region.schools["county"][0], region.schools["zone"][0]
    alike = np.flatnonzero((region.schools["county"] == county) & (region.schools["zone"] == zone))
    with region.writing_as("network"):
        region.schools.writable("quality_base")[alike] = np.where(np.arange(len(alike)) < 2, 3.0, 0.5)
        region.schools.writable("status")[alike[2:]] = CLOSED
    at = int(np.flatnonzero((region.geography.county == county) & (region.geography.zone == zone))[0])
    row = region.add_school(NewSchool("T", "新校", at, 1, 6, 6)).row
    assert region.schools["quality_base"][row] == 3.0


def test_an_estate_is_an_empty_settlement_of_this_run_alone():
    begin = start("tonghua")
    region = Region(begin, numbers(), (), 1)
    code = begin.geography.township_codes[0]
    estate = region.add_estate(OpenEstate("E", code, 2017, 100, 0.3, 2.34, 2))
    assert estate.row == begin.geography.n_settlements == region.geography.n_settlements - 1
    assert region.geography.township[estate.row] == 0
    assert (region.zone[estate.row] == region.zone[site_of(begin.geography, code)]).all()
    assert [estate.is_filling(year) for year in (2016, 2017, 2018, 2019)] == [False, True, True, False]
    assert [estate.wanted_pupils(year, 0.0) for year in (2017, 2018)] == [15, 30]


def test_homes_fall_to_a_full_estate_by_its_residents_and_all_others_stay():
    begin = start("tonghua")
    plain, region = (Region(begin, numbers(), (), 1) for _ in range(2))
    g = begin.geography
    county = 0
    site = int(np.flatnonzero((g.county == county) & (g.rank == 2))[0])
    estate = region.add_estate(OpenEstate("E", g.township_codes[g.township[site]], 2017, 100, 0.3, 2.34, 2))
    seat = g.weight[(g.county == county) & (g.rank == 2)].sum()
    region.homes.add_estate(region.geography, estate.row, seat / 9)  # a tenth of the seat then lives in it
    luck, n = (np.arange(100_000) + 0.5) / 100_000, 100_000
    for c, share in ((county, 0.1), (1, 0.0)):
        a, b = (r.homes.in_seat(np.full(n, c), luck) for r in (plain, region))
        assert (b == estate.row).mean() == pytest.approx(share, abs=0.003)
        assert (a == b)[b != estate.row].all()
    place = int(region.geography.place[estate.row])
    a, b = (r.homes.at(np.full(n, place), luck) for r in (plain, region))
    here = g.weight[g.place == place].sum()
    assert (b == estate.row).mean() == pytest.approx(seat / 9 / (seat / 9 + here), abs=0.003)
    assert (a == b)[b != estate.row].all()


def test_two_full_estates_of_a_seat_take_a_share_each():
    region = Region(start("tonghua"), numbers(), (), 1)
    g = region.geography
    in_seat = (g.county == 0) & (g.rank == 2)
    code, seat = g.township_codes[g.township[np.flatnonzero(in_seat)[0]]], g.weight[in_seat].sum()
    rows = [region.add_estate(OpenEstate(f"E{k}", code, 2017, 9, 0.3, 2.34, 2)).row for k in (0, 1)]
    for row, part in zip(rows, (1, 2), strict=True):
        region.homes.add_estate(region.geography, row, seat * part / 7)  # a tenth and a fifth of all
    luck = (np.arange(100_000) + 0.5) / 100_000
    homes = region.homes.in_seat(np.zeros(len(luck), int), luck)
    assert [(homes == row).mean() for row in rows] == pytest.approx([0.1, 0.2], abs=0.003)


def test_an_estate_of_a_township_is_no_part_of_the_county_seat():
    region = Region(start("tonghua"), numbers(), (), 1)
    g = region.geography
    site = int(np.flatnonzero((g.county == 0) & (g.rank != COUNTY_SEAT))[0])
    code = g.township_codes[g.township[site]]
    estate = region.add_estate(OpenEstate("E", code, 2017, 9, 0.3, 2.34, 2))
    assert region.geography.rank[estate.row] != COUNTY_SEAT
    region.homes.add_estate(region.geography, estate.row, 1e6)
    luck = (np.arange(1000) + 0.5) / 1000
    assert not (region.homes.in_seat(np.zeros(1000, int), luck) == estate.row).any()
    place = np.full(1000, region.geography.place[estate.row])
    assert (region.homes.at(place, luck) == estate.row).mean() > 0.9


def _sha256(begin) -> str:
    digest = hashlib.sha256(repr(begin.school_ids).encode())
    for value in vars(begin.geography).values():
        digest.update(
            np.ascontiguousarray(value).tobytes() if isinstance(value, np.ndarray) else repr(value).encode()
        )
    for table in (begin.schools, begin.households, begin.children):
        for name in table.columns:
            digest.update(np.ascontiguousarray(table[name]).tobytes())
    return digest.hexdigest()


def test_the_start_and_other_runs_of_it_are_untouched():
    begin = start("tonghua")
    before, plain = _sha256(begin), fingerprint(run("tonghua", years=4)[0])
    region, _ = run("tonghua", (TurnkeySchools(),), years=4)
    assert len(region.schools) == len(begin.schools) + 1
    assert _sha256(begin) == before
    assert fingerprint(run("tonghua", years=4)[0]) == plain
