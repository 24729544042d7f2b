"""Orders of a bureau: what is to be built, extended, merged or closed, with the school year it takes effect.

Every order tells the records the same things: `KIND`, `target` (the school or estate it is about), `into` (the school
that takes over, if any), and `amount` with `UNIT`.
"""

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True)
class Extend:
    """Add ordinary rooms (普通教室) to a school from a school year on (扩建)."""

    KIND: ClassVar[str] = "extend"
    UNIT: ClassVar[str] = "rooms"
    school_id: str
    year: int
    rooms: int
    into: ClassVar[str] = ""

    @property
    def target(self) -> str:
        """Return the school extended."""
        return self.school_id

    @property
    def amount(self) -> float:
        """Return the rooms added."""
        return self.rooms


@dataclass(frozen=True)
class Close:
    """Close a school from a school year on (停办); its pupils become transfer applicants.

    `into` names the school it is merged into (合并), empty for a plain closure: there its pupils have a place first.
    """

    KIND: ClassVar[str] = "close"
    UNIT: ClassVar[str] = "schools"
    school_id: str
    year: int
    into: str = ""
    amount: ClassVar[float] = 1.0

    @property
    def target(self) -> str:
        """Return the school closed."""
        return self.school_id


@dataclass(frozen=True)
class AddBeds:
    """Add beds for boarders (床位), and a canteen (食堂) where asked, to a school from a school year on."""

    KIND: ClassVar[str] = "add_beds"
    UNIT: ClassVar[str] = "beds"
    school_id: str
    year: int
    beds: int
    with_canteen: bool = True
    into: ClassVar[str] = ""

    @property
    def target(self) -> str:
        """Return the school that gets the beds."""
        return self.school_id

    @property
    def amount(self) -> float:
        """Return the beds added."""
        return self.beds


@dataclass(frozen=True)
class OpenEstate:
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
    estate_id: str
    township: str
    year: int
    dwellings: int
    pupils_per_dwelling: float
    persons_per_dwelling: float
    years_to_fill: int
    into: ClassVar[str] = ""

    @property
    def target(self) -> str:
        """Return the estate."""
        return self.estate_id

    @property
    def amount(self) -> float:
        """Return the dwellings."""
        return self.dwellings


@dataclass(frozen=True)
class Build:
    """Open a new public school (新建) of some grades and rooms at an estate from a school year on (配套学校).

    `name` is what follows the township's name in the school's.
    """

    KIND: ClassVar[str] = "build"
    UNIT: ClassVar[str] = "rooms"
    school_id: str
    name: str
    year: int
    estate_id: str
    township: str
    grade_low: int
    grade_high: int
    rooms: int
    into: ClassVar[str] = ""

    @property
    def target(self) -> str:
        """Return the school built."""
        return self.school_id

    @property
    def amount(self) -> float:
        """Return its rooms."""
        return self.rooms


Order = Extend | Close | AddBeds | OpenEstate | Build
