"""What a bureau sees below the school: its settlements, and the daily trips from them to its schools."""

from dataclasses import dataclass, field

import numpy as np


class Frozen:
    """Base of what a bureau sees: its arrays are read-only."""

    def __post_init__(self) -> None:
        """Make every array read-only."""
        for value in vars(self).values():
            if isinstance(value, np.ndarray):
                value.setflags(write=False)


def _rows(kind: type = np.int64, width: int = 0):
    return field(default_factory=lambda: np.zeros((0, width) if width else 0, kind))


@dataclass(frozen=True)
class Settlements(Frozen):
    """A county's settlements (村、社区、小区) at the census.

    Attributes
    ----------
    number : int array (settlements,)
        Lasting number within the run; orders name a settlement by it.
    x, y : float arrays (settlements,)
        Kilometres east and north of the region's origin.
    township : int array (settlements,)
        Position among the county's townships.
    zone, rank : int arrays (settlements,)
        Codes of `sim.kernels.codes`: kind of zone; plain, township seat, county seat.
    below_age : int array (settlements,)
        Children who live there and are below school age.
    """

    number: np.ndarray = _rows()
    x: np.ndarray = _rows(float)
    y: np.ndarray = _rows(float)
    township: np.ndarray = _rows()
    zone: np.ndarray = _rows()
    rank: np.ndarray = _rows()
    below_age: np.ndarray = _rows()


@dataclass(frozen=True)
class Trips(Frozen):
    """Pupils who live in the county and go to its schools, by settlement and school; pairs without pupils are left out.

    Attributes
    ----------
    home, school : int arrays (pairs,)
        Positions among the county's settlements and schools of the view.
    pupils : int array (pairs, 3)
        All pupils, boarders among them, of grades 1-3, 4-6 and 7-9.
    beyond : int array (pairs, 3)
        Day pupils whose trip is longer than the rule allows.
    riders : int array (pairs, 3)
        Day pupils who do not walk.
    minutes : float array (pairs,)
        Mean one-way minutes of the day pupils, 0 without any.
    """

    home: np.ndarray = _rows()
    school: np.ndarray = _rows()
    pupils: np.ndarray = _rows(width=3)
    beyond: np.ndarray = _rows(width=3)
    riders: np.ndarray = _rows(width=3)
    minutes: np.ndarray = _rows(float)


class UntoldTrips:
    """In place of the trips of a county none of whose levers says that it looks at them (`Policy.SEES_TRIPS`)."""

    def __getattr__(self, name: str):
        """Raise AttributeError: whoever looks has not said so."""
        raise AttributeError(
            f"trips.{name}: trips are told to bureaus with a lever that has SEES_TRIPS = True"
        )


@dataclass(frozen=True)
class WaysSeen(Frozen):
    """Ways by road from the county's settlements to its schools, as its map tells them; empty without a road table.

    Attributes
    ----------
    n_schools : int
        Schools of the view.
    pair : int array (ways,)
        Settlement x `n_schools` + school, positions in the view, ascending.
    line_km : float array (ways,)
        Kilometres of straight line that make as long a way at the usual detour.
    beyond_km : float
        A way that is not among them is as long as this at least.
    """

    n_schools: int = 0
    pair: np.ndarray = _rows()
    line_km: np.ndarray = _rows(float)
    beyond_km: float = 0.0

    def line(self, home: np.ndarray, school: int, straight_km: np.ndarray) -> np.ndarray:
        """Return kilometres of straight line that make as long a way from settlements to a school as the road is.

        `straight_km` is what they are apart; it is returned where nothing is told of roads.
        """
        longer = np.maximum(straight_km, self.beyond_km)
        if len(self.pair) == 0:
            return longer
        asked = home * self.n_schools + school
        at = np.minimum(np.searchsorted(self.pair, asked), len(self.pair) - 1)
        return np.where(self.pair[at] == asked, self.line_km[at], longer)


@dataclass(frozen=True)
class LineSeen:
    """A line of school buses or of transit at the census.

    Attributes
    ----------
    line_id, school_id : str
        `school_id` is empty for a transit line.
    stops : tuple of int
        Numbers of its settlements in driving order.
    buses, seats_per_bus : int
    riders, turned_away : int
        Pupils who ride; who would have and found no seat.
    """

    line_id: str
    school_id: str
    stops: tuple[int, ...]
    buses: int
    seats_per_bus: int
    riders: int
    turned_away: int


@dataclass(frozen=True)
class IdleSites(Frozen):
    """Sites of a county's closed schools that serve no education (闲置校址).

    Attributes
    ----------
    school_ids : tuple of str
        The closed schools; the order of every array below.
    x, y : float arrays (sites,)
        Kilometres east and north of the region's origin.
    township : int array (sites,)
        Position among the county's townships.
    rooms, year_closed : int arrays (sites,)
        Ordinary rooms left there; first school year without pupils.
    """

    school_ids: tuple[str, ...] = ()
    x: np.ndarray = _rows(float)
    y: np.ndarray = _rows(float)
    township: np.ndarray = _rows()
    rooms: np.ndarray = _rows()
    year_closed: np.ndarray = _rows()

    def nearest(self, x: float, y: float, km: float) -> str:
        """Return the school whose site is nearest to a point and within `km` (straight line) of it, '' = none."""
        away = np.hypot(self.x - x, self.y - y)
        near = [(away[k], school_id) for k, school_id in enumerate(self.school_ids) if away[k] <= km]
        return min(near)[1] if near else ""
