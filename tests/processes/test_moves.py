"""What moves, arrivals, births and the 18th birthday leave in the columns, on families picked by hand."""

import dataclasses

import numpy as np
import pytest

from sim.inputs.synthesis import homes
from sim.kernels.codes import (
    AWAY,
    BELOW_AGE,
    ENROLLED,
    HUKOU_OTHER,
    HUKOU_REGION,
    LOCAL,
    NEWCOMER,
    OUT_LEAVING_CHILD,
    OWNER,
    RETURN,
    TENANT,
    TO_COUNTY_SEAT,
    WAITING,
)
from sim.processes import ageing, arrivals, births, moves
from sim.world.region import Region
from tests.counties import larger
from tests.worlds import build_start, numbers, run, start

NUMBERS = {**numbers(), "p_hukou_follows": 1.0}


def world(begin=None) -> Region:
    """Return the small county in its second year, before anything has happened in it."""
    region = Region(start("small") if begin is None else begin, NUMBERS, (), 1)
    region.year += 1
    region.accounts.open_year()
    return region


def put(table, owner: str, rows, **values) -> None:
    with table.writing_as(owner):
        for name, value in values.items():
            table.writable(name)[rows] = value


def choosing(region: Region, **rows) -> np.ndarray:
    codes = {"seat": TO_COUNTY_SEAT, "leaves_child": OUT_LEAVING_CHILD}
    choice = np.zeros(len(region.households), np.uint8)
    for name, which in rows.items():
        choice[which] = codes[name]
    return choice


def test_a_permit_begins_anew_with_a_move_and_lasts_for_others():
    region = world()
    put(region.households, "moves", slice(None), permit_months=20)
    put(region.households, "moves", [3], permit_months=595)
    choice = choosing(region, seat=[1])
    with region.writing_as("moves"):
        moves._relocate(region, choice, np.flatnonzero(choice))
    assert region.households["permit_months"][[0, 1, 2, 3]].tolist() == [32, 0, 32, 600]
    assert region.households["year_moved"][1] == region.year


def test_newcomers_hold_a_permit_for_a_year_more_each_year_they_stay():
    """Over three years of a whole run: 12 months a year, from what they came with, for all who did not move."""
    region, _ = run("tonghua", years=4)
    h = region.households
    since = region.year - 1 - h["year_moved"].astype(int)
    came = (h["hukou"] != HUKOU_REGION) & (since >= 0) & (since < 3)
    for years in range(3):
        months = h["permit_months"][came & (since == years)].astype(int)
        assert 12 * years <= months.min() <= months.max() < 12 * years + arrivals.MOST_PERMIT_MONTHS
    assert (h["permit_months"][came & (since == 0)] > 0).any()  # held before they came


@pytest.mark.parametrize(("share", "left"), [(0.0, 1), (1.0, 2)])
def test_one_or_both_parents_leave_and_a_lone_mother_leaves_nobody_behind(share, left):
    region = world()
    region.numbers |= {"share_both_parents_away": share, "share_one_parent_away": 1.0 - share}
    earlier = region.year - 4
    put(region.households, "moves", [1, 2, 3], parents_away=[0, 1, 0], year_away=[0, earlier, 0])
    put(region.households, "parents", [3], father_year=0)
    with region.writing_as("moves"):
        moves._relocate(region, choosing(region, leaves_child=[1, 2, 3]), np.array([1, 2, 3]))
    assert region.households["parents_away"][[1, 2, 3]].tolist() == [left, 2, 2]
    assert region.households["year_away"][[1, 2, 3]].tolist() == [region.year, earlier, region.year]


def test_parents_who_come_back_have_not_been_away():
    region = world()
    put(region.households, "moves", [1, 2], parents_away=[1, 2], year_away=region.year - 2)
    choice = choosing(region)
    choice[1] = RETURN
    with region.writing_as("moves"):
        moves._relocate(region, choice, np.flatnonzero(choice))
    assert region.households["parents_away"][[1, 2]].tolist() == [0, 2]
    assert region.households["year_away"][[1, 2]].tolist() == [0, region.year - 2]


