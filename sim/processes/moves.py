"""Moves (model.md step 3): families choose, adults move, migrant families arrive, registers follow with a lag."""

import numpy as np

from sim.base.chunks import run_chunks
from sim.base.draws import decision, draws_for
from sim.kernels.codes import (
    HUKOU_REGION,
    LEFT,
    MOVE_NAMES,
    MOVED_AWAY,
    OUT_LEAVING_CHILD,
    OUT_WITH_CHILD,
    OWNER,
    RETURN,
    TENANT,
    TO_COUNTY_SEAT,
    TO_OTHER_COUNTY,
    TO_TOWNSHIP_SEAT,
)
from sim.kernels.demography import move_adults
from sim.kernels.moves import choose_moves, summarise_children
from sim.kernels.numbers import consider_probabilities, move_weights
from sim.processes import arrivals
from sim.world.region import Region

_CONSIDER, _CHOICE, _WHERE, _BUY, _FOLLOW = (
    decision(f"move.{name}") for name in ("consider", "choice", "where", "buy", "follow")
)
_ADULTS = np.array(
    [decision(f"adult.{name}") for name in ("seat", "away", "return", "leave", "arrive")], np.uint64
)


def run(region: Region, rules, orders) -> None:
    """Let families and adults move, and families arrive."""
    choice = choose(region, rules)
    movers = np.flatnonzero(choice)
    _count(region, choice, movers)
    _relocate(region, choice, movers)
    _go_away(region, choice)
    _registers_follow(region)
    _move_adults(region)
    arrivals.run(region)


def choose(region: Region, rules) -> np.ndarray:
    """Return each family's choice (codes of `MOVE_NAMES`), uint8 (households,)."""
    c, h, g, s = region.children, region.households, region.geography, region.schools
    looked_at = [
        c[n] for n in ("household", "status", "grade", "year_displaced", "birth_year", "birth_month")
    ]
    entry, youngest, closed = summarise_children(*looked_at, region.year, len(h))
    columns = [
        h[n] for n in ("uid", "settlement", "hukou_settlement", "hukou", "tenure", "income", "parents_away")
    ]
    permit_years = rules.values("permit_months_required") / 12.0
    choice, unused = np.zeros(len(h), np.uint8), np.zeros((0, 7))
    run_chunks(
        choose_moves, len(h), region.threads, *columns, entry, youngest, closed, g.rank, g.km_seat, g.seat_of_township,
        g.seat_sample, g.county, region.zone, region.zone_minutes, np.append(s["quality"], 0.0), permit_years,
        consider_probabilities(region.numbers), region.behaviour.move_constants, move_weights(region.numbers),
        False, region.luck, _CONSIDER, _CHOICE, region.year, choice, unused,
    )  # fmt: skip
    choice[h["leaving"] != 0] = 0
    return choice


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


def _relocate(region: Region, choice: np.ndarray, movers: np.ndarray) -> None:
    h, g = region.households, region.geography
    settlement, tenure, moved, away = (
        h.writable(n) for n in ("settlement", "tenure", "year_moved", "parents_away")
    )
    rows = movers[np.isin(choice[movers], (TO_TOWNSHIP_SEAT, TO_COUNTY_SEAT, TO_OTHER_COUNTY))]
    here = settlement[rows]
    where = draws_for(region.luck, _WHERE, region.year, h["uid"][rows])
    target = np.where(
        choice[rows] == TO_TOWNSHIP_SEAT,
        g.seat_of_township[here],
        region.homes.in_seat(g.county[here], where),
    )
    other = choice[rows] == TO_OTHER_COUNTY
    target[other] = region.homes.in_other_seat(g.county[here[other]], where[other])
    settlement[rows], moved[rows] = target, region.year
    buys = draws_for(region.luck, _BUY, region.year, h["uid"][rows]) < region.numbers["p_owner_after_move"]
    tenure[rows] = np.where(buys, OWNER, TENANT)
    h.writable("permit_months")[:] = np.minimum(600, h["permit_months"] + 12)
    h.writable("permit_months")[rows] = 0
    back = movers[choice[movers] == RETURN]
    parents = back[away[back] > 0]
    home = back[away[back] == 0]
    away[parents] = 0
    home = home[h["hukou_settlement"][home] >= 0]
    settlement[home], tenure[home], moved[home] = h["hukou_settlement"][home], OWNER, region.year


def _go_away(region: Region, choice: np.ndarray) -> None:
    h = region.households
    leaving = np.flatnonzero(choice == OUT_LEAVING_CHILD)
    away = h.writable("parents_away")
    away[leaving] = np.minimum(2, away[leaving] + 1)
    leave_region(region, np.flatnonzero(choice == OUT_WITH_CHILD))


def leave_region(region: Region, families: np.ndarray) -> None:
    """Let whole families leave the region: their children leave their schools, their rows go at the end of the year."""
    c, h = region.children, region.households
    goes = np.zeros(len(h), bool)
    goes[families] = True
    rows = np.flatnonzero(goes[c["household"]] & (c["status"] != LEFT))
    county = region.geography.county
    region.accounts.add("children_left_region", county[h["settlement"][c["household"][rows]]])
    parents = (h["mother_year"][families] > 0).astype(int) + (h["father_year"][families] > 0)
    region.accounts.add("parents_left_region", county[h["settlement"][families]], parents)
    region.register.request_leave(rows, MOVED_AWAY)
    region.register.request_household_leave(families, MOVED_AWAY)


def _registers_follow(region: Region) -> None:
    """Let the hukou of in-region movers who own their home follow it, with a lag (a yearly probability)."""
    h = region.households
    rows = np.flatnonzero(
        (h["hukou"] == HUKOU_REGION) & (h["hukou_settlement"] != h["settlement"]) & (h["tenure"] == OWNER)
    )
    draws = draws_for(region.luck, _FOLLOW, region.year, h["uid"][rows])
    rows = rows[draws < region.numbers["p_hukou_follows"]]
    h.writable("hukou_settlement")[rows] = h["settlement"][rows]


def _move_adults(region: Region) -> None:
    b, g = region.behaviour, region.geography
    tally = np.zeros((len(g.place_zone), 5), np.int64)
    move_adults(
        region.adults, b.adult_rates, b.adult_scale, g.place_seat, b.adult_arrivals, b.arrival_share,
        region.luck, _ADULTS,
        region.year, g.place_uid, tally,
    )  # fmt: skip
    for k, name in enumerate(
        ("adults_to_seat", "adults_away", "adults_returned", "newcomers_left", "newcomers_arrived")
    ):
        region.accounts.add(name, g.place_county, tally[:, k])
