"""Moves (model.md step 3): families choose, estates fill, adults move, families arrive, registers follow with a lag."""

from collections.abc import Mapping

import numpy as np

from sim.base.chunks import run_chunks
from sim.base.draws import decision, draws_for
from sim.kernels.codes import (
    AWAY,
    ENROLLED,
    HUKOU_REGION,
    LEFT,
    MOVE_NAMES,
    MOVED_AWAY,
    OLDEST,
    OUT_LEAVING_CHILD,
    OUT_WITH_CHILD,
    OWNER,
    RETURN,
    TENANT,
    TO_COUNTY_SEAT,
    TO_OTHER_COUNTY,
    TO_TOWNSHIP_SEAT,
    WAITING,
)
from sim.kernels.demography import leave_register, move_adults
from sim.kernels.moves import KIN, choose_moves, summarise_children
from sim.kernels.numbers import consider_probabilities, move_weights
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
from sim.world.whereabouts import noting_moves

_CONSIDER, _CHOICE, _WHERE, _BUY, _FOLLOW, _AWAY_FOLLOWS, _BOTH = (
    decision(f"move.{name}")
    for name in ("consider", "choice", "where", "buy", "follow", "away_follows", "both")
)
_ADULTS = np.array(
    [decision(f"adult.{name}") for name in ("seat", "away", "return", "leave", "arrive")], np.uint64
)


def run(region: Region, rules, orders) -> None:
    """Let families and adults move, and families arrive."""
    region.seen.look(region.zone, region.schools, region.year)
    region.seen.turned_away = offers.turned_away(region)
    choice = choose(region, rules)
    moves_by_shares.choose(region, choice, orders)
    together = following.follow(region, rules, choice)
    into_estates = estates.fill(region, orders, choice)
    movers = np.flatnonzero(choice)
    _count(region, choice, movers)
    with noting_moves(region, movers), trace_notes.moves(region, choice):
        _relocate(region, choice, movers)
        following.reunite(region, together)
        estates.move_in(region, into_estates)
        _go_away(region, choice)
    arrivals.run(region)
    arrivals_by_shares.run(region)
    _move_adults(region)
    _registers_follow(region)


def choose(region: Region, rules) -> np.ndarray:
    """Return each family's choice (codes of `MOVE_NAMES`), uint8 (households,)."""
    c, h, g = region.children, region.households, region.geography
    looked_at = [
        c[n] for n in ("household", "status", "grade", "year_displaced", "birth_year", "birth_month")
    ]
    seen = summarise_children(*looked_at, h["settlement"], region.seen.year_lost, region.year, len(h))
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
        )
    ]
    shares = region.seen.turned_away
    for_newcomers = np.array([book.for_newcomers() for book in rules])
    numbers, choice, unused = region.numbers, np.zeros(len(h), np.uint8), np.zeros((0, 7))
    run_chunks(
        choose_moves, len(h), region.threads, *columns, *seen, g.rank, g.km_seat, g.seat_of_township, g.seat_sample,
        g.county, region.zone, region.zone_minutes, _quality_seen(region, rules), for_newcomers,
        offers.supply(region), shares, offers.elsewhere(region, shares), consider_probabilities(numbers),
        region.behaviour.move_constants, move_weights(numbers), numbers["share_relatives_seat"], KIN,
        False, region.luck, _CONSIDER, _CHOICE, region.year, choice, unused,
    )  # fmt: skip
    choice[h["leaving"] != 0] = 0
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


def _count(region: Region, choice: np.ndarray, movers: np.ndarray) -> None:
    c, h = region.children, region.households
    here = np.flatnonzero(c["status"] != LEFT)
    moving = here[choice[c["household"][here]] > 0]
    for code, name in enumerate(MOVE_NAMES):
        if code:
            families = movers[choice[movers] == code]
            region.accounts.add(f"families_{name}", region.geography.county[h["settlement"][families]])
            children = c["household"][moving[choice[c["household"][moving]] == code]]
            region.accounts.add(f"children_{name}", region.geography.county[h["settlement"][children]])
    _count_juniors_gone(region, choice)


def _count_juniors_gone(region: Region, choice: np.ndarray) -> None:
    """Count children in grades 7-9, hukou outside the county, whose family goes back to its hukou or out."""
    c, h, county = region.children, region.households, region.geography.county
    is_junior = ((c["status"] == ENROLLED) | (c["status"] == WAITING)) & (c["grade"] >= 7)
    goes = (choice == OUT_WITH_CHILD) | ((choice == RETURN) & (h["parents_away"] == 0))
    family = c["household"][is_junior]
    family = family[goes[family]]
    home, hukou_home = h["settlement"][family], h["hukou_settlement"][family]
    is_newcomer = (h["hukou"][family] != HUKOU_REGION) | (county[hukou_home] != county[home])
    region.accounts.add("migrant_juniors_gone", county[home[is_newcomer]])


