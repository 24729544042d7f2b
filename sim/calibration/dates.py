"""From censuses of 1 September to another day of the year."""

from __future__ import annotations

import math
from collections.abc import Mapping
from datetime import date


def census_before(day: date) -> int:
    """Return the year of the census of 1 September on or before a day."""
    return day.year if day >= date(day.year, 9, 1) else day.year - 1


def at_day(censuses: Mapping[int, float], day: date) -> float:
    """Return a stock on a day, log-linear between the two censuses around it: growth at an even pace.

    Parameters
    ----------
    censuses : mapping of int to float
        The stock on 1 September by year; above 0.
    day : date
        On the day of a census its own figure is returned and the next is not needed.

    Raises
    ------
    KeyError
        When a census that is needed is not there.
    """
    year = census_before(day)
    first, second = date(year, 9, 1), date(year + 1, 9, 1)
    if day == first:
        return float(censuses[year])
    passed = (day - first).days / (second - first).days
    return math.exp((1 - passed) * math.log(censuses[year]) + passed * math.log(censuses[year + 1]))
