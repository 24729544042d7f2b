"""What towns offer families that think of moving: dwellings, last year's odds of a place, other counties' seats."""

import math

import numpy as np
import pytest

from sim.kernels.codes import (
    BEYOND_SEATS,
    BY_ZONE,
    COUNTY_SEAT,
    GOES_BACK,
    OVERFLOW_FAR,
    OVERFLOW_NEAR,
    OWN_SCHOOL,
    OWNER,
    PLAIN,
    TO_COUNTY_SEAT,
    TO_OTHER_COUNTY,
    WAITS,
)
from sim.kernels.moves import FROM_OUTSIDE, OF_COUNTY
from sim.processes import moves, offers
from sim.rules.orders import OpenEstate
from sim.rules.rulebook import Rulebook
from sim.world.admitted import Admitted
from sim.world.region import CountyRules, Region
from tests.worlds import numbers, start

LOCAL, IN_COUNTY, PROVINCE, OTHER = range(4)


@pytest.fixture
def region() -> Region:
    return Region(start("tonghua"), numbers(), (), 1)


def estate_in(region: Region, township: int, dwellings: int = 1000):
    code = region.geography.township_codes[township]
    return region.add_estate(OpenEstate(f"E{township}", code, region.year, dwellings, 0.3, 2.5, 2))


def test_without_an_estate_no_seat_offers_more_than_it_had(region):
    assert not offers.supply(region).any()


def test_an_estate_at_the_county_seat_draws_the_whole_county(region):
    """1,000 dwellings of 2.5 persons; families that live there leave less on offer; once full it offers nothing."""
    estate = estate_in(region, 0)
    g = region.geography
    assert g.rank[estate.row] == COUNTY_SEAT
    seat = (g.rank == COUNTY_SEAT) & (g.county == estate.county)
    residents = g.weight[seat].sum()
    found = offers.supply(region)
    mine = g.county == estate.county
    assert found[mine, 1] == pytest.approx(math.log(1 + 2500 / residents))
    assert not found[~mine].any()
    assert not found[:, 0].any()
    with region.writing_as("moves"):
        region.households.writable("settlement")[:400] = estate.row
    assert offers.supply(region)[mine, 1] == pytest.approx(math.log(1 + 1500 / residents))
    region.year = estate.year_full
    assert not offers.supply(region).any()


def test_an_estate_at_a_township_seat_draws_its_township(region):
    g = region.geography
    seats = g.seat_of_township[g.rank == PLAIN]
    township = int(g.township[seats[g.zone[seats] != 2]][0])
    estate_in(region, township)
    found = offers.supply(region)
    mine = region.geography.township == township
    assert (found[mine, 0] > 0).all()
    assert not found[~mine].any()
    assert not found[:, 1].any()


def asked(region: Region, rows) -> None:
    """Let last year's applications be `rows` of (county, grade, origin, outcome, school asked for, how many)."""
    columns = np.array([row[:5] for row in rows for _ in range(row[5])], np.int64).T
    county, grade, origin, outcome, school = columns
    zero = np.zeros(len(county), np.int64)
    region.admitted = Admitted(county, grade, origin, zero, zero, outcome, school, zero)


def zone_of_seat(region: Region, county: int, grade: int) -> int:
    g = region.geography
    return int(region.zone[np.flatnonzero((g.rank == COUNTY_SEAT) & (g.county == county))[0], grade - 1])


def test_in_the_first_year_nobody_was_turned_away(region):
    assert not offers.turned_away(region).any()


def test_odds_are_shares_of_last_years_applications_at_the_seat(region):
    """Beside 20 more: 10 and half of 4 of 30 + 20 of the county in primary, 40 of 60 + 20 from outside in grade 7."""
    primary, junior = (zone_of_seat(region, 1, grade) for grade in (1, 7))
    village = int(
        np.setdiff1d(np.unique(region.zone[:, 0]), region.zone[region.geography.rank == COUNTY_SEAT])[-1]
    )
    asked(region, [
        (1, 1, IN_COUNTY, OVERFLOW_FAR, primary, 10),
        (1, 1, IN_COUNTY, BY_ZONE, primary, 10),
        (1, 3, IN_COUNTY, OVERFLOW_NEAR, primary, 4),  # within the travel limit
        (1, 1, IN_COUNTY, BEYOND_SEATS, primary, 6),
        (1, 1, IN_COUNTY, OWN_SCHOOL, primary, 99),  # asks for nothing
        (1, 1, LOCAL, OVERFLOW_FAR, primary, 99),
        (1, 1, IN_COUNTY, OVERFLOW_FAR, village, 99),  # not at the seat
        (1, 1, PROVINCE, WAITS, -1, 99),  # had no school to ask for
        (1, 7, PROVINCE, WAITS, junior, 20),
        (1, 7, OTHER, GOES_BACK, junior, 20),
        (1, 7, OTHER, BY_ZONE, junior, 20),
    ])  # fmt: skip
    found = offers.turned_away(region)
    expected = np.zeros_like(found)
    expected[1, 0, OF_COUNTY], expected[1, 1, FROM_OUTSIDE] = 12 / 50, 40 / 80
    np.testing.assert_allclose(found, expected)


