"""Moves (model.md step 3): families choose, estates fill, adults move, families arrive, registers follow with a lag."""

from collections.abc import Mapping

import numpy as np

from sim.base.chunks import find_chunks, run_chunks
from sim.base.draws import decision, draws_for
from sim.kernels.codes import (
    AWAY,
    MOVE_NAMES,
    MOVED_AWAY,
    OUT_WITH_CHILD,
    TO_OTHER_COUNTY,
)
from sim.kernels.demography import leave_register, move_adults
from sim.kernels.families import hukou_follows
from sim.kernels.family_children import look_at_children
from sim.kernels.leaving import count_leaving_region
from sim.kernels.movers import count_moves, extend_permits, part_or_return, relocate, who_relocates
from sim.kernels.moves import KIN, choose_moves
from sim.kernels.numbers import consider_probabilities, move_weights
from sim.kernels.rows import rows_of
from sim.processes import (
    arrivals,
    arrivals_by_shares,
    estates,
    following,
    moves_by_shares,
    offers,
    senior_high,
    trace_notes,
)
from sim.world.quality import quality_seen
from sim.world.region import Region
from sim.world.whereabouts import children_of_families, children_of_marked, noting_moves

_CONSIDER, _CHOICE, _WHERE, _BUY, _FOLLOW, _AWAY_FOLLOWS, _BOTH = (
    decision(f"move.{name}")
    for name in ("consider", "choice", "where", "buy", "follow", "away_follows", "both")
)
_ADULTS = np.array(
    [decision(f"adult.{name}") for name in ("seat", "away", "return", "leave", "arrive")], np.uint64
)
LEAVING_TALLIES = "children_left_region", "children_away", "parents_away", "parents_left_region"
ADULT_TALLIES = "adults_to_seat", "adults_away", "adults_returned", "newcomers_left", "newcomers_arrived"
LONGEST_PERMIT = 600  # months up to which a residence permit is counted


def run(region: Region, rules, orders) -> None:
    """Let families and adults move, and families arrive."""
    region.seen.look(region.zone, region.schools, region.year)
    shares, counties = offers.turned_away(region), np.arange(region.geography.n_counties)
    region.seen.turned_away = region.peers.everywhere(shares, counties)
    seen = look(region)
    choice = choose(region, rules, seen)
    moves_by_shares.choose(region, choice, orders)
    following_parents, together = following.follow(region, rules, choice, seen)
    into_estates = estates.fill(region, orders, choice)
    movers, children = rows_of(choice), children_of_marked(region, choice)
    following.count(region, following_parents, children)
    _count(region, choice, movers, children)
    with noting_moves(region, movers, children), trace_notes.moves(region, choice):
        _relocate(region, choice, movers)
        following.reunite(region, together)
        estates.move_in(region, into_estates)
        _go_away(region, choice, movers, children)
    arrivals.run(region)
    arrivals_by_shares.run(region)
    region.peers.settle(region)
    _move_adults(region)
    _registers_follow(region)


def look(region: Region) -> np.ndarray:
    """Return what families look at in their children this year, uint32 (households,)."""
    c = region.children
    columns = [c[n] for n in ("household", "status", "grade", "year_displaced", "birth_year", "birth_month")]
    return look_at_children(
        *columns, region.households["settlement"], region.seen.year_lost, region.year, region.threads
    )


def choose(region: Region, rules, seen: np.ndarray) -> np.ndarray:
    """Return each family's choice (codes of `MOVE_NAMES`), uint8 (households,); `seen` as of `look`."""
    h, g = region.households, region.geography
    columns = [
        h[n]
        for n in (
            "uid",
            "settlement",
            "hukou_settlement",
            "hukou",
            "tenure",
            "income",
            "parents_away",
            "year_away",
            "leaving",
        )
    ]
    shares = region.seen.turned_away
    for_newcomers = np.array([book.for_newcomers() for book in rules])
    numbers, choice, unused = region.numbers, np.empty(len(h), np.uint8), np.zeros((0, 7))
    run_chunks(
        choose_moves, len(h), region.threads, *columns, seen, g.rank, g.km_seat, g.seat_of_township, g.seat_sample,
        g.county, region.zone, region.zone_minutes, _quality_seen(region, rules), for_newcomers,
        offers.supply(region), shares, offers.elsewhere(region, shares), consider_probabilities(numbers),
        region.behaviour.move_constants, move_weights(numbers), numbers["share_relatives_seat"], KIN,
        False, region.luck, _CONSIDER, _CHOICE, region.year, choice, unused,
    )  # fmt: skip
    return choice


def _quality_seen(region: Region, rules) -> np.ndarray:
    """Return the drawing power of schools for families with primary and with junior grades ahead, (2, schools + 1).

    Quota seats of a junior school draw by what it has more of them per graduate than its county, at the worth families
    give them when they choose between schools.
    """
    quality = np.tile(np.append(quality_seen(region.schools), 0.0), (2, 1))
    worth = region.numbers["prefer_quota"] / max(region.numbers["choice_utility_quality"], 1e-9)
    quality[1, :-1] += worth * senior_high.quota_above_mean(region, rules)
    return quality


