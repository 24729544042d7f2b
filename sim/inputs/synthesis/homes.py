"""Homes for families, their hukou, tenure and parents away; adults by place."""

import numpy as np

from sim.base.draws import decision, draws_for
from sim.inputs.synthesis.geography import Places, Settled
from sim.inputs.synthesis.population import Families, largest_remainder
from sim.kernels.codes import (
    AWAY,
    COUNTY_SEAT,
    HUKOU_OTHER,
    HUKOU_PROVINCE,
    HUKOU_REGION,
    LOCAL,
    NEWCOMER,
    OLDEST,
    OWNER,
    TENANT,
    VILLAGE,
)
from sim.kernels.families import poverty_risk

_TRAITS = (
    "home",
    "outside",
    "rural",
    "origin",
    "tenure",
    "away",
    "income",
    "poverty",
    "permit",
    "moved",
    "since",
)
_KEYS = {name: decision(f"synthesis.home.{name}") for name in _TRAITS}
YEARS_SINCE_MOVE = 20  # families moved home at some time in this many years: only recent moves matter
SHARE_PROVINCE = 0.7  # assumption: families with hukou outside whose hukou is in the province
OWNERS_OUTSIDE_SEAT = 0.95  # assumption: families outside the seat that own their home
NEWCOMERS_OWN = 0.6  # assumption: owners among families whose hukou stands elsewhere, relative to the others
MOST_PERMIT_MONTHS = (
    72  # assumption: families with hukou elsewhere have held a permit (居住证) for up to six years
)
AWAY_LEAN = np.array([0.6, 1.0, 1.5])  # assumption: people away per resident in 城区, 镇区 and 乡村
LONGEST_AWAY = 15  # assumption: years that parents of the start have been away at most
LEAST_ADULTS = 0.02  # assumption: residents of a place who are adults without children, at the least


def home_columns(
    county: int, families: Families, settled: Settled, numbers: dict[str, float], share_outside: float, year: int,
    draw: int,
) -> dict:  # fmt: skip
    """Return the household columns of a county's families (see `sim.world.people.HOUSEHOLD_COLUMNS`).

    Homes are drawn on the settlements' residents, those of villages less, as more of them are old. Seat families whose
    hukou stands in a village (县内进城), owners, parents away and the poverty register follow the declared shares;
    incomes are ranks. `share_outside` is the share of seat families with hukou outside the county.
    """
    uid = families.family_uid

    def draws_of(name: str) -> np.ndarray:
        return draws_for(draw, _KEYS[name], 0, uid)

    mine = np.flatnonzero(settled.county == county)
    home = _settlements(settled, mine, numbers["village_family_ratio"], draws_of("home"))
    in_seat, in_village = settled.rank[home] == COUNTY_SEAT, settled.zone[home] == VILLAGE
    hukou = _hukou(in_seat, draws_of("outside"), share_outside)
    is_local, villages = hukou == HUKOU_REGION, mine[settled.zone[mine] == VILLAGE]
    is_mover = (
        in_seat & is_local & (draws_of("rural") < numbers["share_seat_rural_hukou"]) & (len(villages) > 0)
    )
    origin = villages[(draws_of("origin") * len(villages)).astype(int)] if len(villages) else home
    is_newcomer = is_mover | ~is_local
    p_owner = np.where(in_seat, numbers["share_owner_seat"], OWNERS_OUTSIDE_SEAT)
    p_owner = p_owner * np.where(is_newcomer, NEWCOMERS_OWN, 1.0)
    away = draws_of("away")
    exposed = ~in_seat
    both, one = numbers["share_both_parents_away"], numbers["share_one_parent_away"]
    is_away = exposed & (away < both + one)
    return {
        "uid": uid,
        "settlement": home,
        "hukou_settlement": np.where(is_local, np.where(is_mover, origin, home), -1),
        "hukou": hukou,
        "is_rural_hukou": is_newcomer | in_village,
        "tenure": np.where(draws_of("tenure") < p_owner, OWNER, TENANT),
        "permit_months": np.where(is_newcomer, (draws_of("permit") * MOST_PERMIT_MONTHS).astype(int), 0),
        "parents_away": np.where(exposed & (away < both), 2, np.where(is_away, 1, 0)),
        "year_away": np.where(is_away, year - years_away(draws_of("since"), numbers["p_parent_returns"]), 0),
        "year_moved": np.where(
            is_newcomer,
            year - 1 - (draws_of("moved") * YEARS_SINCE_MOVE).astype(int),
            year - YEARS_SINCE_MOVE,
        ),
        "income": draws_of("income"),
        "poverty": draws_of("poverty") < poverty_risk(numbers["share_poverty"], in_village),
        "mother_year": year - families.mother_age,
        "father_year": year - families.father_age,
        "n_births": families.n_births,
        "year_last_birth": year - families.years_since_birth,
    }


