"""Orders that end or change what a school is: closing, merging."""

from dataclasses import dataclass
from typing import ClassVar

from sim.rules.order import Told


@dataclass(frozen=True)
class Close(Told):
    """Close a school from a school year on (停办); its pupils become transfer applicants.

    `into` names the school it is merged into (合并), empty for a plain closure: there its pupils have a place first.
    """

    KIND: ClassVar[str] = "close"
    UNIT: ClassVar[str] = "schools"
    school_id: str
    year: int
    into: str = ""
