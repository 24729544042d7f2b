"""What a bureau may look at: the published figures of the years before and the orders it has given, read-only."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeVar

import numpy as np

from sim.rules.orders import AddBeds, AddCanteenSeats, Close, Extend, Order, ReserveLand, Upgrade
from sim.rules.seen import Frozen, IdleSites, LineSeen, Settlements, Trips, UntoldTrips, WaysSeen

T = TypeVar("T")
NEVER_FEWER = np.iinfo(np.int64).max  # pupils, in place of what is unknown
CENSUSES = 10  # published censuses a bureau can look back on: last year's and those before it


def _by_school(width: int = 0):
    """Return a field of one row a school, nothing where there is no census; `width` columns where it has some."""
    return field(default_factory=lambda: np.zeros((0, width) if width else 0, np.int64))


@dataclass(frozen=True)
class View(Frozen):
    """Hold one county's figures of the last census; without one (before the first) there are no schools.

    Attributes
    ----------
    county : str
        County code.
    year : int
        School year of the figures (the year before the decision).
    school_ids : tuple of str
        Schools of the county, open ones only; the order of every array below.
    kind, zone, ownership : int arrays (schools,)
        Codes of `sim.kernels.codes`: kind of school, zone kind it stands in, public or private.
    x, y : float arrays (schools,)
        Kilometres east and north of the region's origin.
    grade_low, grade_high : int arrays (schools,)
        Lowest and highest grade taught.
    is_protected : int array (schools,)
        1 = a school for a national minority (民族学校).
    year_runs_out : int array (schools,)
        First school year without entrants of a school whose grades run out (逐年停招), 0 = none.
    pupils, classes, over_limit : int arrays (schools, 9)
        By grade 1-9; `over_limit` are day pupils whose trip is longer than the rule allows.
    rooms, beds, canteen_seats, boarders, without_bed : int arrays (schools,)
        Usable ordinary rooms, beds with the area the rules ask for, seats of the canteen, pupils who board, pupils who
        would board and found no bed.
    teaching_m2, sports_m2, site_m2, equipment_yuan : float arrays (schools,)
        Areas (教学及辅助用房, 体育运动场馆, 占地) and the value of teaching equipment.
    multimedia_rooms : int array (schools,)
    earlier : tuple of View
        The censuses before, newest first, at most `CENSUSES` with this one; they hold none themselves.
    planned : tuple of Order
        Orders given and not yet carried out: in earlier years, and this year by the levers before; compensation stands
        beside the order it goes with.
    stopped : tuple of (int, Order)
        Orders that parents stopped (公示未通过), with the school year in which they were asked.
    is_growing : bool array (schools,)
        Opened in this year, or built for an estate that still fills: no figures yet to judge a school by.
    townships : tuple of str
        Codes of the county's townships.
    township : int array (schools,)
        The township each school stands in, a position in `townships`.
    is_seat : bool array (townships,)
        Townships of the county seat (县城, 城区).
    children : int array (townships, 15, 4)
        Children by single age 0-14 (completed years on 1 September) and hukou, by `CHILD_HUKOU_NAMES`.
    settlements : Settlements
        Where the county's people live; of the last census only, as are the trips.
    trips : Trips or UntoldTrips
        Who goes from which settlement to which school; told where a lever says it looks at them.
    ways : WaysSeen
        Ways by road, where a road table tells the county; of the last census only.
    lines : tuple of LineSeen
        Lines of school buses and of transit that run in the county.
    idle : IdleSites
        Sites of closed schools that serve no education.
    land : tuple of ReserveLand
        Land kept for schools and not yet built on (预留学校用地).
    """

    county: str
    year: int
    school_ids: tuple[str, ...] = ()
    kind: np.ndarray = _by_school()
    zone: np.ndarray = _by_school()
    ownership: np.ndarray = _by_school()
    x: np.ndarray = _by_school()
    y: np.ndarray = _by_school()
    grade_low: np.ndarray = _by_school()
    grade_high: np.ndarray = _by_school()
    is_protected: np.ndarray = _by_school()
    year_runs_out: np.ndarray = _by_school()
    pupils: np.ndarray = _by_school(9)
    classes: np.ndarray = _by_school(9)
    over_limit: np.ndarray = _by_school(9)
    rooms: np.ndarray = _by_school()
    beds: np.ndarray = _by_school()
    canteen_seats: np.ndarray = _by_school()
    boarders: np.ndarray = _by_school()
    without_bed: np.ndarray = _by_school()
    teaching_m2: np.ndarray = _by_school()
    sports_m2: np.ndarray = _by_school()
    site_m2: np.ndarray = _by_school()
    equipment_yuan: np.ndarray = _by_school()
    multimedia_rooms: np.ndarray = _by_school()
    is_growing: np.ndarray = _by_school()
    earlier: tuple["View", ...] = ()
    planned: tuple[Order, ...] = ()
    stopped: tuple[tuple[int, Order], ...] = ()
    townships: tuple[str, ...] = ()
    township: np.ndarray = _by_school()
    is_seat: np.ndarray = field(default_factory=lambda: np.zeros(0, bool))
    children: np.ndarray = field(default_factory=lambda: np.zeros((0, 15, 4), np.int64))
    settlements: Settlements = field(default_factory=Settlements)
    trips: Trips | UntoldTrips = field(default_factory=Trips)
    ways: WaysSeen = field(default_factory=WaysSeen)
    lines: tuple[LineSeen, ...] = ()
    idle: IdleSites = field(default_factory=IdleSites)
    land: tuple[ReserveLand, ...] = ()

    @cached_property
    def row_of(self) -> dict[str, int]:
        """Return the row of each school by its id."""
        return {school_id: row for row, school_id in enumerate(self.school_ids)}

    @cached_property
    def totals(self) -> np.ndarray:
        """Return the pupils of each school, int (schools,), read-only."""
        return _fixed(self.pupils.sum(axis=1))

    def kept(self, name: str, key: object, make: Callable[[], T]) -> T:
        """Return what `make` gives, made once for a name and the object `key`.

        It goes along into copies of the view: name and key tell all it depends on beside the figures of the census.
        """
        held = self.__dict__.get(name)
        if held is None or held[0] is not key:
            held = self.__dict__[name] = key, make()
        return held[1]

    def years_below(self, size: np.ndarray, enough: int = CENSUSES) -> np.ndarray:
        """Return for how many of the latest censuses in a row each school had fewer pupils than `size`, int (schools,).

        Censuses before the start of the run, or before the school opened, are unknown and do not count, nor do those
        of a school that still grows. At most `enough` are looked at.
        """
        is_below = self._to_judge_by < size
        years = is_below.astype(np.int64)
        for census in self.earlier[: enough - 1]:
            is_below &= census.told_of(self.school_ids, census._to_judge_by, NEVER_FEWER) < size
            years += is_below
        return years

    @cached_property
    def _to_judge_by(self) -> np.ndarray:
        """Return the pupils each school is judged by, int (schools,): never fewer than asked for while it grows."""
        return np.where(self.is_growing, NEVER_FEWER, self.totals)

    def closing(self) -> set[str]:
        """Return the schools that are planned to close, or whose grades run out; not to be changed."""
        planned = {order.school_id for order in self.planned_of(Close)}
        return planned | {self.school_ids[row] for row in np.flatnonzero(self.year_runs_out).tolist()}

    def stays(self) -> np.ndarray:
        """Return which schools are not among those `closing`, bool (schools,), read-only."""
        return self.kept("_stays", self.planned, self._stays_now)

    def _stays_now(self) -> np.ndarray:
        closes = self.named(order.school_id for order in self.planned_of(Close))
        closes[np.flatnonzero(self.year_runs_out)] = True
        return _fixed(~closes)

    def named(self, school_ids: Iterable[str]) -> np.ndarray:
        """Return which schools are among some ids, bool (schools,)."""
        out, row_of = np.zeros(len(self.school_ids), bool), self.row_of
        for school_id in school_ids:
            row = row_of.get(school_id, -1)
            if row >= 0:
                out[row] = True
        return out

    def told_of(self, school_ids: tuple[str, ...], values: np.ndarray, unknown: float) -> np.ndarray:
        """Return what `values` (schools of this census,) tell of other schools, `unknown` for those not there."""
        if school_ids == self.school_ids:
            return values
        row_of, told = self.row_of, [*values.tolist(), unknown]
        return np.array([told[row_of.get(school_id, -1)] for school_id in school_ids])

    def planned_of(self, *kinds: type) -> list[Order]:
        """Return the planned orders of some kinds."""
        return [order for order in self.planned if type(order) in kinds]

    def stopped_since(self, year: int) -> set[str]:
        """Return the schools about which parents have stopped an order in a school year or later."""
        return {order.target for asked, order in self.stopped if asked >= year}

    def beds_planned(self) -> np.ndarray:
        """Return the beds ordered for each school and not yet there, int (schools,), read-only."""
        return self.kept("_beds_planned", self.planned, lambda: self._ordered("beds", AddBeds))

    def canteen_seats_planned(self) -> np.ndarray:
        """Return the canteen seats ordered for each school and not yet there, int (schools,)."""
        return self._ordered("canteen_seats", AddBeds) + self._ordered("seats", AddCanteenSeats)

    def rooms_planned(self) -> np.ndarray:
        """Return the rooms ordered for each school and not yet there, int (schools,), read-only."""
        return self.kept("_rooms_planned", self.planned, lambda: self._ordered("rooms", Extend, Upgrade))

    def upgrading(self) -> set[str]:
        """Return the schools whose upgrade is planned."""
        return {order.school_id for order in self.planned_of(Upgrade)}

    def _ordered(self, name: str, *kinds: type) -> np.ndarray:
        """Return what orders of some kinds add to each school, int (schools,), read-only."""
        added, row_of = np.zeros(len(self.school_ids), np.int64), self.row_of
        for order in self.planned_of(*kinds):
            if order.school_id in row_of:
                added[row_of[order.school_id]] += int(getattr(order, name))
        return _fixed(added)


def _fixed(values: np.ndarray) -> np.ndarray:
    """Return an array made read-only: it is handed out more than once."""
    values.flags.writeable = False
    return values
