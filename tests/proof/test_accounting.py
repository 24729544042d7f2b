"""Everybody is accounted for: with the flows of the records a plain projection gives every cell of every census."""

from functools import cache

import numpy as np
import pytest

from tests.accounting import GAINS, LOSSES, project, wrong_cells
from tests.counties import all_registered
from tests.worlds import CloseSome, numbers, run, start

KEYS = ["year", "county"]


@cache
def records(place: str):
    """Return county and township records of the longest runs that stay quick."""
    policies, years = {"tonghua": ((CloseSome(),), 4), "small": ((), 20)}[place]
    return signed(run(place, policies, years=years, seed=3)[1])


def signed(tables):
    """Return the two record tables with whole numbers that can be subtracted, the county's by year and county."""
    people, county = (
        tables[name].astype({c: np.int64 for c in tables[name].select_dtypes("number")})
        for name in ("township_age", "county")
    )
    return people, county.set_index(KEYS)


both = pytest.mark.parametrize("place", ["tonghua", "small"])


@both
def test_projection_gives_every_cell(place, record_property):
    """First census and flows, aged in plain numpy, give each township x zone kind x age x sex of every later year."""
    people, _ = records(place)
    projected = project(people)
    n = sum(int((found + wanted > 0).sum()) for wanted, found in projected.values())
    record_property("figures", f"{n:,} cells with people in {len(projected)} years, 0 differ")
    assert len(projected) == people.year.nunique() - 1 >= 3
    assert wrong_cells(people) == 0
    assert all(people[name].sum() > 0 for name in (*GAINS, *LOSSES))


@pytest.mark.parametrize("column", [*GAINS, *LOSSES, "residents"])
def test_projection_notices_one_person(column):
    """One person more in one cell of one year is found, from that year to the end of the cohort's records."""
    people = records("small")[0].copy()
    row = people.index[(people.year == 2020) & (people.age == 30)][0]
    people.loc[row, column] += 1
    assert wrong_cells(people) == (1 if column == "residents" else people.year.max() - 2020 + 1)


@pytest.mark.parametrize("column", ["n_born", "n_died", "n_came", "residents"])
def test_projection_notices_a_person_in_the_wrong_place(column):
    """One person counted at the neighbouring age is found though every total stays."""
    people = records("small")[0].copy()
    filled = people.index[(people.year == 2020) & (people[column] > 0)][0]
    same = people.loc[filled, ["year", "township", "zone_kind", "sex"]]
    others = people.index[(people[same.index] == same).all(axis=1) & (people.index != filled)]
    people.loc[filled, column] -= 1
    people.loc[others[-1], column] += 1
    assert wrong_cells(people) >= 2


@both
def test_moves_within_the_region_lose_nobody(place):
    """By year, age and sex as many moved in as out."""
    people, _ = records(place)
    moved = people.groupby(["year", "age", "sex"])[["n_moved_in", "n_moved_out"]].sum()
    assert (moved.n_moved_in == moved.n_moved_out).all()
    assert moved.n_moved_in.sum() > 0


@both
def test_flows_are_those_of_the_county_table(place):
    """Births and the deaths, arrivals and departures of children are the tallies; those of adults lie within them."""
    people, county = records(place)
    young = people[people.age < 18].groupby(KEYS)
    died_young = (
        people[people.age <= 18].groupby(KEYS).n_died.sum()
    )  # at the age that would have been reached
    assert (people.groupby(KEYS).n_born.sum() == county.births).all()
    assert people[people.age > 0].n_born.sum() == 0
    assert (died_young == county.child_deaths).all()
    assert (young.n_went.sum() == county.children_left_region).all()
    assert (young.n_came.sum() == county.children_arrived).all()
    grown = people[people.age >= 18].groupby(KEYS)
    assert_between(people[people.age > 18].groupby(KEYS).n_died.sum(), 0, county.adult_deaths)
    went = county.adults_away + county.newcomers_left
    families = 2 * (county.families_out_with_child + county.families_out_leaving_child)
    # whole migrant families leave too where a child finds no seat: no more of them than children without one
    assert_between(grown.n_went.sum(), went, went + families + 2 * county.children_unplaced)
    came = county.adults_returned + county.newcomers_arrived + county.parents_arrived
    assert_between(grown.n_came.sum(), came, came + 2 * county.families_return)


def assert_between(found, low, high) -> None:
    assert (found >= low).all()
    assert (found <= high).all()
    assert found.sum() > 0


@both
def test_residents_are_those_of_the_county_table(place):
    people, county = records(place)
    by_county = people.groupby(KEYS)
    assert (by_county.residents.sum() == county.residents).all()
    assert (people[people.age < 18].groupby(KEYS).residents.sum() == county.children).all()
    assert (by_county.hukou_here.sum() <= county.hukou_population).all()


def registered_losses(county):
    """Return what the registered people of the region lost a year besides hukou_left: their deaths, by year.

    The tallies hold no deaths by hukou, and none of the changes of register between counties of the region: so only
    the region's sum can be told, and of it only where nobody has the hukou elsewhere exactly.
    """
    of_region = county.groupby("year")[["hukou_population", "births_registered", "hukou_left"]].sum()
    gains = of_region.births_registered - of_region.hukou_left
    return (of_region.hukou_population.shift() + gains - of_region.hukou_population).iloc[1:]


@both
def test_registered_people_lose_only_deaths(place, record_property):
    """Registered people of a year = those before + registered births - hukou left - deaths that the tallies allow."""
    people, county = records(place)
    lost = registered_losses(county)
    of_year = county.groupby("year")[["adult_deaths", "child_deaths"]].sum().sum(axis=1).loc[lost.index]
    away = of_year - people.groupby("year").n_died.sum().loc[lost.index]  # all of them registered here
    record_property(
        "figures", f"deaths of registered people {lost.sum():,.0f} of {of_year.sum():,} deaths, "
        f"{away.sum():,} of them away"
    )  # fmt: skip
    assert_between(lost, away, of_year)
    assert away.sum() > 0


@cache
def without_hukou_elsewhere():
    """Return the county records of a county nobody comes to: every resident is registered in it."""
    begin = all_registered(start("small"))
    return signed(run("small", years=20, begin=begin, seed=3)[1])[1]


def test_registered_people_balance_where_all_are_registered():
    """Where nobody's hukou stands elsewhere the deaths of registered people are all deaths, to the person."""
    county = without_hukou_elsewhere()
    lost = registered_losses(county)
    deaths = county.groupby("year")[["adult_deaths", "child_deaths"]].sum().sum(axis=1).loc[lost.index]
    assert (lost == deaths).all()
    assert (county.hukou_left.groupby("year").sum().loc[lost.index] > 0).all()
    spoiled = county.copy()
    spoiled.loc[spoiled.index[5], "births_registered"] -= 1
    assert (registered_losses(spoiled) != deaths).sum() == 1


def test_a_draw_with_other_numbers_balances_too():
    """The accounts close for drawn parameters as well, in a run with newcomers of every kind."""
    _, tables = run("tonghua", (CloseSome(),), years=3, seed=5, draw=2)
    assert numbers(2) != numbers(0)
    assert wrong_cells(tables["township_age"]) == 0
