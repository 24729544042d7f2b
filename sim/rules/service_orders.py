"""Orders of services on the way to school: school buses (校车) and transit lines (公交)."""

from dataclasses import dataclass
from typing import ClassVar

from sim.rules.order import Told


class _Buses(Told):
    """What orders that buy buses share."""

    UNIT: ClassVar[str] = "buses"
    ABOUT: ClassVar[str] = "line_id"
    COUNTED: ClassVar[str] = "buses"
    buses: int

    def items(self) -> dict[str, float]:
        """Return the buses."""
        return {"bus": self.buses}


@dataclass(frozen=True)
class OpenBusLine(_Buses):
    """Open a line of school buses (校车线路) to one school.

    Attributes
    ----------
    line_id : str
        A lasting name within the run.
    school_id : str
    year : int
        First school year it runs.
    stops : tuple of int
        Numbers of the settlements in driving order; the school comes last and is not listed.
    buses, seats_per_bus : int
        Each bus makes one trip each way a day: seats are buses x seats of one.
    goes_with : str
        The school for whose closing the line compensates, empty otherwise.
    """

    KIND: ClassVar[str] = "open_bus_line"
    line_id: str
    school_id: str
    year: int
    stops: tuple[int, ...]
    buses: int
    seats_per_bus: int
    goes_with: str = ""


@dataclass(frozen=True)
class OpenTransitLine(_Buses):
    """Open a public transit line (公交线路) along settlements, in both directions, for pupils of every school on it.

    `stops` are numbers of settlements in driving order; seats are not counted out, `seats_per_bus` tells what it costs.
    """

    KIND: ClassVar[str] = "open_transit_line"
    line_id: str
    year: int
    stops: tuple[int, ...]
    buses: int
    seats_per_bus: int


@dataclass(frozen=True)
class AddBuses(_Buses):
    """Add buses of the same size to a line from a school year on."""

    KIND: ClassVar[str] = "add_buses"
    line_id: str
    year: int
    buses: int


@dataclass(frozen=True)
class EndLine(Told):
    """End a line: it does not run from a school year on."""

    KIND: ClassVar[str] = "end_line"
    UNIT: ClassVar[str] = "lines"
    ABOUT: ClassVar[str] = "line_id"
    line_id: str
    year: int
