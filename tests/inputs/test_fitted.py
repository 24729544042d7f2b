"""What is fitted at the start, reckoned by hand: net migration, moves of adults, registers, births of women away."""

import dataclasses

import numpy as np
import pandas as pd
import pytest

from sim.inputs.synthesis import behaviour, fertility, fit
from sim.inputs.synthesis.build import build_start
from sim.inputs.synthesis.fertility import Women
from sim.inputs.synthesis.geography import Places
from sim.inputs.synthesis.vitals import fertility_donor, future_tfr
from sim.inputs.tables import read_tables
from sim.kernels.codes import (
    AWAY,
    COUNTY_SEAT,
    LOCAL,
    NEWCOMER,
    OUT_LEAVING_CHILD,
    OUT_WITH_CHILD,
    PLAIN,
    RETURN,
    TO_COUNTY_SEAT,
    TO_OTHER_COUNTY,
    TO_TOWNSHIP_SEAT,
)
from sim.world.people_count import count_people
from sim.world.region import Region
from tests.counties import larger, live, without_moves
from tests.expected_moves import first_year, residents_by_zone
from tests.worlds import FOLDERS, numbers

NUMBERS = {
    **numbers(), "p_adult_returns": 0.04, "p_newcomer_leaves": 0.06, "women_leave_ratio": 1.3,
    "urbanisation_speed": 1.5, "p_adult_to_seat": 0.01, "p_village_to_seat": 0.02, "p_village_to_township": 0.01,
    "p_other_county": 0.003, "p_leave_child": 0.012, "p_parent_returns": 0.08,
}  # fmt: skip
# One county: a seat, a town and a village.
PLACES = Places(
    np.array([0, 0, 1]), np.array([0, 1, 2]), np.zeros(3, int), np.arange(3).astype(np.uint64), np.array([[0, 1]] * 3),
    np.arange(3),
)  # fmt: skip


def people() -> np.ndarray:
    """Return 100 local men and women of every age 18-60 in each place, 20 newcomers in the seat, 30 away each."""
    out = np.zeros((3, 101, 2, 3), np.int64)
    out[:, 18:61, :, LOCAL] = 100
    out[0, 18:61, :, NEWCOMER] = 20
    out[:, 18:61, :, AWAY] = 30
    return out


def test_net_migration_is_growth_less_births_plus_deaths():
    residents, deaths = np.zeros((1, 101, 2)), np.zeros((101, 2))
    residents[0, 30], deaths[30] = 500, 0.02  # 1,000 people, 20 deaths
    (net,) = fit.net_migration(np.array([-0.03]), residents, deaths, np.array([5.0]))
    assert net == pytest.approx(-0.03 - (5 - 20) / 1000)


def test_registers_shrink_as_births_deaths_and_leavers_leave_over():
    registered, deaths = np.zeros((2, 101, 2)), np.zeros((101, 2))
    registered[:, 30], deaths[30] = 500, 0.02
    growth, leavers, births = np.array([-0.025, np.nan]), np.array([40.0, 40.0]), np.array([7.0, 7.0])
    share = fit.hukou_out_share(growth, registered, leavers, births, deaths, {"share_hukou_leaves": 0.35})
    assert share[0] == pytest.approx((7 - 20 + 25) / 40)
    assert share[1] == 0.35


def flows_of(net: float) -> tuple[dict[str, float], tuple]:
    """Return the flows of a year that the fitted rates give on these people, and what was fitted."""
    adults = people()
    rates, scale, arrivals, shares = behaviour.adult_moves(adults, PLACES, np.array([net]), NUMBERS)
    chance = rates[None] * scale[:, :, None, None]
    found = {
        "gone": (adults[..., LOCAL] * chance[:, 1]).sum(), "back": (adults[..., AWAY] * chance[:, 2]).sum(),
        "left": (adults[..., NEWCOMER] * chance[:, 3]).sum(), "come": arrivals.sum(),
        "to seat": (adults[1:, ..., LOCAL] * chance[1:, 0]).sum(),
    }  # fmt: skip
    return found, (rates, scale, arrivals, shares)


@pytest.mark.parametrize("net", [-400.0, -100.0, 50.0])
def test_adults_leave_so_that_the_net_is_met(net):
    found, _ = flows_of(net)
    assert found["back"] + found["come"] - found["gone"] - found["left"] == pytest.approx(net)
    assert found["back"] == pytest.approx(0.04 * 3 * 43 * 2 * 30)
    assert found["left"] == found["come"] == pytest.approx(0.06 * 43 * 2 * 20)
    assert found["to seat"] == pytest.approx(
        0.01 * 1.5 * 2 * 43 * 2 * 100, rel=0.05
    )  # women leave a little more


