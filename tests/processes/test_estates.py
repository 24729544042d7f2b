"""Who moves into an estate: those on their way to town first, by the smallest draw, until its pupils are there."""

import numpy as np
import pytest

from sim.kernels.codes import (
    BELOW_AGE,
    COUNTY_SEAT,
    DISSOLVED,
    ENROLLED,
    OUT_LEAVING_CHILD,
    OUT_WITH_CHILD,
    RETURN,
    STAY,
    TO_COUNTY_SEAT,
    TO_ESTATE,
    TO_TOWNSHIP_SEAT,
    WAITING,
)  # fmt: skip
from sim.processes import estates
from sim.rules.orders import OpenEstate
from sim.world.region import Region
from tests.worlds import numbers, start


@pytest.fixture
def region():
    return Region(start("tonghua"), numbers(), (), 1)


def order(region, dwellings=100, per_dwelling=1.0, years=1, number=0) -> OpenEstate:
    code = region.geography.township_codes[0]
    return OpenEstate(f"E{number}", code, region.year, dwellings, per_dwelling, 2.34, years)


def pupils_of(region) -> np.ndarray:
    c = region.children
    busy = (c["status"] == ENROLLED) | (c["status"] == WAITING)
    return np.bincount(c["household"][busy], minlength=len(region.households))


def test_movers_to_town_come_first_then_families_that_stay(region):
    h, g = region.households, region.geography
    county, pupils = g.county[h["settlement"]], pupils_of(region)
    here, there = (np.flatnonzero((county == c) & (pupils == 1))[:40] for c in (0, 1))
    choice = np.full(len(h), OUT_WITH_CHILD, np.uint8)  # whoever leaves the region is not asked
    choice[here[:10]], choice[here[10:20]], choice[here[20:40]] = TO_COUNTY_SEAT, TO_TOWNSHIP_SEAT, STAY
    choice[there] = TO_COUNTY_SEAT
    before = choice.copy()
    ((estate, rows),) = estates.fill(region, [order(region, 15)], choice)
    assert pupils[rows].sum() == len(rows) == 15
    assert (county[rows] == estate.county).all()
    of_township = set(here[10:20][g.township[h["settlement"][here[10:20]]] == 0].tolist())
    first = set(here[:10].tolist()) | of_township
    assert set(rows[: len(first)].tolist()) == first
    assert set(rows[len(first) :].tolist()) <= set(here[20:40].tolist())
    assert (choice[rows] == TO_ESTATE).all()
    assert (np.delete(choice, rows) == np.delete(before, rows)).all()


def test_who_comes_depends_on_the_family_alone(region):
    """One family more or less on offer changes nobody's turn: the draw is keyed."""
    choice = np.full(len(region.households), STAY, np.uint8)
    ((_, all_rows),) = estates.fill(region, [order(region, 60)], choice)
    fewer = np.full(len(region.households), STAY, np.uint8)
    fewer[all_rows[::2]] = OUT_WITH_CHILD
    again = Region(start("tonghua"), numbers(), (), 1)
    ((_, rows),) = estates.fill(again, [order(again, 60)], fewer)
    left = all_rows[1::2]
    assert rows[: len(left)].tolist() == left.tolist()


@pytest.mark.parametrize(("bend", "pupils"), [(0.0, 50), (1.0, 63), (-1.0, 38)])
def test_an_estate_fills_along_its_curve(region, bend, pupils):
    """Half of the years and 100 pupils: 50 in equal parts, 62.2 most at first, 37.8 most at last."""
    region.numbers["estate_take_up"] = bend
    ((_, rows),) = estates.fill(region, [order(region, years=2)], np.zeros(len(region.households), np.uint8))
    assert pupils <= pupils_of(region)[rows].sum() <= pupils + 2  # a family may have two or three


@pytest.mark.parametrize(("price", "income"), [(0.0, 0.5), (1.0, 0.582), (5.0, 0.807)])
def test_the_richer_buy_first(region, price, income):
    """Ranks x drawn by odds e^(p x) have the mean (e^p (p - 1) + 1) / (p (e^p - 1)), at p = 0 a half."""
    region.numbers["estate_price"] = price
    ((_, rows),) = estates.fill(
        region, [order(region, 3000, 0.3)], np.zeros(len(region.households), np.uint8)
    )
    assert region.households["income"][rows].mean() == pytest.approx(income, abs=0.02)


