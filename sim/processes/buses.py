"""School buses and transit (校车、公交), part of travel: who would ride a line, and who finds a seat."""

from dataclasses import dataclass

import numpy as np

from sim.base.chunks import run_chunks
from sim.base.draws import decision, draws_for
from sim.kernels.buses import Offers, best_offers, seats_in_turn
from sim.kernels.codes import BOARD, BUS, SCHOOL_BUS, TRANSIT
from sim.kernels.numbers import travel_pace
from sim.kernels.rows import rows_of
from sim.world.lines import Riders, offers_of
from sim.world.region import Region

_SEAT = decision("travel.bus_seat")


@dataclass(frozen=True)
class Waiting:
    """Pupils who would ride a line, in the order in which they choose.

    Attributes
    ----------
    row, best : int arrays (pupils,)
        Rows of the children; the line each would take, had every line a seat left: positions in the region's lines.
    own : float array (pupils, 2)
        Minutes and cost of the trip by their own means; see `sim.kernels.buses.best_offers`.
    was_over_limit : bool array (pupils,)
    is_free : bool array (pupils,)
        Who would pay no fee on a bus.
    offers : Offers
    seats : int array (lines,)
        Seats of each line, -1 where a transit line takes everybody.
    """

    row: np.ndarray
    best: np.ndarray
    own: np.ndarray
    was_over_limit: np.ndarray
    is_free: np.ndarray
    offers: Offers
    seats: np.ndarray


def offer(region: Region, rules) -> Waiting | None:
    """Set minutes and over-limit flag of pupils as if nobody boarded; None where there are no lines.

    Boarding is decided on them; `take_seats` then gives the seats of those who board to the next.
    """
    if not region.lines:
        region.riders = Riders()
        return None
    c, s, n = region.children, region.schools, region.numbers
    offers = offers_of(region.lines, region.geography, s, n, rules.values("bus_fee"), region.buses_seen)
    best, own, is_free = _best(region, rules, offers)
    rows = rows_of(best >= 0)
    rows = rows[_in_turn(region, rows)]
    waiting = Waiting(
        rows,
        best[rows].astype(np.int64),
        own[rows],
        c["is_over_limit"][rows] > 0,
        is_free[rows],
        offers,
        _seats(region),
    )
    _choose(region, rules, waiting, np.arange(len(rows)))
    return waiting


def _in_turn(region: Region, rows: np.ndarray) -> np.ndarray:
    """Return the order in which pupils choose a line: places in `rows`.

    First who is beyond the limit by its own means, then the lower grades, then the longer trip; of equals a keyed draw.
    """
    c = region.children
    return np.lexsort((
        draws_for(region.luck, _SEAT, region.year, c["uid"][rows]), -c["minutes"][rows].astype(np.int64),
        c["grade"][rows], -c["is_over_limit"][rows].astype(np.int64),
    ))  # fmt: skip


def _seats(region: Region) -> np.ndarray:
    """Return the seats of each line, -1 where a transit line takes everybody."""
    return np.array([line.seats if line.kind == SCHOOL_BUS else -1 for line in region.lines], np.int64)


def _choose(region: Region, rules, waiting: Waiting, which: np.ndarray) -> np.ndarray:
    """Let some of the waiting choose in their order and set their trips; return the line of each, -1 = none."""
    c, h, s = region.children, region.households, region.schools
    rows = waiting.row[which]
    line, minutes = np.full(len(rows), -1), np.zeros(len(rows))
    seats_in_turn(
        h["settlement"][c["household"][rows]], c["school"][rows], waiting.own[which], waiting.is_free[which],
        waiting.offers, region.numbers["yuan_per_minute"], waiting.seats, line, minutes,
    )  # fmt: skip
    limits = rules.minutes_limits()[s["county"][c["school"][rows]], c["grade"][rows].astype(np.int64) - 1]
    c.writable("minutes")[rows] = np.minimum(255, np.floor(minutes + 0.5))
    c.writable("is_over_limit")[rows] = minutes > limits
    return line


def _best(region: Region, rules, offers: Offers) -> tuple[np.ndarray, ...]:
    """Return the line each child would take, -1 = none, its own trip, and who is free of a fee; see `best_offers`."""
    c, h, g, s, n = region.children, region.households, region.geography, region.schools, region.numbers
    line, own, is_free = np.empty(len(c), np.int32), np.empty((len(c), 2)), np.empty(len(c), bool)
    run_chunks(
        best_offers, len(c), region.threads, *(c[name] for name in ("status", "school", "household", "way")),
        h["settlement"], h["poverty"] > 0, _is_left_behind(region), g.x, g.y, s["x"], s["y"], g.roads.ways,
        travel_pace(n), rules.values("bus_fee_waiver")[s["county"]], offers,
        (n["ride_yuan_km"], n["yuan_per_minute"]), line, own, is_free,
    )  # fmt: skip
    return line, own, is_free


def _is_left_behind(region: Region) -> np.ndarray:
    """Return which families' children are left behind (留守): rural hukou and a parent away, bool (households,)."""
    h = region.households
    return (h["is_rural_hukou"] > 0) & (h["parents_away"] > 0)


def take_seats(region: Region, rules, waiting: Waiting | None) -> None:
    """Let those who do not board choose again, among all seats; who finds none travels by its own means.

    Seats of who boards are free now: nobody's trip costs more than before boarding.
    """
    if waiting is None:
        return
    way = region.children.writable("way")
    line, seats = waiting.best.copy(), waiting.seats
    travels = np.flatnonzero(way[waiting.row] != BOARD)
    taken = _choose(region, rules, waiting, travels)
    rides = travels[taken >= 0]
    line[rides] = taken[taken >= 0]
    way[waiting.row[rides]] = np.where(seats[line[rides]] < 0, TRANSIT, BUS)
    has_seat, is_turned_away = np.zeros((2, len(line)), bool)
    has_seat[rides], is_turned_away[travels] = True, taken < 0
    is_waived = waiting.is_free & (seats[line] >= 0)
    region.riders = Riders(waiting.row, line, has_seat, is_turned_away, is_waived, waiting.was_over_limit)
