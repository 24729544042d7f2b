"""School buses and transit (校车、公交), part of travel: who would ride a line, and who finds a seat."""

from dataclasses import dataclass

import numpy as np

from sim.base.chunks import run_chunks
from sim.base.draws import decision, draws_for
from sim.kernels.buses import best_offers, give_seats
from sim.kernels.codes import BOARD, SCHOOL_BUS
from sim.kernels.numbers import travel_vectors
from sim.world.lines import Riders, offers_of
from sim.world.region import Region

_SEAT = decision("travel.bus_seat")


@dataclass(frozen=True)
class OwnTrips:
    """Trips by their own means of pupils who would ride a line.

    Attributes
    ----------
    row, line : int arrays (pupils,)
        Rows of the children; positions in the region's lines.
    minutes : uint8 array (pupils,)
    is_over_limit : uint8 array (pupils,)
    is_free : bool array (pupils,)
        Who would pay no fee on a bus.
    """

    row: np.ndarray
    line: np.ndarray
    minutes: np.ndarray
    is_over_limit: np.ndarray
    is_free: np.ndarray


def offer(region: Region, rules) -> OwnTrips | None:
    """Set minutes and over-limit flag of pupils as if each had the line it would take; None where there are no lines.

    Boarding is decided on them. `take_seats` puts back the trips of those who find no seat.
    """
    if not region.lines:
        region.riders = Riders()
        return None
    c, s = region.children, region.schools
    line, minutes, is_free = _best(region, rules)
    rows = np.flatnonzero(line >= 0)
    own = OwnTrips(
        rows, line[rows].astype(np.int64), c["minutes"][rows], c["is_over_limit"][rows], is_free[rows]
    )
    limits = rules.minutes_limits()[s["county"][c["school"][rows]], c["grade"][rows].astype(np.int64) - 1]
    c.writable("minutes")[rows] = np.minimum(255, np.floor(minutes[rows] + 0.5))
    c.writable("is_over_limit")[rows] = minutes[rows] > limits
    return own


def _best(region: Region, rules) -> tuple[np.ndarray, ...]:
    """Return the line each child would take, -1 = none, its minutes, and who is free of a fee, arrays (children,)."""
    c, h, g, s, n = region.children, region.households, region.geography, region.schools, region.numbers
    line, minutes, is_free = np.full(len(c), -1, np.int32), np.zeros(len(c)), np.zeros(len(c), bool)
    run_chunks(
        best_offers, len(c), region.threads, *(c[name] for name in ("status", "school", "household", "way")),
        h["settlement"], h["poverty"] > 0, _is_left_behind(region), g.x, g.y, s["x"], s["y"], g.roads.ways,
        travel_vectors(n)[0], rules.values("bus_fee_waiver")[s["county"]],
        offers_of(region.lines, g, s, n, rules.values("bus_fee")),
        (n["ride_yuan_km"], n["yuan_per_minute"]), line, minutes, is_free,
    )  # fmt: skip
    return line, minutes, is_free


def _is_left_behind(region: Region) -> np.ndarray:
    """Return which families' children are left behind (留守): rural hukou and a parent away, bool (households,)."""
    h = region.households
    return (h["is_rural_hukou"] > 0) & (h["parents_away"] > 0)


def take_seats(region: Region, own: OwnTrips | None) -> None:
    """Give the seats of each line to those who do not board; who finds none travels by its own means.

    First who is beyond the limit without, then the lower grades, then the longer trip; of equals a keyed draw.
    """
    if own is None:
        return
    c = region.children
    order = np.lexsort((
        draws_for(region.luck, _SEAT, region.year, c["uid"][own.row]), -own.minutes.astype(np.int64),
        c["grade"][own.row], -own.is_over_limit.astype(np.int64),
    ))  # fmt: skip
    has_seat = np.zeros(len(own.row), bool)
    seats = np.array([line.seats if line.kind == SCHOOL_BUS else -1 for line in region.lines], np.int64)
    give_seats(own.row[order], own.line[order], seats, c.writable("way"), has_seat)
    has_seat[order] = has_seat.copy()  # back in the order of the pupils
    turned_away = ~has_seat & (c["way"][own.row] != BOARD)
    back = own.row[turned_away]
    c.writable("minutes")[back] = own.minutes[turned_away]
    c.writable("is_over_limit")[back] = own.is_over_limit[turned_away]
    is_waived = own.is_free & (seats[own.line] >= 0)
    region.riders = Riders(own.row, own.line, has_seat, turned_away, is_waived, own.is_over_limit > 0)
