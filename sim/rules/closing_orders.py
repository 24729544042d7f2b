"""Orders that end or change what a school is: closing, merging, turning into a point, moving to another site."""

from dataclasses import dataclass
from typing import ClassVar

from sim.rules.order import Told


@dataclass(frozen=True)
class Close(Told):
    """Close a school from a school year on (停办); its pupils become transfer applicants.

    Attributes
    ----------
    school_id : str
    year : int
        First school year without the school, or of a staggered closing without entrants.
    into : str
        School it is merged into (合并), empty for a plain closure: there its pupils have a place first.
    publicity : int
        School year before `year` in which parents are asked (公示), after plan and argument and before the approval;
        0 = nobody is asked. Where too many are against, the order is dropped.
    is_staggered : bool
        The grades run out (逐年停招): from `year` on nobody enters, each year the lowest grade is taught no more, and
        the school closes when the last pupil has left. A nine-year school runs out from grade 1 up too, so it takes
        children into grade 7 until that is its lowest grade.
    compensation : tuple of Told
        Orders of the same year that are carried out with it and dropped with it: beds.
    """

    KIND: ClassVar[str] = "close"
    UNIT: ClassVar[str] = "schools"
    school_id: str
    year: int
    into: str = ""
    publicity: int = 0
    is_staggered: bool = False
    compensation: tuple[Told, ...] = ()

    def __post_init__(self) -> None:
        """Refuse steps out of order."""
        require_gate(self)


@dataclass(frozen=True)
class ChangeGrades(Told):
    """Let a school teach other grades from a school year on: its kind follows.

    A primary school that keeps the low grades alone becomes a point (教学点) of the central school `into`; one that
    goes on to grade 9 a nine-year school (九年一贯制); a point that goes on to grade 6 a complete primary school again.
    `into` takes the pupils of the grades no longer taught; the other attributes as of `Close`.
    """

    KIND: ClassVar[str] = "change_grades"
    UNIT: ClassVar[str] = "schools"
    school_id: str
    year: int
    grade_low: int
    grade_high: int
    into: str = ""
    publicity: int = 0
    compensation: tuple[Told, ...] = ()

    def __post_init__(self) -> None:
        """Refuse steps out of order, and grades that are none."""
        require_gate(self)
        if not 1 <= self.grade_low <= self.grade_high <= 9:
            raise ValueError(
                f"{self.school_id}: grades {self.grade_low}-{self.grade_high} are not within 1-9"
            )


@dataclass(frozen=True)
class Relocate(Told):
    """Move a school with its pupils to another site from a school year on (搬迁).

    Attributes
    ----------
    settlement : int
        Number of the settlement of its county it is built for, as the view tells it.
    rooms : int
        Ordinary rooms (普通教室) of the new site.
    """

    KIND: ClassVar[str] = "relocate"
    UNIT: ClassVar[str] = "rooms"
    COUNTED: ClassVar[str] = "rooms"
    school_id: str
    year: int
    settlement: int
    rooms: int

    def items(self) -> dict[str, float]:
        """Return the rooms of the new site."""
        return {"room": self.rooms}


def require_gate(order: Close | ChangeGrades) -> None:
    """Refuse an order approved before parents are asked, or compensation that comes in another year.

    Raises
    ------
    ValueError
    """
    if order.publicity and order.publicity >= order.year:
        raise ValueError(
            f"{order.school_id}: parents are asked in {order.publicity}, not before {order.year}"
        )
    if any(one.year != order.year for one in order.compensation):
        raise ValueError(f"{order.school_id}: compensation comes in the year of the closing, {order.year}")


def with_compensation(order: Told) -> tuple[Told, ...]:
    """Return an order and those that go with it."""
    return (order, *order.compensation)