def test_families_without_a_child_in_or_below_the_grades_do_not_come(region):
    c = region.children
    young = np.isin(c["status"], (BELOW_AGE, ENROLLED, WAITING))
    n_young = np.bincount(c["household"][young], minlength=len(region.households))
    ((_, rows),) = estates.fill(region, [order(region, 800)], np.zeros(len(region.households), np.uint8))
    assert (n_young[rows] > 0).all()
    assert (n_young == 0).any()


def test_families_that_leave_the_table_this_year_do_not_come():
    region = Region(start("small"), numbers(), (), 1)
    region.register.request_household_leave(np.arange(0, len(region.households), 2), DISSOLVED)
    choice = np.zeros(len(region.households), np.uint8)
    ((_, rows),) = estates.fill(region, [order(region, 10_000, 3.0)], choice)
    assert len(rows) > 20
    assert (rows % 2 == 1).all()


def test_there_are_never_more_families_than_dwellings(region):
    ((_, rows),) = estates.fill(region, [order(region, 30, 3.0)], np.zeros(len(region.households), np.uint8))
    assert len(rows) == 30


def test_families_own_their_home_and_those_who_leave_are_replaced(region):
    h = region.households
    choice = np.zeros(len(h), np.uint8)
    chosen = estates.fill(region, [order(region, 200, 0.5, years=2)], choice)
    ((estate, rows),) = chosen
    with region.writing_as("moves"):
        estates.move_in(region, chosen)
    assert (h["settlement"][rows] == estate.row).all()
    for column, expected in (("tenure", 0), ("year_moved", region.year), ("permit_months", 0)):
        assert (h[column][rows] == expected).all()
    pupils = pupils_of(region)
    assert 63 <= pupils[rows].sum() <= 64  # 100 (1 - e^-0.5) / (1 - e^-1) = 62.2 after half of the years
    region.year += 1
    choice[:] = STAY
    choice[rows[:20]] = TO_COUNTY_SEAT
    ((_, more),) = estates.fill(region, [], choice)
    assert not set(more.tolist()) & set(rows.tolist())
    assert 100 <= pupils[rows[20:]].sum() + pupils[more].sum() <= 102


def test_who_goes_home_is_replaced_and_whose_parents_go_or_come_back_is_not(region):
    h, n = region.households, 200
    choice = np.zeros(len(h), np.uint8)
    chosen = estates.fill(region, [order(region, 2 * n, 0.5, years=1)], choice)
    ((estate, rows),) = chosen
    with region.writing_as("moves"):
        estates.move_in(region, chosen)
        h.writable("parents_away")[rows] = 0
        h.writable("parents_away")[rows[10:20]] = 1
    own = pupils_of(region)[rows]
    for who, code, gone in ((slice(0, 10), RETURN, True), (slice(10, 20), RETURN, False),
                            (slice(20, 30), OUT_LEAVING_CHILD, False)):  # fmt: skip
        choice[:] = OUT_WITH_CHILD
        choice[rows] = STAY
        others = np.flatnonzero((pupils_of(region) == 1) & (h["settlement"] != estate.row))
        choice[others] = STAY
        choice[rows[who]] = code
        ((_, more),) = estates.fill(region, [], choice)
        assert pupils_of(region)[more].sum() == (own[who].sum() if gone else 0) - max(0, own.sum() - n)


def test_two_estates_of_a_year_share_no_family(region):
    orders = [order(region, 100, number=k) for k in range(2)]
    (_, one), (_, two) = estates.fill(region, orders, np.zeros(len(region.households), np.uint8))
    assert not set(one.tolist()) & set(two.tolist())


def test_a_full_estate_is_a_place_like_others(region):
    assert estates.fill(region, [order(region, 2000)], np.zeros(len(region.households), np.uint8))
    (estate,) = region.estates
    luck, county = np.linspace(0, 0.9999, 10_000), np.full(10_000, estate.county)
    assert region.geography.rank[estate.row] == COUNTY_SEAT
    assert not (region.homes.in_seat(county, luck) == estate.row).any()
    region.year = estate.year_full
    assert estates.fill(region, [], np.zeros(len(region.households), np.uint8)) == []
    g, residents = region.geography, 2000 * 2.34
    others = g.weight[(g.rank == COUNTY_SEAT) & (g.county == estate.county)].sum()
    share = (region.homes.in_seat(county, luck) == estate.row).mean()
    assert share == pytest.approx(residents / (others + residents), rel=0.1)
