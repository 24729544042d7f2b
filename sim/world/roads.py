"""Roads: the graph of the road table, the ways it gives from settlements to schools, and places added in a run."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import partial

import numpy as np

from sim.base.kept import arrays_sha256, kept_or_made, key_of
from sim.kernels.numbers import travel_pace
from sim.kernels.shortest_paths import Graph, graph_of, paths_within
from sim.kernels.travel import trip_minutes
from sim.kernels.ways import REACH_KM, Ways, day_ways, no_ways, rows_of_ways

_asked_last: dict[str, dict[str, np.ndarray]] = {}  # in this process: paths by the key they are kept under


def _no_graph() -> Graph:
    nobody = np.zeros(0, np.int64)
    return graph_of(nobody, nobody, np.zeros(0), np.zeros(0), 0)


@dataclass(frozen=True)
class Roads:
    """Roads of a region; empty without a road table, and then every way is straight line x detour.

    Attributes
    ----------
    ways : Ways
        What kernels take.
    graph : Graph
    place_step : float array (settlements,)
        Km by straight line x detour from a settlement to its node: 0 where it is a node itself.
    """

    ways: Ways = field(default_factory=no_ways)
    graph: Graph = field(default_factory=_no_graph, repr=False)
    place_step: np.ndarray = field(default_factory=lambda: np.zeros(0), repr=False)
    _near: dict = field(
        default_factory=dict, init=False, repr=False, compare=False
    )  # by settlement and reach

    @property
    def is_empty(self) -> bool:
        """Tell whether no county is told by roads."""
        return len(self.ways.place_node) == 0

    def with_settlement(self, beside: int) -> "Roads":
        """Return roads with one more settlement, the last, at the point of another."""
        if self.is_empty:
            return self
        w = self.ways
        row = slice(w.first[beside], w.first[beside + 1])
        ways = Ways(
            np.append(w.place_node, w.place_node[beside]), w.school_node,
            np.append(w.first, w.first[-1] + row.stop - row.start),
            *(np.concatenate([values, values[row]]) for values in (w.school, w.km, w.riding)),
        )  # fmt: skip
        return replace(self, ways=ways, place_step=np.append(self.place_step, self.place_step[beside]))

    def with_school(self, row: int, beside: int, step_km: float, ride_kmh: float) -> "Roads":
        """Return roads with a school, the last and new or one moved: `step_km` from the settlement it stands beside.

        Its ways are those to that settlement and its own step.
        """
        if self.is_empty:
            return self
        w = self.ways
        node = w.place_node[beside : beside + 1]
        place, km, riding = paths_to(self.graph, w.place_node, self.place_step, node, ride_kmh)[1:]
        step = self.place_step[beside] + step_km
        stays = w.school != row
        old = np.repeat(np.arange(len(w.place_node)), np.diff(w.first))[stays]
        rows = rows_of_ways(
            np.append(old, place), np.append(w.school[stays], np.full(len(place), row)),
            np.append(w.km[stays], km + step), np.append(w.riding[stays], riding + 60.0 * step / ride_kmh),
            len(w.place_node),
        )  # fmt: skip
        school_node = np.append(w.school_node[:row], np.append(node, w.school_node[row + 1 :]))
        return replace(self, ways=Ways(w.place_node, school_node, *rows))

    def between(self, here: int, there: int, ride_kmh: float) -> tuple[float, float]:
        """Return kilometres of the shortest and riding minutes of the quickest way between settlements, else inf."""
        node = self.ways.place_node[there : there + 1]
        mine = self.ways.place_node[here : here + 1]
        _, _, km, riding = paths_to(
            self.graph, mine, self.place_step[here : here + 1], node, ride_kmh, np.inf
        )
        if not len(km):
            return np.inf, np.inf
        step = self.place_step[there]
        return float(km[0] + step), float(riding[0] + 60.0 * step / ride_kmh)

    def km_from(self, settlement: int) -> np.ndarray:
        """Return the shortest way from a settlement to every other, km, inf where no road leads; (settlements,)."""
        return self._km_from(np.array([settlement]), np.inf)[0]

    def km_within(self, settlements: np.ndarray, reach_km: float) -> np.ndarray:
        """Return the shortest ways from some settlements to every other, km (some, settlements).

        They are inf where no road leads, or where the nodes are farther apart than `reach_km`. Kept for the next time.
        """
        new = [one for one in settlements.tolist() if (one, reach_km) not in self._near]
        for one, km in zip(new, self._km_from(np.array(new, np.int64), reach_km), strict=True):
            places = np.flatnonzero(np.isfinite(km))
            self._near[one, reach_km] = places, km[places]
        out = np.full((len(settlements), len(self.place_step)), np.inf)
        for k, one in enumerate(settlements.tolist()):
            places, km = self._near[one, reach_km]
            out[k, places] = km
        return out

    def _km_from(self, settlements: np.ndarray, reach_km: float) -> np.ndarray:
        out = np.full((len(settlements), len(self.place_step)), np.inf)
        nodes = self.ways.place_node[settlements]
        which, place, km, _ = paths_to(
            self.graph, self.ways.place_node, self.place_step, nodes, np.inf, reach_km
        )
        out[which, place] = km + self.place_step[settlements[which]]
        out[np.arange(len(settlements)), settlements] = 0.0
        return out


def paths_to(
    graph: Graph, place_node: np.ndarray, place_step: np.ndarray, nodes: np.ndarray, ride_kmh: float,
    reach_km: float = REACH_KM, *, is_kept: bool = False,
) -> tuple[np.ndarray, ...]:  # fmt: skip
    """Return the ways from settlements to some nodes (-1 = none leads there), if `is_kept` kept by content.

    Returns
    -------
    tuple of arrays (ways,)
        Position in `nodes`, settlement, km and riding minutes; the step of the settlement is in them. Where the table
        tells no driving times, minutes are those of the shortest way at `ride_kmh`.
    """
    told, places = np.flatnonzero(nodes >= 0), np.flatnonzero(place_node >= 0)
    sources, targets = nodes[told].astype(np.int64), place_node[places].astype(np.int64)
    ask = partial(paths_within, graph, sources, targets, reach_km)
    if is_kept:
        content = arrays_sha256({**graph._asdict(), "sources": sources, "targets": targets})
        found = _kept_paths(key_of("paths", reach_km, content), ask)
    else:
        found = ask()
    place = places[found["target"]]
    step = place_step[place]
    riding = found["minutes"] if len(graph.minutes) else 60.0 * found["km"] / ride_kmh
    return told[found["source"]], place, found["km"] + step, riding + 60.0 * step / ride_kmh


def _kept_paths(key: str, ask: Callable[[], dict[str, np.ndarray]]) -> dict[str, np.ndarray]:
    """Return the paths of a key, searched once for all draws even where no file may be kept; not to be written to."""
    found = _asked_last.get(key)
    if found is None:
        found = kept_or_made(key, ask)
        _asked_last.clear()
        _asked_last[key] = found
    return found


class WaysToSchool:
    """Ways from settlements to schools, in kilometres and in minutes of a day trip.

    Parameters
    ----------
    places : Geography or any other that has `x` and `y` of the settlements, km
    schools : Table or mapping with `x` and `y`, km
    roads : Roads
    numbers : mapping of str to float
        Declared numbers: detour and paces.
    """

    def __init__(self, places, schools, roads: Roads, numbers: Mapping[str, float]) -> None:
        self._x, self._y, self._schools, self.roads = places.x, places.y, schools, roads
        self._detour, self._pace = numbers["detour"], travel_pace(numbers)

    def km(self, place, school) -> np.ndarray:
        """Return kilometres between settlements and schools; the arguments are broadcast."""
        line = self._line(place, school)
        return line if self.roads.is_empty else self._by_road(place, school, line)[0]

    def minutes(self, place, school) -> np.ndarray:
        """Return one-way minutes of day trips; the arguments are broadcast."""
        line = self._line(place, school)
        if self.roads.is_empty:
            return trip_minutes(line.ravel(), self._pace).reshape(line.shape)
        return self._by_road(place, school, line)[1]

    def _line(self, place, school) -> np.ndarray:
        x, y = self._schools["x"][school], self._schools["y"][school]
        return np.hypot(self._x[place] - x, self._y[place] - y) * self._detour

    def _by_road(self, place, school, line: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        pairs = (np.array(np.broadcast_to(rows, line.shape), np.int64).ravel() for rows in (place, school))
        km, minutes = day_ways(self.roads.ways, *pairs, line.ravel(), self._pace)
        return km.reshape(line.shape), minutes.reshape(line.shape)
