"""Orders that build: rooms, beds, housing estates, new schools."""

from dataclasses import dataclass
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
    """Add beds for boarders (床位), and a canteen (食堂) where asked, to a school from a school year on."""

    KIND: ClassVar[str] = "add_beds"
    UNIT: ClassVar[str] = "beds"
    COUNTED: ClassVar[str] = "beds"
    school_id: str
    year: int
    beds: int
    with_canteen: bool = True

    def items(self) -> dict[str, float]:
        """Return the beds; their price holds what goes with a dormitory."""
        return {"bed": self.beds}


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


@dataclass(frozen=True)
class Build(Told):
    """Open a new public school (新建) of some grades and rooms at an estate from a school year on (配套学校).

    `name` is what follows the township's name in the school's.
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

    def items(self) -> dict[str, float]:
        """Return the seats; those of an estate's school have a price of their own."""
        grades = range(self.grade_low, self.grade_high + 1)
        per_room = sum(SEATS_PER_ROOM[grade > LAST_PRIMARY] for grade in grades) / len(grades)
        return {"estate_seat" if self.estate_id else "seat": self.rooms * per_room}
