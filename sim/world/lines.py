"""Lines of school buses and transit that run (校车、公交线路), and what they offer from settlements to schools."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np

from sim.base.table import Table
from sim.kernels.buses import Offers, minutes_to_end, rows_of_offers
from sim.kernels.codes import OPEN, SCHOOL_BUS
from sim.kernels.ways import day_ways
from sim.world.roads import Roads

TRIPS_A_DAY = 2


@dataclass(frozen=True)
class Line:
    """A line that runs.

    Attributes
    ----------
    line_id : str
    kind : int
        SCHOOL_BUS or TRANSIT_LINE.
    county : int
        Row of the county that runs it.
    school : int
        Row of its school, -1 for transit.
    stops : tuple of int
        Settlements in driving order; a school bus ends at its school.
    minutes_legs : tuple of float
        Driving minutes from each stop to the next; of a school bus the last is that to the school.
    buses, seats_per_bus : int
    """

    line_id: str
    kind: int
    county: int
    school: int
    stops: tuple[int, ...]
    minutes_legs: tuple[float, ...]
    buses: int
    seats_per_bus: int

    @property
    def seats(self) -> int:
        """Return the seats of all its buses."""
        return self.buses * self.seats_per_bus


@dataclass(frozen=True)
class Riders:
    """Pupils with a line to ride at this census, before and after seats were given; empty without lines.

    Attributes
    ----------
    row : int array (pupils,)
        Rows of the children; in force until rows are removed at the end of the year.
    line : int array (pupils,)
        Position in the region's lines: the one they ride, else the best one, had it a seat.
    has_seat : bool array (pupils,)
        Rides it; else boards, or found no seat.
    is_turned_away : bool array (pupils,)
        Does not board and found no seat.
    is_waived : bool array (pupils,)
        Would pay no fee.
    was_over_limit : bool array (pupils,)
        By its own means the trip is longer than the rule allows.
    """

    row: np.ndarray = field(default_factory=lambda: np.zeros(0, np.int64))
    line: np.ndarray = field(default_factory=lambda: np.zeros(0, np.int64))
    has_seat: np.ndarray = field(default_factory=lambda: np.zeros(0, bool))
    is_turned_away: np.ndarray = field(default_factory=lambda: np.zeros(0, bool))
    is_waived: np.ndarray = field(default_factory=lambda: np.zeros(0, bool))
    was_over_limit: np.ndarray = field(default_factory=lambda: np.zeros(0, bool))

    def by_line(self, which: np.ndarray, n_lines: int) -> np.ndarray:
        """Return how many of some (bool (pupils,)) there are by line, int (lines,)."""
        return np.bincount(self.line[which], minlength=n_lines)


def legs_minutes(
    geography, schools: Table, numbers: Mapping[str, float], stops: Sequence[int], school: int
) -> tuple[float, ...]:
    """Return driving minutes from each stop to the next, the last to the school's row; -1 = the line has no school.

    Straight line x detour at `bus_kmh`; where the road table leads, its way: at `bus_kmh`, or as quickly as it tells.
    """
    roads = geography.roads
    x, y = geography.x[list(stops)], geography.y[list(stops)]
    if school >= 0:
        x, y = np.append(x, schools["x"][school]), np.append(y, schools["y"][school])
    km = np.hypot(np.diff(x), np.diff(y)) * numbers["detour"]
    minutes = 60.0 * km / numbers["bus_kmh"]
    if not roads.is_empty:
        for leg, (here, there) in enumerate(pairwise(stops)):
            by_road = roads.between(here, there, numbers["ride_kmh"])
            minutes[leg] = _driven(roads, *by_road, numbers) if np.isfinite(by_road[0]) else minutes[leg]
        if school >= 0:
            ride_only = np.array([numbers["detour"], 0.0, 1.0, numbers["ride_kmh"], 0.0])
            last = np.array([stops[-1]]), np.array([school]), km[-1:], ride_only
            by_road = (float(told[0]) for told in day_ways(roads.ways, *last))
            minutes[-1] = _driven(roads, *by_road, numbers)
    return tuple(minutes.tolist())


def _driven(roads: Roads, km: float, riding: float, numbers: Mapping[str, float]) -> float:
    """Return the minutes a bus drives: at its own pace, or as quickly as the road table tells, if it tells times."""
    own = 60.0 * km / numbers["bus_kmh"]
    return min(riding, own) if len(roads.graph.minutes) else own


def minutes_aboard(line: Line, numbers: Mapping[str, float]) -> np.ndarray:
    """Return the minutes aboard from where each leg begins to the end of the line, float (legs,)."""
    return minutes_to_end(line.minutes_legs, numbers["bus_stop_minutes"])


class BusesSeen:
    """What each school bus offered when it was last looked at: it changes only with the line and the places."""

    def __init__(self) -> None:
        self._seen: dict[str, tuple] = {}

    def of(self, line: Line, geography, numbers: Mapping[str, float]) -> tuple[np.ndarray, np.ndarray]:
        """Return settlements and minutes, as `_by_bus` does."""
        x, roads, seen = geography.x, geography.roads, self._seen.get(line.line_id)
        if seen is None or seen[0] is not line or seen[1] is not x or seen[2] is not roads:
            seen = self._seen[line.line_id] = line, x, roads, _by_bus(line, geography, numbers)
        return seen[3]


def offers_of(
    lines: Sequence[Line], geography, schools: Table, numbers: Mapping[str, float], fee: np.ndarray,
    buses: BusesSeen | None = None,
) -> Offers:  # fmt: skip
    """Return what lines offer; `fee` is the yearly bus fee by county, yuan (counties,).

    `buses` of earlier years of the same run spare the look at lines that have not changed since.
    """
    trips, buses = numbers["school_days"] * TRIPS_A_DAY, buses or BusesSeen()
    parts = [
        buses.of(line, geography, numbers)
        if line.kind == SCHOOL_BUS
        else _by_transit(line, geography, schools, numbers)
        for line in lines
    ]
    sizes = [len(place) for place, *_ in parts]
    at = np.repeat(np.arange(len(lines)), sizes)
    school = np.repeat(np.array([line.school for line in lines], np.int64), sizes)
    place, way = (np.concatenate([*(part[k] for part in parts), np.zeros(0)]) for k in (0, -1))
    for position, line in enumerate(lines):
        if line.kind != SCHOOL_BUS:
            school[at == position] = parts[position][1]
    is_bus = [line.kind == SCHOOL_BUS for line in lines]
    fare = [
        fee[line.county] / trips if line.kind == SCHOOL_BUS else numbers["transit_fare"] for line in lines
    ]
    return rows_of_offers(
        place.astype(np.int64), school, at, way, is_bus, fare,
        geography.n_settlements,
    )  # fmt: skip


def _by_bus(line: Line, geography, numbers: Mapping[str, float]) -> tuple[np.ndarray, np.ndarray]:
    """Return settlements and minutes of what a school bus offers: from the best stop each can walk to."""
    place, walk = _walks_to_stops(line, geography, numbers)
    minutes = walk + numbers["bus_wait"] + minutes_aboard(line, numbers)[:, None]
    return place, minutes.min(axis=0)


def _by_transit(
    line: Line, geography, schools: Table, numbers: Mapping[str, float]
) -> tuple[np.ndarray, ...]:
    """Return settlement, school and minutes of what a transit line offers, in both directions."""
    place, walk = _walks_to_stops(line, geography, numbers)
    school, on = _walks_to_schools(line, geography, schools, numbers)
    is_open = schools["status"][school] == OPEN
    school, on = school[is_open], on[:, is_open]
    driven, at = np.append(0.0, np.cumsum(line.minutes_legs)), np.arange(len(line.stops))
    hops = np.abs(at[:, None] - at)
    ride = np.abs(driven[:, None] - driven) + numbers["bus_stop_minutes"] * (hops - 1)
    aboard = np.where(hops > 0, ride, np.inf)  # who would ride no stop walks
    minutes = (walk[:, None, :, None] + aboard[:, :, None, None] + on[None, :, None, :]).min(axis=(0, 1))
    pair_place, pair_school = np.meshgrid(np.arange(len(place)), np.arange(len(school)), indexing="ij")
    minutes = (minutes + numbers["transit_wait"]).ravel()
    kept = np.isfinite(minutes)
    return place[pair_place.ravel()[kept]], school[pair_school.ravel()[kept]], minutes[kept]


def _walks_to_stops(line: Line, geography, numbers: Mapping[str, float]) -> tuple[np.ndarray, np.ndarray]:
    """Return settlements from which a stop can be walked to, and minutes on foot (stops, those); inf beyond.

    By the road table where both stand in it.
    """
    stops, roads = np.array(line.stops), geography.roads
    km = _straight(line, geography.x, geography.y, geography, numbers)
    if not roads.is_empty:
        told = roads.ways.place_node >= 0
        by_road = roads.km_within(stops, numbers["km_walk_max"])
        km = np.where(told[stops][:, None] & told, by_road, km)
    return _within_walk(km, numbers)


def _walks_to_schools(
    line: Line, geography, schools: Table, numbers: Mapping[str, float]
) -> tuple[np.ndarray, np.ndarray]:
    """Return schools that can be walked to from a stop, and minutes on foot (stops, those); inf beyond."""
    km = _straight(line, schools["x"], schools["y"], geography, numbers)
    if not geography.roads.is_empty:
        pairs = (one.ravel() for one in np.meshgrid(line.stops, np.arange(km.shape[1]), indexing="ij"))
        ride_only = np.array([numbers["detour"], 0.0, 1.0, 1.0, 0.0])
        km = day_ways(geography.roads.ways, *pairs, km.ravel(), ride_only)[0].reshape(km.shape)
    return _within_walk(km, numbers)


def _straight(
    line: Line, x: np.ndarray, y: np.ndarray, geography, numbers: Mapping[str, float]
) -> np.ndarray:
    """Return the straight line x detour from stops to points (x, y), km (stops, points)."""
    stops = list(line.stops)
    return np.hypot(geography.x[stops][:, None] - x, geography.y[stops][:, None] - y) * numbers["detour"]


def _within_walk(km: np.ndarray, numbers: Mapping[str, float]) -> tuple[np.ndarray, np.ndarray]:
    in_reach = km <= numbers["km_walk_max"]
    near = np.flatnonzero(in_reach.any(axis=0))
    return near, np.where(in_reach, 60.0 * km / numbers["walk_kmh"], np.inf)[:, near]