def years_away(luck: np.ndarray, p_returns: float) -> np.ndarray:
    """Return for how many years parents of the start have been away, int: as a yearly chance of return leaves them."""
    years = np.floor(np.log1p(-luck) / np.log1p(-np.clip(p_returns, 0.01, 0.99)))
    return np.minimum(years, LONGEST_AWAY).astype(np.int64)


def _settlements(settled: Settled, mine: np.ndarray, village_ratio: float, luck: np.ndarray) -> np.ndarray:
    """Return a settlement of the county for each draw, in proportion to residents, those of villages less."""
    weights = settled.weight[mine] * np.where(settled.zone[mine] == VILLAGE, village_ratio, 1.0)
    edges = np.cumsum(weights) / weights.sum()
    return mine[np.minimum(np.searchsorted(edges, luck, side="right"), len(mine) - 1)]


def _hukou(in_seat: np.ndarray, luck: np.ndarray, share_outside: float) -> np.ndarray:
    """Return where each family's hukou stands: outside for a share of seat families, most of these in the province."""
    outside = np.where(luck < SHARE_PROVINCE * share_outside, HUKOU_PROVINCE, HUKOU_OTHER)
    return np.where(in_seat & (luck < share_outside), outside, HUKOU_REGION)


def adults_by_place(
    county: int, adults: np.ndarray, newcomers: np.ndarray, away: np.ndarray, members: np.ndarray, settled: Settled,
    places: Places,
) -> np.ndarray:  # fmt: skip
    """Return the people of the table by place, age, sex and standing, int array (places, 101, 2, 3).

    Adults fill each place up to its residents, with the county's age shape (an assumption until a population by
    township is given). Residents with hukou elsewhere live in the seat, people away lean to villages.

    Parameters
    ----------
    adults : int array (101, 2)
        Resident adults without the parents in families.
    newcomers : int array (101, 2)
        Those of them with hukou elsewhere; no more than the seat holds are taken.
    away : int array (101, 2)
        Registered here and living elsewhere, of every age.
    members : int array (places,)
        Residents of families with children.
    """
    n_places = len(places.zone)
    out = np.zeros((n_places, OLDEST + 1, 2, 3), np.int64)
    people = np.bincount(places.of_settlement, weights=settled.weight, minlength=n_places) * (
        places.county == county
    )
    first, stop = places.seat[np.flatnonzero(places.county == county)[0]]
    out[..., LOCAL] = _spread(np.maximum(people - members, LEAST_ADULTS * people), adults)
    seat = np.zeros(n_places)
    seat[first:stop] = people[first:stop]
    guests = np.minimum(_spread(seat, newcomers), out[..., LOCAL])
    out[..., LOCAL] -= guests
    out[..., NEWCOMER] = guests
    out[..., AWAY] = _spread(people * AWAY_LEAN[places.zone], away)
    return out


def _spread(weights: np.ndarray, counts: np.ndarray) -> np.ndarray:
    """Return counts (101, 2) spread over places by weight, int (places, 101, 2); every age and sex ties."""
    out = np.zeros((len(weights), *counts.shape), np.int64)
    for age, sex in zip(*np.nonzero(counts), strict=True):
        out[:, age, sex] = largest_remainder(weights, int(counts[age, sex]))
    return out


def absence_profile() -> np.ndarray:
    """Return how likely each age 0-100 is to be away, relative to each other.

    Assumptions: young adults most; children of those away less than adults, and least at school age, as many stay
    behind; used where the population table does not tell who is away.
    """
    out = np.zeros(OLDEST + 1)
    for low, high, weight in (
        (0, 5, 0.75), (6, 17, 0.65), (18, 24, 1.3), (25, 34, 1.6), (35, 44, 1.2), (45, 54, 0.9), (55, 64, 0.5),
        (65, OLDEST, 0.25),
    ):  # fmt: skip
        out[low : high + 1] = weight
    return out


def leaving_profile() -> np.ndarray:
    """Return the relative rate of leaving by single age 0-100.

    An assumption after Rogers and Castro 1981: a peak at 18-24 over a quarter of it at old ages, since whole families
    left the prefecture between 2010 and 2020.

    """
    age = np.arange(OLDEST + 1)
    return np.where(age < 18, 0.0, 0.25 + np.exp(-((np.maximum(age, 22) - 22) / 12.0)))
