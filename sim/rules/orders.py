"""Orders of a bureau: what is to be built, extended or closed, with the year it takes effect."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Extend:
    """Add ordinary rooms (普通教室) to a school from a school year on (扩建)."""

    school_id: str
    year: int
    rooms: int


@dataclass(frozen=True)
class Close:
    """Close a school from a school year on (停办); its pupils become transfer applicants."""

    school_id: str
    year: int


Order = Extend | Close