def test_who_leaves_and_who_comes():
    _, (rates, scale, arrivals, shares) = flows_of(-400.0)
    assert rates[1, 18:30, 1] == pytest.approx(1.3 * rates[1, 18:30, 0])
    assert (rates[1, 30:, 1] == rates[1, 30:, 0]).all()
    assert (rates[:, :18] == 0).all()
    assert scale[1, 1] == scale[2, 1] == pytest.approx(behaviour.VILLAGE_LEAN * scale[0, 1])
    assert arrivals[1] == arrivals[2] == 0
    assert shares.sum() == pytest.approx(1.0)
    assert (shares[:18] == 0).all()
    assert (shares[61:] == 0).all()  # nobody comes at an age at which nobody lives
    assert shares[22] > shares[40] > 0


def test_targets_of_families():
    wanted = behaviour.move_targets(1000, 400, 600, 50, 0.02, NUMBERS)
    expected = {
        TO_TOWNSHIP_SEAT: 1.5 * 0.01 * 400, TO_COUNTY_SEAT: 1.5 * 0.02 * 600, TO_OTHER_COUNTY: 3.0,
        OUT_WITH_CHILD: 20.0, OUT_LEAVING_CHILD: 12.0, RETURN: 4.0,
    }  # fmt: skip
    assert {k: wanted[k] for k in expected} == pytest.approx(expected)
    gaining = behaviour.move_targets(1000, 400, 600, 50, 0.0, NUMBERS)
    assert gaining[OUT_WITH_CHILD] == pytest.approx(behaviour.LEAST_OUT * 1000)


def women(**differently) -> Women:
    """Return 1,000 local women of 30, 400 away of 30, 200 mothers of one whose child is 5; half of families local."""
    local, away, mothers = np.zeros(101), np.zeros(101), np.zeros((2, 18, 101))
    local[30], away[30], mothers[0, 5, 32] = 1000.0, 400.0, 200.0
    rate = np.zeros(101)
    rate[30] = 0.1
    usual = dict(
        newcomers=np.zeros(101), girls=np.zeros(101), share_home=0.75, share_local=0.5, rate_away=rate
    )
    return Women(**{**usual, "local": local, "away": away, "mothers": mothers, **differently})


def hazards() -> tuple[np.ndarray, np.ndarray]:
    first, later = np.zeros(101), np.zeros((2, 101))
    first[30], later[0, 32] = 0.1, 0.2
    return first, later


def births_of(basis: str, births: float):
    """Return the small county's tables with the same births in every year."""
    tables = read_tables(FOLDERS["small"])
    years = list(range(2015, 2026))
    rows = tables.births.iloc[[0] * len(years)].reset_index(drop=True)
    return dataclasses.replace(tables, births=rows.assign(year=years, basis=basis, births=births))


def test_resident_births_are_registered_ones_less_those_away():
    """Expected: 100 first ones of locals, 30 later ones (half of them registered here), 40 of women away."""
    (found,) = fertility.start_births(births_of("registered", 310.0), [women()], hazards())
    assert found == pytest.approx(310 * 130 / (100 + 15 + 40))
    (found,) = fertility.start_births(births_of("resident", 310.0), [women()], hazards())
    assert found == pytest.approx(310)


@pytest.mark.parametrize(("registered", "factor"), [(165.0, 1.25), (1000.0, 2.0), (100.0, 0.5)])
def test_women_away_bear_what_registered_births_leave(registered, factor):
    """130 infants live here: level 1, 115 of them registered; the rest of the registered births is of 40 expected."""
    args = [women()], hazards(), women().rate_away
    (found,) = fertility.away_factors(births_of("registered", registered), *args, np.array([130]))
    assert found == pytest.approx(factor)
    (found,) = fertility.away_factors(births_of("resident", registered), *args, np.array([130]))
    assert found == 1.0


def everyone(w: Women) -> float:
    return float(w.local.sum() + w.away.sum() + w.newcomers.sum() + w.mothers.sum() + w.girls.sum())


