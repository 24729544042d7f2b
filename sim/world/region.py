"""The region: Mesa model that holds counties, schools, townships and the columns of people; `step()` is one year."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from time import perf_counter

import numpy as np

from sim.base.table import Table, WritingAll
from sim.kernels.codes import DISSOLVED, OPEN, STAYS
from sim.kernels.leaving import return_parents
from sim.rules.admission import AdmissionRule
from sim.rules.orders import OpenEstate, Order, with_compensation
from sim.rules.policy import Policy
from sim.world import checks, new_places
from sim.world.accounts import Accounts
from sim.world.admitted import Admitted
from sim.world.bought_seats import BoughtSeats
from sim.world.county_rules import CountyRules
from sim.world.estates import Estate, announce, place_of
from sim.world.homes import Homes
from sim.world.ledger import Ledger
from sim.world.lines import BusesSeen, Riders
from sim.world.mesa_parts import Model
from sim.world.order_events import OrderEvent
from sim.world.peers import Alone
from sim.world.places import County, School, Township
from sim.world.register import Register
from sim.world.roads import WaysToSchool
from sim.world.roll import Departed
from sim.world.seen import Seen
from sim.world.sites import Land
from sim.world.staff_book import StaffBook
from sim.world.start import Geography, Start
from sim.world.table_only import CountyByShares
from sim.world.trace import NoTrace


@dataclass(frozen=True)
class Step:
    """One entry of the year: a process with its place in the order and the reason for it."""

    name: str
    owner: str
    why: str
    run: Callable[["Region", CountyRules, list[Order]], None]


class Region(Model):
    """One or more counties whose people move between them and away.

    Parameters
    ----------
    start : Start
        What the run begins with; not changed unless owned.
    numbers : mapping of str to float
        Values of the declared numbers of this draw.
    policies : tuple of Policy
        Levers of the scenario, the same in every county.
    seed : int
        Seed of the run's luck; never used for anything but keyed draws.
    admission : tuple of AdmissionRule
        Rules of admission of the scenario, each with the years it is in force.
    threads : int
        Threads for the kernels that run in chunks; results do not depend on it.
    check : bool
        Turn on the expensive checks too.
    owns_start : bool
        The start is for this run alone: its tables are taken, not copied.
    peers : Alone, optional
        Who holds counties that are not held here; see `sim.world.peers`.
    """

    def __init__(
        self, start: Start, numbers: Mapping[str, float], policies: tuple[Policy, ...], seed: int,
        *, admission: tuple[AdmissionRule, ...] = (), threads: int = 1, check: bool = False,
        owns_start: bool = False, peers: Alone | None = None,
    ) -> None:  # fmt: skip
        super().__init__(rng=seed)
        self.peers = peers or Alone()
        self.year = start.year
        self.first_year = start.year
        self.luck, self.threads, self.is_checking = int(seed), threads, check
        self.numbers = dict(numbers)
        self.geography, self.vitals, self.behaviour = start.geography, start.vitals, start.behaviour
        self.told, self.school_ids, self.school_names = start.told, start.school_ids, start.told.school_names
        self.schools, self.households, self.children, self.teachers, self.adults = start.changing(owns_start)
        self._row_of: tuple[tuple[str, ...], dict[str, int]] = ((), {})
        self.n_schools_at_start, self.feeders, self.periods = len(start.schools), start.feeders, start.periods
        self.register = Register(self.children, self.households, len(self.schools))
        self.accounts = Accounts(self)
        self.staff, self.ledger, self.county_money = StaffBook(self), Ledger(self), start.county_money
        self.homes = Homes(self.geography)
        self.estates: list[Estate] = []
        self.redrawn = start.redrawn  # geographies from later years on
        self._added: list[Callable[[Geography], Geography]] = []  # places of this run alone
        self.by_shares = [CountyByShares(county) for county in start.table_only]
        self.zone, self.zone_minutes = self.geography.zones(self.schools)
        self.seen = Seen(self.zone, self.geography.n_counties)
        self.counties = [
            County(self, row, policies, start.year, admission, self.numbers["price_level"])
            for row in range(self.geography.n_counties)
        ]
        self.deciding = [county for county in self.counties if self.peers.holds(county.row)]
        n_townships = len(self.geography.township_codes)
        Township.create_agents(self, n_townships, np.arange(n_townships))
        School.create_agents(self, len(self.schools), np.arange(len(self.schools)))
        announce(self, start.estates)
        self.land, self.plan = Land(), ()
        self.seconds: dict[str, float] = {}
        self.rules: CountyRules = CountyRules()
        self.admitted = Admitted()  # this year's applications
        self.bought_seats, self.trace = BoughtSeats(), NoTrace()
        self.lines, self.riders, self.buses_seen = start.lines, Riders(), BusesSeen()
        self.departed = Departed()  # gone from the region, still on a roll
        self.given: list[tuple[str, str, Order]] = []  # this year's orders with county and lever
        self.events: list[OrderEvent] = []  # what became of orders this year

    def step(self) -> None:
        """Run one school year: decide, the steps of the year in order with checks, remove leavers."""
        begun = perf_counter()
        self.accounts.open_year()
        self.register.begin_year()
        self.events = []
        begun = self._spent("checks", begun)
        self.rules, orders = self.decide()
        begun = self._spent("decide", begun)
        for step in self.plan:
            with self.writing_as(step.owner):
                step.run(self, self.rules, orders)
            begun = self._spent(step.name, begun)
            checks.after(step.name, self)
            begun = self._spent("checks", begun)
        self.remove_leavers()
        begun = self._spent("leavers", begun)
        checks.at_year_end(self)
        self._spent("checks", begun)
        self.year += 1

    def _spent(self, part: str, begun: float) -> float:
        """Add the seconds since `begun` to those of a part of the year; return the time."""
        now = perf_counter()
        self.seconds[part] = self.seconds.get(part, 0.0) + now - begun
        return now

    def decide(self) -> tuple[CountyRules, list[Order]]:
        """Let each county's bureau decide: its rulebook of the year, what it pays for, and the orders that fall due."""
        decided = self.peers.decisions(self, [c.bureau.decide(self.year) for c in self.deciding])
        self.given = [(c.bureau.county, *one) for c in self.deciding for one in c.bureau.given]
        for county in self.deciding:
            for order, event, yuan in county.bureau.purse.dealt:
                self.tell(order, event, county.row, yuan=yuan)
        rules = CountyRules(book for book, _ in decided).following(self.rules)
        return rules, [order for _, due in decided for order in due]

    def writing_as(self, owner: str) -> WritingAll:
        """Let one process write its columns."""
        return WritingAll((self.schools, self.households, self.children, self.teachers), owner)

    def refresh_zones(self) -> None:
        """Draw the zones anew after schools opened, closed or changed what they teach."""
        self.zone, self.zone_minutes = self.geography.zones(self.schools)

    def redraw_districts(self, geography: Geography) -> None:
        """Let the districts of another geography of the start hold from now on, with the places this run has added."""
        for added in self._added:
            geography = added(geography)
        self.geography = geography
        self.refresh_zones()

    def _add_place(self, added: Callable[[Geography], Geography]) -> None:
        """Add a place to the run's geography and keep how, for when districts are drawn anew."""
        self._added.append(added)
        self.geography = added(self.geography)
        self.refresh_zones()

    def _schools_as_now(self) -> Table:
        """Return the schools; a copy where districts are yet to be drawn anew, for places to be put there as now."""
        return self.schools.copy() if any(year > self.year for year in self.redrawn) else self.schools

    def add_estate(self, order: OpenEstate) -> Estate:
        """Open a housing estate in this run alone: a settlement beside one of its township, as yet empty."""
        self._add_place(partial(new_places.with_settlement, beside=place_of(self, order)))
        estate = Estate(self, self.geography.n_settlements - 1, order)
        self.estates.append(estate)
        return estate

    def add_school(self, new: new_places.NewSchool) -> School:
        """Open a new school in this run alone: its row, agent and flows, its zone and those it may serve besides.

        Errors are those of `new_places.new_row`.
        """
        row = int(self.schools.append(1, **new_places.new_row(self, new))[0])
        self.school_ids, self.school_names = (*self.school_ids, new.school_id), (*self.school_names, new.name)
        self.register.add_schools(1)
        at = {"row": row, "settlement": new.settlement, "numbers": self.numbers,
              "takes_nearest": new.takes_nearest}  # fmt: skip
        self._add_place(partial(new_places.with_candidate, schools=self._schools_as_now(), **at))
        return School(self, row)

    def list_school(self, row: int) -> None:
        """Let settlements that did not list a school know it, for grades it did not teach; its zone is next to it."""
        s, g = self.schools, self.geography
        km = np.hypot(g.x - s["x"][row], g.y - s["y"][row])
        nearest = int(np.argmin(np.where(g.county == s["county"][row], km, np.inf)))
        at = {"row": row, "settlement": nearest, "numbers": self.numbers}
        self._add_place(partial(new_places.with_more_grades, schools=self._schools_as_now(), **at))

    def move_school(self, row: int, settlement: int) -> None:
        """Move a school to another settlement of its county in this run alone; who it may serve is drawn anew."""
        for name, value in new_places.site_at(self.geography, settlement).items():
            self.schools.writable(name)[row] = value
        at = {"row": row, "settlement": settlement, "numbers": self.numbers}
        self._add_place(partial(new_places.with_moved_school, schools=self._schools_as_now(), **at))

    def rows_of(self, county: int) -> np.ndarray:
        """Return the school rows of a county."""
        return np.flatnonzero(self.schools["county"] == county)

    @property
    def row_of(self) -> dict[str, int]:
        """Return the row of each school by its id."""
        if self._row_of[0] is not self.school_ids:
            self._row_of = self.school_ids, {one: row for row, one in enumerate(self.school_ids)}
        return self._row_of[1]

    def tell(self, order: Order, event: str, county: int, **more: float) -> None:
        """Note what became of an order this year, for the records; `more` as in `OrderEvent`."""
        self.events.append(OrderEvent(county, order, event, **more))

    def county_of(self, order: Order) -> int:
        """Return the row of the county of the school an order names, else of the county whose order is due."""
        if (school := self.row_of.get(order.target, -1)) >= 0:
            return int(self.schools["county"][school])
        given = (
            (c.row, one) for c in self.counties for due in c.bureau.due for one in with_compensation(due)
        )
        return next((row for row, one in given if one is order), 0)

    @property
    def ways_to_school(self) -> WaysToSchool:
        """Return the ways to schools as they are now."""
        return WaysToSchool(self.geography, self.schools, self.geography.roads, self.numbers)

    @property
    def is_open(self) -> np.ndarray:
        """Return which schools teach this year, bool (schools,)."""
        return self.schools["status"] == OPEN

    def is_new(self, school: np.ndarray) -> np.ndarray:
        """Return which schools (rows, -1 = none) were built within the run, bool array."""
        return school >= self.n_schools_at_start

    @property
    def is_by_shares(self) -> np.ndarray:
        """Return which counties are told by their schools alone, bool (counties,)."""
        told = np.zeros(self.geography.n_counties, bool)
        told[[one.county for one in self.by_shares]] = True
        return told

    @property
    def is_growing(self) -> np.ndarray:
        """Return which schools opened this year, have phases to come or an estate that fills, bool (schools,)."""
        s = self.schools
        growing = (s["year_opened"] == self.year) | (s["year_last_phase"] >= self.year)
        growing[[e.school for e in self.estates if e.school >= 0 and e.is_filling(self.year)]] = True
        return growing

    def remove_leavers(self) -> None:
        """Remove the rows of all who asked to leave: the one place where rows disappear."""
        self.riders = Riders()  # they name rows
        staying_children = self.children["leaving"] == STAYS
        if not staying_children.all():
            self.children.leave_only(staying_children, self.threads)
        gone = self.households["leaving"] != STAYS
        if gone.any():
            self.children.remap("household", self.households.keep(~gone, self.threads))

    def dissolve(self, households: np.ndarray) -> None:
        """Return the parents of households without children under 18 to the adult table."""
        h, g = self.households, self.geography
        columns = ("settlement", "hukou", "parents_away", "mother_year", "father_year")
        return_parents(
            households, *(h[name] for name in columns), g.place, g.place_county, self.year, self.adults,
            self.accounts.tally["parents_left_region"],
        )  # fmt: skip
        self.register.request_household_leave(households, DISSOLVED)