def _relocate(region: Region, choice: np.ndarray, movers: np.ndarray) -> None:
    h, g = region.households, region.geography
    settlement, tenure, moved, away, since = (
        h.writable(n) for n in ("settlement", "tenure", "year_moved", "parents_away", "year_away")
    )
    rows = movers[np.isin(choice[movers], (TO_TOWNSHIP_SEAT, TO_COUNTY_SEAT, TO_OTHER_COUNTY))]
    here = settlement[rows]
    where = draws_for(region.luck, _WHERE, region.year, h["uid"][rows])
    county, other = g.county[here], choice[rows] == TO_OTHER_COUNTY
    uid = h["uid"][rows[other]]
    county[other] = offers.other_county(region, region.seen.turned_away, county[other], uid)
    target = np.where(
        choice[rows] == TO_TOWNSHIP_SEAT, g.seat_of_township[here], region.homes.in_seat(county, where)
    )
    settlement[rows], moved[rows] = target, region.year
    buys = draws_for(region.luck, _BUY, region.year, h["uid"][rows]) < region.numbers["p_owner_after_move"]
    tenure[rows] = np.where(buys, OWNER, TENANT)
    h.writable("permit_months")[:] = np.minimum(600, h["permit_months"] + 12)
    h.writable("permit_months")[rows] = 0
    back = movers[choice[movers] == RETURN]
    parents = back[away[back] > 0]
    home = back[away[back] == 0]
    away[parents] = since[parents] = 0
    home = home[h["hukou_settlement"][home] >= 0]
    settlement[home], tenure[home], moved[home] = h["hukou_settlement"][home], OWNER, region.year


def _go_away(region: Region, choice: np.ndarray) -> None:
    h = region.households
    leaving = np.flatnonzero(choice == OUT_LEAVING_CHILD)
    away, since = h.writable("parents_away"), h.writable("year_away")
    since[leaving] = np.where(since[leaving] > 0, since[leaving], region.year)
    alone = h["father_year"][leaving] == 0  # a mother on her own is the one who goes
    both = draws_for(region.luck, _BOTH, region.year, h["uid"][leaving]) < _share_both(region.numbers)
    away[leaving] = np.where(alone | both, 2, np.minimum(2, away[leaving] + 1))
    leave_region(region, np.flatnonzero(choice == OUT_WITH_CHILD))


def _share_both(numbers: Mapping[str, float]) -> float:
    """Return the share of families from which both parents go at once: as among those away at the start."""
    both, one = numbers["share_both_parents_away"], numbers["share_one_parent_away"]
    return both / max(1e-9, both + one)


def leave_region(region: Region, families: np.ndarray) -> None:
    """Let whole families leave the region: their children leave their schools, their rows go at the end of the year.

    Those with hukou in the region keep it and are counted among the people away.
    """
    c, h = region.children, region.households
    goes = np.zeros(len(h), bool)
    goes[families] = True
    rows = np.flatnonzero(goes[c["household"]] & (c["status"] != LEFT))
    region.accounts.add(
        "children_left_region", region.geography.county[h["settlement"][c["household"][rows]]]
    )
    born = c["birth_year"][rows] + (c["birth_month"][rows] > 8)
    kept = _keep_hukou(region, c["household"][rows], born, c["sex"][rows])
    region.accounts.add("children_away", kept)
    for column, sex in (("mother_year", 1), ("father_year", 0)):
        alive = families[h[column][families] > 0]
        kept = _keep_hukou(region, alive, h[column][alive], np.full(len(alive), sex))
        region.accounts.add("parents_away", kept)
        outsiders = alive[h["hukou"][alive] != HUKOU_REGION]
        region.accounts.add("parents_left_region", region.geography.county[h["settlement"][outsiders]])
    trace_notes.leaving(region, rows)
    region.register.request_leave(rows, MOVED_AWAY)
    region.register.request_household_leave(families, MOVED_AWAY)


def _keep_hukou(region: Region, family: np.ndarray, born: np.ndarray, sex: np.ndarray) -> np.ndarray:
    """Add leavers with hukou in the region to the people away; return the county of each one's hukou.

    `born` is the school year of birth (from September), so that age is counted on 1 September.
    """
    h, geography = region.households, region.geography
    mine = h["hukou"][family] == HUKOU_REGION
    settlement = h["hukou_settlement"][family[mine]]
    age = np.clip(region.year - born[mine].astype(np.int64), 0, OLDEST)
    np.add.at(region.adults, (geography.place[settlement], age, sex[mine], AWAY), 1)
    return geography.county[settlement]


def _registers_follow(region: Region) -> None:
    """Let the hukou of in-region movers who own their home follow it, and that of people away; both with a lag."""
    h = region.households
    rows = np.flatnonzero(
        (h["hukou"] == HUKOU_REGION) & (h["hukou_settlement"] != h["settlement"]) & (h["tenure"] == OWNER)
    )
    draws = draws_for(region.luck, _FOLLOW, region.year, h["uid"][rows])
    rows = rows[draws < region.numbers["p_hukou_follows"]]
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
    tally = np.zeros((len(g.place_zone), 5), np.int64)
    arrivals_now = b.adult_arrivals * arrivals.trend(region)
    move_adults(
        region.adults, b.adult_rates, b.adult_scale, g.place_seat, arrivals_now, b.arrival_share,
        region.luck, _ADULTS,
        region.year, g.place_uid, tally, region.accounts.flows,
    )  # fmt: skip
    for k, name in enumerate(
        ("adults_to_seat", "adults_away", "adults_returned", "newcomers_left", "newcomers_arrived")
    ):
        region.accounts.add(name, g.place_county, tally[:, k])