def test_a_year_of_age_loses_nobody_and_brings_mothers_and_girls_to_the_table():
    girls, mothers = np.zeros(101), np.zeros((2, 18, 101))
    girls[17], mothers[1, 17, 47], mothers[0, 3, 33] = 60.0, 80.0, 10.0
    w = women(girls=girls, mothers=mothers)
    before = everyone(w)
    fertility._age(w, np.zeros(101))
    fertility._give_birth(w, fertility._births(w, hazards(), w.rate_away), 0.0, 1.06)
    assert everyone(w) == pytest.approx(before)
    assert (w.local[18], w.local[48], w.away[48]) == (60.0, 60.0, 20.0)  # of mothers a quarter was away
    assert w.mothers[0, 4, 34] == 10.0


def test_who_leaves_is_away_and_some_come_back():
    w = women(leave=np.full(101, 0.1), family_out=0.05, hukou_out=0.0)
    before = everyone(w)
    fertility._migrate(w, np.full(101, 0.25))
    assert w.local[30] == pytest.approx(1000 - 100 + 100)
    assert w.away[30] == pytest.approx(400 + 100 - 100)
    assert w.away[32] == pytest.approx(200 * 0.05 * 0.5)  # of the mothers that leave half are registered here
    assert w.mothers.sum() == pytest.approx(190)
    assert everyone(w) == pytest.approx(before - 5)


def test_people_away_leave_the_register_as_a_part_of_those_who_left():
    w = women(leave=np.full(101, 0.1), hukou_out=0.3)
    fertility._migrate(w, np.zeros(101))
    assert w.away.sum() == pytest.approx(500 - 0.3 * 100)


def test_total_fertility_follows_the_future_after_the_last_known_births():
    """A future that falls to half of the last known year is met: births over women at the rates by age, 8 years on."""
    tables = larger(20)
    last = int(tables.births["year"].max())
    rows = tables.fertility_level.iloc[[0] * 4].reset_index(drop=True)
    falling = rows.assign(
        year=[last - 5, last, last + 3, last + 60], tfr=[1.2, 1.2, 0.6, 0.6], variant="medium"
    )
    level = [falling.assign(variant=variant) for variant in ("low", "medium", "high")]
    tables = dataclasses.replace(tables, fertility_level=pd.concat(level, ignore_index=True))
    begin = without_moves(build_start(tables, numbers(), 0))
    schedule, path = fertility_donor(tables).sum(axis=0), future_tfr(tables, 0.0)
    years = last - begin.year + 10
    relative = np.zeros(years)
    for seed in (1, 2):
        seen = live(begin, numbers(), seed, years)
        relative += [c.tally["births"] / (c.residents[:, :, 1].sum(axis=0) @ schedule) for c in seen]
    assert path[last - begin.year + 5] == pytest.approx(0.6)
    assert relative[-6:].mean() / relative[last - begin.year - 1] == pytest.approx(0.5, abs=0.06)


def test_a_position_between_the_paths_of_the_future():
    rows = [("low", 2017, 1.0), ("low", 2027, 0.6), ("medium", 2017, 1.0), ("medium", 2027, 0.8), ("high", 2017, 1.0),
            ("high", 2027, 1.2)]  # fmt: skip
    level = pd.DataFrame(rows, columns=["variant", "year", "tfr"])
    tables = dataclasses.replace(read_tables(FOLDERS["small"]), fertility_level=level)
    found = {position: future_tfr(tables, position)[10] for position in (-1.0, -0.5, 0.0, 0.25, 1.0)}
    assert found == pytest.approx({-1.0: 0.6, -0.5: 0.7, 0.0: 0.8, 0.25: 0.9, 1.0: 1.2})
    assert future_tfr(tables, -0.5)[5] == pytest.approx(0.85)


def test_the_first_year_moves_and_grows_as_declared():
    """What is expected of the first year: growth of the table (births of later years but for it), moves as declared."""
    tables = larger(5)
    begin = build_start(tables, numbers(), 0)
    expected = first_year(begin, numbers())
    before = count_people(Region(begin, numbers(), (), 1)).residents.sum()
    growth = residents_by_zone(expected).sum() / before - 1
    assert growth == pytest.approx(tables.counties["resident_growth"][0], abs=0.002)
    rank = begin.geography.rank[begin.households["settlement"]]
    away = (begin.households["parents_away"] > 0).sum()
    declared = {
        "county_seat": numbers()["p_village_to_seat"] * (rank != COUNTY_SEAT).sum(),
        "township_seat": numbers()["p_village_to_township"] * (rank == PLAIN).sum(),
        "out_leaving_child": numbers()["p_leave_child"] * len(rank),
        "return": numbers()["p_parent_returns"] * away,
    }
    found = {name: float(np.sum(expected.tally[f"families_{name}"])) for name in declared}
    assert found == pytest.approx(declared, rel=0.08)
