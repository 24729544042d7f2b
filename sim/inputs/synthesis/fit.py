"""Fit behaviour at the start: constants of family moves, scales of adult moves, the offset of the dropout logit."""

import numpy as np

from sim.base.chunks import find_chunks
from sim.base.draws import decision
from sim.base.table import Table
from sim.inputs.synthesis import behaviour
from sim.inputs.synthesis.geography import Places
from sim.kernels.codes import (
    COUNTY_SEAT,
    LOCAL,
    OUT_WITH_CHILD,
    PLAIN,
    STAY,
    TO_COUNTY_SEAT,
    TO_OTHER_COUNTY,
)
from sim.kernels.dropout import LOOKED_AT, mean_odds
from sim.kernels.families import LATE, starters
from sim.kernels.family_children import HAS_PUPILS, look_at_children
from sim.kernels.following import chance_to_follow
from sim.kernels.moves import CLOSED_TO_ALL, KIN, choose_moves
from sim.kernels.numbers import consider_probabilities, dropout_terms, move_weights
from sim.rules.rulebook import Rulebook
from sim.world import living_aid
from sim.world.people import CHILD_COLUMNS
from sim.world.register import Register
from sim.world.start import Behaviour, Geography

PERSONS_ARRIVING = 3.2  # two parents and the children of a migrant family (`sim.processes.arrivals`)
TRAITS = (
    "uid", "settlement", "hukou_settlement", "hukou", "tenure", "income", "parents_away", "year_away", "leaving",
)  # fmt: skip
PROMOTED = frozenset(
    {
        "household",
        "birth_year",
        "birth_month",
        "status",
        "school",
        "school_before",
        "grade",
        "year_entered",
        "is_repeating",
        "placement",
        "year_displaced",
    }
)  # columns of children a year later, as far as families look at them
SAMPLE = 25_000  # families the constants are fitted on; every k-th one where there are more


def net_migration(
    growth: np.ndarray, residents: np.ndarray, deaths: np.ndarray, births: np.ndarray
) -> np.ndarray:
    """Return net migration per resident and year by county: census growth less resident births and deaths."""
    total = np.maximum(1, residents.sum(axis=(1, 2)))
    return growth - (births - (residents * deaths).sum(axis=(1, 2))) / total


def hukou_out_share(
    growth: np.ndarray,
    people: np.ndarray,
    leavers: np.ndarray,
    births: np.ndarray,
    deaths: np.ndarray,
    numbers,
) -> np.ndarray:
    """Return how many people take their hukou away a year, per person who leaves in it, by county.

    Parameters
    ----------
    growth : float array (counties,)
        Growth of the registered population a year; NaN where it is not known: then the declared share holds.
    people : int array (counties, 101, 2)
        Registered people by age and sex.
    leavers : float array (counties,)
        Expected registered people who leave a year.
    births : float array (counties,)
        Registered births of the start year.
    deaths : float array (101, 2)
    """
    natural = births - (people * deaths).sum(axis=(1, 2))
    share = np.clip((natural - growth * people.sum(axis=(1, 2))) / np.maximum(1.0, leavers), 0.0, 1.0)
    return np.where(np.isnan(growth), numbers["share_hukou_leaves"], share)


def expected_leavers(
    behaviour: Behaviour, adults: np.ndarray, places: Places, families: np.ndarray
) -> np.ndarray:
    """Return registered people who leave in the first year, by county.

    `families` (counties,) are the registered members of families with children who leave a year.
    """
    p = np.minimum(1.0, behaviour.adult_rates[1] * behaviour.adult_scale[:, 1][:, None, None])
    return np.bincount(places.county, (adults[..., LOCAL] * p).sum(axis=(1, 2)), len(families)) + families


def fitted_behaviour(
    year: int, growth: np.ndarray, net: np.ndarray, residents: np.ndarray, adults: np.ndarray, places: Places,
    geography: Geography, schools,
    households, children, numbers, family_growth: np.ndarray, posts: np.ndarray,
) -> Behaviour:  # fmt: skip
    """Return what is fitted at the start; `net` is `net_migration` by county. See `sim.world.start.Behaviour`.

    `hukou_out` is left at zero: it is fitted on the leavers that come out of the rest. `family_growth` (counties,) are
    arrivals less departures of families a family and year where a county's pupils tell of them, else NaN.
    """
    family_out = family_out_rate(net, family_growth, numbers)
    persons = np.bincount(geography.county[households["settlement"]], minlength=geography.n_counties)
    in_families = (
        np.bincount(
            geography.county[households["settlement"][children["household"]]], minlength=geography.n_counties
        )
        + 2 * persons
    )
    in_seat = geography.rank[households["settlement"]] == COUNTY_SEAT
    seat_families = np.bincount(
        geography.county[households["settlement"]][in_seat], minlength=geography.n_counties
    )
    told = np.maximum(0.0, family_growth) * persons
    arriving = np.where(np.isnan(family_growth), numbers["p_family_arrives"] * seat_families, told)
    left_over = net * residents.sum(axis=(1, 2)) + family_out * in_families - arriving * PERSONS_ARRIVING
    adult_rates, scale, arrivals, shares = behaviour.adult_moves(adults, places, left_over, numbers)
    constants = _fit_moves(
        year,
        family_out + arriving / np.maximum(1, persons),
        geography,
        schools,
        households,
        children,
        numbers,
    )
    return Behaviour(
        constants, adult_rates, scale, arrivals, shares, _arrivals_by_place(arriving, places), growth,
        np.zeros(len(arriving)),
        _dropout_offset(year, children, households, len(schools), numbers), posts,
    )  # fmt: skip


