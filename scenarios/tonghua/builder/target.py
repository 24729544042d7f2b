"""The place that is built: which start year, into which folder, how sure its rows may call themselves."""

from __future__ import annotations

import datetime
from dataclasses import dataclass


@dataclass(frozen=True)
class Target:
    """One start year of Tonghua.

    Attributes
    ----------
    year : int
        The tables hold on 1 September of this year.
    is_estimate : bool
        Whether every row is marked as an estimate: so for a year after the last published figures.
    """

    year: int
    is_estimate: bool = False

    @property
    def start(self) -> datetime.date:
        """Return the day the tables hold on."""
        return datetime.date(self.year, 9, 1)


# The schools of the document, and the schools of the plan.
OF_2017 = Target(2017)
OF_2025 = Target(2025, is_estimate=True)
