"""Orders that build: rooms, beds, housing estates, new schools, weak schools brought up to the norms."""

from dataclasses import dataclass, replace
from math import ceil
from typing import ClassVar

from sim.rules.order import Told

SEATS_PER_ROOM = (
    45,
    50,
)  # seats of a room of a new school, primary and junior: 通市政办发〔2017〕13号 二(三)
LAST_PRIMARY = 6  # grade


@dataclass(frozen=True)
class Extend(Told):
    """Add ordinary rooms (普通教室) to a school from a school year on (扩建)."""

    KIND: ClassVar[str] = "extend"
    UNIT: ClassVar[str] = "rooms"
    COUNTED: ClassVar[str] = "rooms"
    school_id: str
    year: int
    rooms: int

    def items(self) -> dict[str, float]:
        """Return the rooms."""
        return {"room": self.rooms}


@dataclass(frozen=True)
class AddBeds(Told):
    """Add beds for boarders (床位), and a canteen (食堂) where asked, to a school from a school year on.

    The dormitory grows by `m2_per_bed` for each bed, the canteen by `seats_per_bed`, rounded up to whole seats; the
    usual half a seat serves two sittings (assumption). `goes_with` names the
    school for whose closing they compensate, empty otherwise.
    """

    KIND: ClassVar[str] = "add_beds"
    UNIT: ClassVar[str] = "beds"
    COUNTED: ClassVar[str] = "beds"
    school_id: str
    year: int
    beds: int
    with_canteen: bool = True
    m2_per_bed: float = 3.0
    seats_per_bed: float = 0.5
    goes_with: str = ""

    @property
    def canteen_seats(self) -> int:
        """Return the canteen seats that come with the beds."""
        return ceil(self.beds * self.seats_per_bed) if self.with_canteen else 0

    def items(self) -> dict[str, float]:
        """Return the beds, and the canteen seats that come with them."""
        return {"bed": self.beds, "canteen_seat": self.canteen_seats}


@dataclass(frozen=True)
class AddCanteenSeats(Told):
    """Add seats to a school's canteen (食堂座位), which it gets where it has none, from a school year on."""

    KIND: ClassVar[str] = "add_canteen_seats"
    UNIT: ClassVar[str] = "seats"
    COUNTED: ClassVar[str] = "seats"
    school_id: str
    year: int
    seats: int

    def items(self) -> dict[str, float]:
        """Return the seats."""
        return {"canteen_seat": self.seats}


@dataclass(frozen=True)
class OpenEstate(Told):
    """Open a housing estate (住宅小区) in a township; families of the county fill it over some years.

    Attributes
    ----------
    estate_id, township : str
        A lasting name, and the code of the township it stands in.
    year : int
        School year in which the first families move in.
    dwellings : int
    pupils_per_dwelling : float
        Pupils of grades 1-9 per dwelling once it is full.
    persons_per_dwelling : float
        Residents per dwelling; they decide the estate's share of new families once it is full.
    years_to_fill : int
    settlement : str
        Code of the village or community it stands in, '' = the largest place of its township that is no village.
    primary_seats, junior_seats : int
        Seats of the school planned with it (配套学位), whose delivery the rules of the review decide; 0 for an estate
        whose school a lever orders.
    """

    KIND: ClassVar[str] = "open_estate"
    UNIT: ClassVar[str] = "dwellings"
    ABOUT: ClassVar[str] = "estate_id"
    COUNTED: ClassVar[str] = "dwellings"
    estate_id: str
    township: str
    year: int
    dwellings: int
    pupils_per_dwelling: float
    persons_per_dwelling: float
    years_to_fill: int
    settlement: str = ""
    primary_seats: int = 0
    junior_seats: int = 0


@dataclass(frozen=True)
class Build(Told):
    """Open a new public school (新建) from a school year on, with an estate (配套学校) or for a township.

    Attributes
    ----------
    name : str
        What follows the township's name in the school's.
    estate_id : str
        The estate it is built with, '' = none: it stands beside the largest place of its township.
    rooms : int
        Ordinary rooms of the first phase.
    norm_share : float
        The part of the norms for areas, multimedia rooms and equipment it opens with (1 = 建一所、达标一所).
    phases : tuple of (int, int)
        School year and rooms of each later phase (分期建设); the school grows until the last has opened.
    site : str
        Closed school whose idle site is wanted for it; where it is no longer idle, the school is built as any other.
    site_rooms : int
        Ordinary rooms on that site, which need not be paid for.
    years_waited : int
        Years it has already waited for land.
    """

    KIND: ClassVar[str] = "build"
    UNIT: ClassVar[str] = "rooms"
    COUNTED: ClassVar[str] = "rooms"
    school_id: str
    name: str
    year: int
    estate_id: str
    township: str
    grade_low: int
    grade_high: int
    rooms: int
    norm_share: float = 1.0
    phases: tuple[tuple[int, int], ...] = ()
    site: str = ""
    site_rooms: int = 0
    years_waited: int = 0

    def later(self, years: int) -> "Build":
        """Return the order put off by some years, its later phases with it."""
        phases = tuple((year + years, rooms) for year, rooms in self.phases)
        return replace(self, year=self.year + years, phases=phases, years_waited=self.years_waited + years)

    def of_phases(self) -> tuple[Extend, ...]:
        """Return its later phases as orders of their own."""
        return tuple(Extend(self.school_id, year, rooms) for year, rooms in self.phases)

    @property
    def all_rooms(self) -> int:
        """Return the rooms of all its phases."""
        return self.rooms + sum(rooms for _, rooms in self.phases)

    def items(self) -> dict[str, float]:
        """Return the seats of all phases but those there already; an estate's school has a price of its own."""
        grades = range(self.grade_low, self.grade_high + 1)
        per_room = sum(SEATS_PER_ROOM[grade > LAST_PRIMARY] for grade in grades) / len(grades)
        return {"estate_seat" if self.estate_id else "seat": self._rooms_paid() * per_room}

    def _rooms_paid(self) -> int:
        return max(0, self.all_rooms - (self.site_rooms if self.site else 0))


@dataclass(frozen=True)
class Upgrade(Told):
    """Add to what a school has what it lacks of the norms (改善薄弱学校办学条件), from a school year on.

    Every amount is what is added. Ordinary rooms bring their teaching and auxiliary area, as in `Extend`;
    `teaching_m2` is what is built beyond that.
    """

    KIND: ClassVar[str] = "upgrade"
    UNIT: ClassVar[str] = "schools"
    school_id: str
    year: int
    teaching_m2: float = 0.0
    sports_m2: float = 0.0
    site_m2: float = 0.0
    rooms: int = 0
    multimedia_rooms: int = 0
    equipment_yuan: float = 0.0

    def items(self) -> dict[str, float]:
        """Return what it buys."""
        return {
            "teaching_m2": self.teaching_m2, "sports_m2": self.sports_m2, "land_m2": self.site_m2, "room": self.rooms,
            "multimedia_room": self.multimedia_rooms, "equipment_yuan": self.equipment_yuan,
        }  # fmt: skip
