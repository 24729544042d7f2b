"""What a backtest is fed with and what a method answers: a table of school, year and grade, and a forecast of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

import numpy as np


@dataclass(frozen=True)
class Event:
    """A change of a school known in advance: it opens, closes or from `year` on teaches other grades.

    Parameters
    ----------
    school : str
        Number of the school.
    year : int
        First year in which the change holds.
    grades : tuple of str
        Grades taught from then on; none = closed.
    """

    school: str
    year: int
    grades: tuple[str, ...]


@dataclass(frozen=True)
class History:
    """Pupils of each school by year and grade.

    Parameters
    ----------
    name : str
        Name of the table, as it stands in the scores.
    schools : tuple of str, S numbers; years : int array (T,), without a gap; grades : tuple of str, K names
        The first grade is the entry grade.
    pupils : float array (S, T, K)
        Pupils; NaN = missing (no row, a suppressed cell), 0 = none. A year without any row is all NaN.
    townships : tuple of str, S names, or None
    places : float array (S, 2), or None
        Longitude and latitude, degrees; NaN = unknown.
    births : mapping of year to births of the system, persons
        The calendar year of birth. Empty = not given.
    entry_age : int
        Age in years at which a child enters the first grade; births of `year - entry_age` enter in `year`.
    events : tuple of Event
        Known in advance, so that a method may use those of years after its origin.
    """

    name: str
    schools: tuple[str, ...]
    years: np.ndarray
    grades: tuple[str, ...]
    pupils: np.ndarray
    townships: tuple[str, ...] | None = None
    places: np.ndarray | None = None
    births: Mapping[int, float] = field(default_factory=dict)
    entry_age: int = 6
    events: tuple[Event, ...] = ()

    def until(self, origin: int) -> History:
        """Return what was known in the census of the year `origin`; births of that year and before, every event."""
        births = {year: n for year, n in self.births.items() if year <= origin}
        n_years = int(np.searchsorted(self.years, origin, side="right"))
        return replace(self, years=self.years[:n_years], pupils=self.pupils[:, :n_years], births=births)


@dataclass(frozen=True)
class Forecast:
    """What a method says of the years after its origin.

    Parameters
    ----------
    expected : float array (H, S, K)
        Pupils expected one to H years ahead.
    futures : float array (R, H, S, K), or None
        Equally likely futures; None where a method says nothing of its uncertainty.
    """

    expected: np.ndarray
    futures: np.ndarray | None = None


# From what was known at the origin (the last year of the history) and the number of years ahead.
Method = Callable[[History, int], Forecast]