def _count(region: Region, choice: np.ndarray, movers: np.ndarray, children: np.ndarray) -> None:
    """Count the families that move, and their `children` (rows), by what they chose and the county they lived in."""
    c, h, g, tally = region.children, region.households, region.geography, region.accounts.tally
    columns = [c[name] for name in ("household", "status", "grade")]
    columns += [h[name] for name in ("settlement", "hukou", "hukou_settlement", "parents_away")]
    counted = np.zeros((2, len(MOVE_NAMES), g.n_counties), np.int64)
    count_moves(choice, movers, children, *columns, g.county, *counted, tally["migrant_juniors_gone"])
    for who, numbers in zip(("families", "children"), counted, strict=True):
        for code in range(1, len(MOVE_NAMES)):
            tally[f"{who}_{MOVE_NAMES[code]}"] += numbers[code]


def _relocate(region: Region, choice: np.ndarray, movers: np.ndarray) -> None:
    """Let families (rows) move within the region, parents leave their children, and who returns come back."""
    h, g, year = region.households, region.geography, region.year
    settlement, tenure, moved, permit, away, since = (
        h.writable(n)
        for n in ("settlement", "tenure", "year_moved", "permit_months", "parents_away", "year_away")
    )
    rows, county, uid = who_relocates(choice, movers, settlement, g.county, h["uid"])
    other = choice[rows] == TO_OTHER_COUNTY
    county[other] = offers.other_county(region, region.seen.turned_away, county[other], uid[other])
    target = region.homes.in_seat(county, draws_for(region.luck, _WHERE, year, uid))
    extend_permits(permit, LONGEST_PERMIT)
    relocate(
        rows, target, draws_for(region.luck, _BUY, year, uid), region.numbers["p_owner_after_move"], choice,
        g.seat_of_township, year, settlement, tenure, moved, permit,
    )  # fmt: skip
    part_or_return(
        movers, choice, h["uid"], h["hukou_settlement"], h["father_year"], _share_both(region.numbers), region.luck,
        _BOTH, year, settlement, tenure, moved, away, since,
    )  # fmt: skip


def _go_away(region: Region, choice: np.ndarray, movers: np.ndarray, children: np.ndarray) -> None:
    """Let the families leave the region that go with their children."""
    together = choice[region.children["household"][children]] == OUT_WITH_CHILD
    leave_region(region, movers[choice[movers] == OUT_WITH_CHILD], children[together])


def _share_both(numbers: Mapping[str, float]) -> float:
    """Return the share of families from which both parents go at once: as among those away at the start."""
    both, one = numbers["share_both_parents_away"], numbers["share_one_parent_away"]
    return both / max(1e-9, both + one)


def leave_region(region: Region, families: np.ndarray, children: np.ndarray | None = None) -> None:
    """Let whole families leave the region: their children leave their schools, their rows go at the end of the year.

    Those with hukou in the region keep it and are counted among the people away. `children` are the rows of their
    children who have not left, which are looked for unless they are given.
    """
    c, h, g = region.children, region.households, region.geography
    rows = children_of_families(region, families) if children is None else children
    of_children = [c[name] for name in ("household", "birth_year", "birth_month", "sex")]
    columns = ("settlement", "hukou", "hukou_settlement", "mother_year", "father_year")
    tallies = count_leaving_region(
        families, rows, *of_children, *(h[name] for name in columns), g.place, g.county, g.n_counties, region.year,
        region.adults,
    )  # fmt: skip
    for name, counted in zip(LEAVING_TALLIES, tallies, strict=True):
        region.accounts.tally[name] += counted
    trace_notes.leaving(region, rows)
    region.register.request_leave(rows, MOVED_AWAY)
    region.register.request_household_leave(families, MOVED_AWAY)


def _registers_follow(region: Region) -> None:
    """Let the hukou of in-region movers who own their home follow it, and that of people away; both with a lag."""
    h = region.households
    columns = [h[name] for name in ("hukou", "hukou_settlement", "settlement", "tenure", "uid")]
    rows = find_chunks(
        hukou_follows, len(h), region.threads, *columns, region.numbers["p_hukou_follows"], region.luck, _FOLLOW,
        region.year,
    )  # fmt: skip
    h.writable("hukou_settlement")[rows] = h["settlement"][rows]
    trace_notes.registers(region, rows)
    g = region.geography
    rate = _rate_of_leaving_register(region)[g.place_county]
    left = leave_register(region.adults, rate, region.luck, _AWAY_FOLLOWS, region.year, g.place_uid)
    region.accounts.add("hukou_left", g.place_county, left)


def _rate_of_leaving_register(region: Region) -> np.ndarray:
    """Return the probability that a person away takes the hukou along this year, by county.

    Their number follows those who leave in the year: who has lived elsewhere for long and kept the hukou mostly
    keeps it.
    """
    tally, g = region.accounts.tally, region.geography
    leavers = tally["adults_away"] + tally["children_away"] + tally["parents_away"]
    stock = np.bincount(g.place_county, region.adults[..., AWAY].sum(axis=(1, 2)), g.n_counties)
    return np.minimum(1.0, region.behaviour.hukou_out * leavers / np.maximum(1.0, stock))


def _move_adults(region: Region) -> None:
    b, g = region.behaviour, region.geography
    tally = np.zeros((len(g.place_zone), len(ADULT_TALLIES)), np.int64)
    arrivals_now = b.adult_arrivals * arrivals.trend(region)
    move_adults(
        region.adults, b.adult_rates, b.adult_scale, g.place_seat, arrivals_now, b.arrival_share,
        region.luck, _ADULTS,
        region.year, g.place_uid, tally, region.accounts.flows, region.threads,
    )  # fmt: skip
    counted = np.zeros((g.n_counties, len(ADULT_TALLIES)), np.int64)
    np.add.at(counted, g.place_county, tally)
    for name, numbers in zip(ADULT_TALLIES, counted.T, strict=True):
        region.accounts.tally[name] += numbers