def family_out_rate(net: np.ndarray, family_growth: np.ndarray, numbers) -> np.ndarray:
    """Return the share of families with children that leave the region a year, net of arrivals, by county."""
    usual = -net * numbers["family_out_ratio"]
    return np.maximum(0.0, np.where(np.isnan(family_growth), usual, -family_growth))


def _arrivals_by_place(arriving: np.ndarray, places: Places) -> np.ndarray:
    out = np.zeros(len(places.zone))
    for c, families in enumerate(arriving):
        first, stop = places.seat[np.flatnonzero(places.county == c)[0]]
        out[first:stop] = families / max(1, stop - first)
    return out


def _dropout_offset(year: int, children, households, n_schools: int, numbers) -> np.ndarray:
    """Return the log of the mean odds by stage of the pupils of the start, who get the living aid of their year."""
    share = np.full(n_schools, living_aid.coverage(numbers, Rulebook().aid_gap_closed))
    rates = np.broadcast_to(living_aid.national_rates(year), (n_schools, 2, 2))
    living_aid.give(children, households, share, rates)
    columns = [children[name] for name in LOOKED_AT]
    key = decision("dropout.attainment")
    odds = [
        mean_odds(
            *columns,
            households["poverty"],
            households["parents_away"],
            dropout_terms(numbers),
            key,
            year,
            stage,
        )
        for stage in range(2)
    ]
    return np.log(np.maximum(odds, 1e-9))


def _looked_at(
    year: int, children, households, schools, geography: Geography, numbers
) -> tuple[np.ndarray, np.ndarray]:
    """Return what families look at in `year`, the first with moves, and who has pupils: a grade further, on a copy."""
    later = Table("children", tuple(c for c in CHILD_COLUMNS if c.name in PROMOTED))
    later.append(len(children), **{name: children[name] for name in PROMOTED})
    looked_at = (children[name] for name in ("status", "birth_year", "birth_month", "uid"))
    entering = find_chunks(starters, len(children), 1, *looked_at, numbers["share_late_entry"], LATE, year)
    Register(later, households, len(schools)).promote(year, entering, schools["grade_high"])
    columns = [later[n] for n in ("household", "status", "grade", "year_displaced")]
    born = [later[n] for n in ("birth_year", "birth_month")]
    nothing_lost = np.zeros((geography.n_settlements, 9), np.int16)
    seen = look_at_children(*columns, *born, households["settlement"], nothing_lost, year)
    return seen, (seen & HAS_PUPILS) > 0


def _fit_moves(
    year: int, family_out: np.ndarray, geography: Geography, schools, households, children, numbers
) -> np.ndarray:
    """Return constants (counties, 7) for which a sample of the start families moves at the declared rates.

    Children who follow their parents by themselves are among the moves wanted. No estate has dwellings and nobody was
    turned away before the start.
    """
    h, counties = households, geography.n_counties
    looked_at = _looked_at(year + 1, children, h, schools, geography, numbers)
    take = {n: h[n][:: max(1, len(h) // SAMPLE)].copy() for n in TRAITS}
    seen, has_pupils = (column[:: max(1, len(h) // SAMPLE)].copy() for column in looked_at)
    n = len(take["uid"])
    county, rank = geography.county[take["settlement"]], geography.rank[take["settlement"]]
    constants = np.zeros((counties, 7))
    if counties == 1:
        constants[:, TO_OTHER_COUNTY] = CLOSED_TO_ALL
    expected, choice = np.zeros((n, 7)), np.zeros(n, np.uint8)
    wanted = [
        behaviour.move_targets(
            int(mine.sum()), int((rank[mine] == PLAIN).sum()), int((rank[mine] != COUNTY_SEAT).sum()),
            int((take["parents_away"][mine] > 0).sum()), family_out[c], numbers,
        )
        for c, mine in ((c, county == c) for c in range(counties))
    ]  # fmt: skip
    follows = has_pupils * chance_to_follow(take["year_away"], year + 1, numbers["p_child_follows"])
    to_seat = np.where(rank == COUNTY_SEAT, 0.0, numbers["share_parents_in_seat"])
    world = (
        geography.rank, geography.km_seat, geography.seat_of_township, geography.seat_sample, geography.county,
        *geography.zones(schools), np.tile(np.append(schools["quality_base"], 0.0), (2, 1)),
        np.repeat([Rulebook().for_newcomers()], counties, axis=0),
        np.zeros((geography.n_settlements, 2)), np.zeros((counties, 2, 2)), np.zeros(counties),
        consider_probabilities(numbers), constants, move_weights(numbers), numbers["share_relatives_seat"], KIN,
    )  # fmt: skip
    luck = 0, np.uint64(0), np.uint64(0), year + 1
    for _ in range(behaviour.SWEEPS):
        choose_moves(*take.values(), seen, *world, True, *luck, choice, expected, 0, n)
        following = follows * expected[:, STAY]
        for c in range(counties):
            mine = county == c
            by_choice = wanted[c].copy()
            by_choice[TO_COUNTY_SEAT] -= (following * to_seat)[mine].sum()
            by_choice[OUT_WITH_CHILD] -= (following * (1.0 - to_seat))[mine].sum()
            floor = behaviour.LEAST_BY_CHOICE * wanted[c]
            behaviour.shift_constants(constants[c], np.maximum(floor, by_choice), expected[mine].sum(axis=0))
    return constants