def test_who_has_a_parent_away_knows_since_when():
    """At the start and after four years: a year where a parent is away, none where nobody is."""
    for h, year in ((start("tonghua").households, 2017), (run("tonghua", years=5)[0].households, 2021)):
        assert ((h["year_away"] > 0) == (h["parents_away"] > 0)).all()
        away = h["year_away"][h["parents_away"] > 0]
        assert away.max() == year
        assert away.min() == 2017 - homes.LONGEST_AWAY


def test_parents_of_the_start_have_been_away_as_the_yearly_return_leaves_them():
    """With a quarter back each year, a quarter left this year, 3/16 in the year before, and so on, up to 15 years."""
    luck = (np.arange(160_000) + 0.5) / 160_000
    share = np.bincount(homes.years_away(luck, 0.25)) / len(luck)
    assert share[:3] == pytest.approx([1 / 4, 3 / 16, 9 / 64], abs=1e-4)
    assert share[15] == pytest.approx(0.75**15, abs=1e-4)
    assert len(share) == 16


def test_arrivals_follow_the_growth_of_the_county():
    region = world()
    growth = np.full(region.geography.n_counties, -0.1)
    region.behaviour = dataclasses.replace(region.behaviour, growth=growth)
    region.year = region.first_year + 1
    assert arrivals.trend(region) == pytest.approx(1.0)  # the year the fit is made for
    region.year += 2
    assert arrivals.trend(region) == pytest.approx(0.81)


@pytest.mark.parametrize("month", [2, 8, 9, 12])
def test_who_leaves_keeps_hukou_and_age(month):
    """A child who is 10 on 1 September is away at 10 in the place of its hukou, whatever its month of birth."""
    region = world()
    c, h, g = region.children, region.households, region.geography
    children = np.flatnonzero(c["household"] == 5)
    born = region.year - 10 - (month > 8)
    put(c, "births", children, birth_year=born, birth_month=month, sex=1)
    elsewhere = int(np.flatnonzero(g.place != g.place[h["settlement"][5]])[0])
    put(h, "moves", [5], hukou=HUKOU_REGION, hukou_settlement=elsewhere)
    put(h, "parents", [5], mother_year=region.year - 33, father_year=region.year - 36)
    before = region.adults.copy()
    moves.leave_region(region, np.array([5]))
    gained = region.adults - before
    assert gained.sum() == len(children) + 2
    assert gained[g.place[elsewhere], 10, 1, AWAY] == len(children)
    assert gained[g.place[elsewhere], 33, 1, AWAY] == gained[g.place[elsewhere], 36, 0, AWAY] == 1
    assert region.accounts.tally["parents_away"].sum() == 2


def test_hukou_follows_owners_and_nobody_else():
    region = world()
    h = region.households
    home = int(h["settlement"][0])
    other = int(np.flatnonzero(np.arange(region.geography.n_settlements) != home)[0])
    put(h, "moves", slice(None), hukou=HUKOU_OTHER, hukou_settlement=-1)
    put(
        h, "moves", [0, 1, 2], settlement=home, hukou=[HUKOU_REGION, HUKOU_REGION, HUKOU_OTHER],
        hukou_settlement=[other, other, -1], tenure=[OWNER, TENANT, OWNER],
    )  # fmt: skip
    with region.writing_as("moves"):
        moves._registers_follow(region)
    assert h["hukou_settlement"][[0, 1, 2]].tolist() == [home, other, -1]


