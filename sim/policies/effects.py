"""The measured effects of the levers (effects.csv), one line a lever and record column, as `make effects` wrote them.

Each is the sum of a record column over the first years of a run with the lever, less that of a run without it and with
the same luck; levers it stands beside are on in both. A line is of one place, the usual numbers and these years alone.
"""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass, fields
from importlib.resources import files

from sim.base.errors import Say

FILE = "effects.csv"
TONGHUA = "tonghua"

# Where a lever is looked at; the words tell what was put into Tonghua for it.
PLACES = {
    TONGHUA: Say("Tonghua", "通化"),
    "with_private_schools": Say(
        "Tonghua, every fourth town school private", "通化（每四所城镇学校一所民办）"
    ),
    "with_feeders": Say("Tonghua, primary schools with feeder ties", "通化（小学对口初中）"),
    "with_projects": Say("Tonghua, six housing projects", "通化（六个住宅项目）"),
    "with_closed_schools": Say("Tonghua, thirteen closed schools", "通化（十三所停办学校）"),
}


@dataclass(frozen=True)
class Effect:
    """What one lever did to one record column.

    Attributes
    ----------
    lever, column, unit : str
        Lever, record column and its unit.
    direction : int
        Documented: 1 rises, -1 falls, 0 stays as it is because nothing is known (a stated zero effect).
    beside : str
        Levers that are on in both runs, joined with ";".
    place : str
        One of `PLACES`.
    year_first, year_last, seeds : int
        School years the column is summed over, and runs on each side.
    base, difference, lo95, hi95 : float
        Mean without the lever, mean paired difference and the 95 % t interval of the mean over seeds.
    of_seed_1 : float
        The difference of seed 1, which the tests measure again.
    """

    lever: str
    column: str
    unit: str
    direction: int
    beside: str
    place: str
    year_first: int
    year_last: int
    seeds: int
    base: float
    difference: float
    lo95: float
    hi95: float
    of_seed_1: float

    @property
    def is_stated_zero(self) -> bool:
        """Return whether the lever is said to leave the column as it is."""
        return self.direction == 0


COLUMNS = tuple(one.name for one in fields(Effect))
_KINDS = {"str": str, "int": int, "float": float}


def read_effects() -> list[Effect]:
    """Return the lines of the table, in its order: by lever, its own column first."""
    text = files(__package__).joinpath(FILE).read_text(encoding="utf-8")
    kinds = {one.name: _KINDS[str(one.type)] for one in fields(Effect)}
    return [
        Effect(**{name: kinds[name](value) for name, value in row.items()})
        for row in csv.DictReader(io.StringIO(text))
    ]