def test_attraction_is_size_over_distance(region):
    pull, n = offers.attraction(region), region.geography.n_counties
    assert (np.diag(pull) == 0).all()
    region.numbers["gravity_km"] = 0.0
    size = offers.attraction(region)
    assert (size[0, 1:] == size[2, 1:])[np.arange(1, n) != 2].all()
    region.numbers["gravity_km"] = 2.0
    squared = offers.attraction(region)
    apart = ~np.eye(n, dtype=bool)
    km = (size / np.where(apart, pull, 1.0))[apart]
    np.testing.assert_allclose(squared[apart], (size[apart] / km**2))
    assert km.min() > 5


def test_families_go_to_other_counties_by_attraction(region):
    n = 20_000
    nothing = np.zeros((region.geography.n_counties, 2, 2))
    uid = np.arange(n, dtype=np.uint64) + np.uint64(2**40)
    home = np.full(n, 2)
    found = offers.other_county(region, nothing, home, uid)
    share = np.bincount(found, minlength=len(nothing)) / n
    pull = offers.attraction(region)[2]
    expected = pull / pull.sum()
    assert np.abs(share - expected).max() < 4 * np.sqrt(0.25 / n)
    shut = nothing.copy()
    best = int(np.argmax(pull))
    shut[best, :, FROM_OUTSIDE] = 1.0
    after = offers.other_county(region, shut, home, uid)
    assert (found[after != found] == best).all()  # same luck: only who went there goes elsewhere
    odds = share[best] / (1 - share[best]) * math.exp(-numbers()["weight_turned_away"])
    assert (after == best).mean() == pytest.approx(odds / (1 + odds), abs=0.02)


def test_odds_elsewhere_take_off_what_they_are_worth(region):
    """All turned away everywhere at weight 1 takes 1 off; nobody turned away takes nothing."""
    n = region.geography.n_counties
    region.numbers["weight_turned_away"] = 1.0
    assert offers.elsewhere(region, np.zeros((n, 2, 2))).tolist() == pytest.approx([0.0] * n)
    assert offers.elsewhere(region, np.ones((n, 2, 2))).tolist() == pytest.approx([-1.0] * n)
    region.numbers["school_pull"] = 0.0
    assert offers.elsewhere(region, np.ones((n, 2, 2))).tolist() == pytest.approx([0.0] * n)


def test_one_county_has_no_other():
    alone = Region(start("small"), numbers(), (), 1)
    nothing = np.zeros((1, 2, 2))
    assert offers.elsewhere(alone, nothing).tolist() == [0.0]
    home = np.zeros(3, np.int64)
    assert offers.other_county(alone, nothing, home, np.arange(3, dtype=np.uint64)).tolist() == [0, 0, 0]


def choices(region: Region) -> np.ndarray:
    rules = CountyRules([Rulebook()] * region.geography.n_counties)
    return moves.choose(region, rules, moves.look(region))


def test_an_estate_draws_families_to_the_seat_and_only_there(region):
    """Common luck: who chooses otherwise once 20,000 dwellings are on offer goes to the seat, and owns a home now."""
    before, g = choices(region), region.geography
    estate_in(region, int(g.township[(g.rank == COUNTY_SEAT) & (g.county == 2)][0]), 20_000)
    after = choices(region)
    changed = after != before
    assert changed.sum() > 20
    assert (region.geography.county[region.households["settlement"][changed]] == 2).all()
    assert (after[changed] == TO_COUNTY_SEAT).all()
    assert (region.households["tenure"][changed] == OWNER).all()
    region.numbers["weight_estate"] = 0.0
    assert (choices(region) == before).all()


def test_odds_of_a_place_keep_families_from_the_seat_and_only_from_there(region):
    """Everybody turned away: only families on their way to a seat of this or another county change."""
    before = choices(region)
    region.seen.turned_away[:] = 1.0
    after = choices(region)
    changed = after != before
    assert changed.sum() > 100
    assert np.isin(before[changed], (TO_COUNTY_SEAT, TO_OTHER_COUNTY)).all()
    region.numbers["school_pull"] = 0.0
    blind = choices(region)
    region.seen.turned_away[:] = 0.0
    assert (choices(region) == blind).all()