def test_families_that_arrive():
    """Children of 6 to 14 wait for the grade of their age, fathers are older, permits are held for months."""
    begin = start("small")
    many = dataclasses.replace(
        begin.behaviour, family_arrivals=np.full_like(begin.behaviour.family_arrivals, 40.0)
    )
    region = world(dataclasses.replace(begin, behaviour=many))
    n, families = len(region.children), len(region.households)
    with region.writing_as("births"):
        arrivals.run(region)
    c, h = region.children, region.households
    age = region.year - c["birth_year"][n:].astype(int) - (c["birth_month"][n:] > 8)
    status, grade = c["status"][n:], c["grade"][n:]
    assert (age.min(), age.max()) == (0, arrivals.OLDEST_CHILD)
    assert (status == np.where(age < 6, BELOW_AGE, WAITING)).all()
    assert (grade == np.where(age < 6, 0, age - 5)).all()
    new = slice(families, None)
    assert (h["hukou"][new] != HUKOU_REGION).all()
    assert (h["mother_year"][new] - h["father_year"][new] == arrivals.FATHER_OLDER).all()
    assert h["permit_months"][new].max() < arrivals.MOST_PERMIT_MONTHS
    older_at_birth = c["birth_year"][n:].astype(int) - h["mother_year"][c["household"][n:]]
    assert older_at_birth.min() >= arrivals.YOUNGEST_MOTHER - 1
    tally = region.accounts.tally
    assert tally["parents_arrived"].sum() == 2 * tally["families_arrived"].sum() == 2 * (len(h) - families)
    assert tally["children_arrived"].sum() == len(age) > len(h) - families


def test_who_turns_18_keeps_the_register_of_the_family():
    region = world()
    c, h = region.children, region.households
    two = np.unique(c["household"])[:2]
    put(h, "moves", two, hukou=[HUKOU_REGION, HUKOU_OTHER])
    rows = np.array([np.flatnonzero(c["household"] == f)[0] for f in two])
    put(c, "births", slice(None), birth_year=region.year - 5)
    put(c, "births", rows, birth_year=region.year - 18, birth_month=3, sex=0)
    before = region.adults[:, 18, 0].sum(axis=0)
    with region.writing_as("parents"):
        ageing._leave_by_age(region, np.zeros((101, 2)))
    gained = region.adults[:, 18, 0].sum(axis=0) - before
    assert (gained[LOCAL], gained[NEWCOMER], gained[AWAY]) == (1, 1, 0)


def test_births_follow_the_level_of_the_year():
    """A level of 0 in one year stops births of that year alone, of residents and of women away."""
    begin = build_start(larger(2), numbers(), 0)
    level = begin.vitals.level.copy()
    level[2] = 0.0
    region = world(dataclasses.replace(begin, vitals=dataclasses.replace(begin.vitals, level=level)))
    found = []
    for _ in range(2):
        with region.writing_as("births"):
            births.run(region, None, [])
        found.append([int(region.accounts.tally[name].sum()) for name in ("births", "births_away")])
        region.year += 1
        region.accounts.open_year()
    assert min(found[0]) > 0
    assert found[1] == [0, 0]


def test_births_are_registered_where_the_hukou_of_the_family_stands():
    region = world(start("tonghua"))
    h, g = region.households, region.geography
    here, there = (int(np.flatnonzero(g.county == county)[0]) for county in (0, 2))
    put(
        h, "moves", [0, 1, 2], settlement=here, hukou=[HUKOU_REGION, HUKOU_REGION, HUKOU_OTHER],
        hukou_settlement=[here, there, -1],
    )  # fmt: skip
    births._count(region, np.array([0, 1, 2]), np.array([0, 1, 0]))
    assert region.accounts.tally["births"].tolist() == [3, 0, 0, 0, 0, 0, 0]
    assert region.accounts.tally["births_registered"].tolist() == [1, 0, 1, 0, 0, 0, 0]


def test_enrolled_pupils_of_families_that_leave_are_gone_from_their_school():
    region = world()
    c = region.children
    family = int(c["household"][np.flatnonzero(c["status"] == ENROLLED)[0]])
    pupils = int(((c["household"] == family) & (c["status"] == ENROLLED)).sum())
    region.register.begin_year()
    moves.leave_region(region, np.array([family]))
    assert not ((c["household"] == family) & (c["status"] == ENROLLED)).any()
    assert region.register.flows.sum() == pupils


def test_deaths_are_those_of_the_year():
    """Where nobody dies in the second year, everybody of the start lives on, though all would die in the others."""
    begin = start("small")
    rates = np.ones_like(begin.vitals.death_rate)
    rates[1] = 0.0
    region = world(dataclasses.replace(begin, vitals=dataclasses.replace(begin.vitals, death_rate=rates)))
    with region.writing_as("parents"):
        ageing.run(region, None, [])
    tally = region.accounts.tally
    assert tally["adult_deaths"].sum() == tally["child_deaths"].sum() == 0
