"""Which schools count at a target year, and what they sum to at each level."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from sim.calibration.backtest.history import History

SCHOOL, CELL, TOWNSHIP, SYSTEM = "school", "school_grade", "township", "system"
WHOLE = "all"  # name of the unit of level `SYSTEM`
FEWEST = 20.0  # pupils of a school at the target, as in the errors printed with the open data


@dataclass(frozen=True)
class Units:
    """What is judged of one target year at one level.

    Parameters
    ----------
    level : str
        `SCHOOL`, `CELL`, `TOWNSHIP` or `SYSTEM`.
    names, grades : sequence of str, U each
        Number of the school, name of the township, or `WHOLE`; the grade of a cell, else empty.
    actual : float array (U,)
        Pupils.
    taught : bool array (U,)
        False for a cell without pupils at the origin and at the target: judged only where pupils are forecast in it.
    of : function
        From pupils by school and grade (..., S, K) to those of each unit (..., U).
    """

    level: str
    names: Sequence[str]
    grades: Sequence[str]
    actual: np.ndarray
    taught: np.ndarray
    of: Callable[[np.ndarray], np.ndarray]


def units_at(history: History, origin: int, lead: int) -> list[Units]:
    """Return what is judged of the year `origin + lead`, by level; nothing where no school counts.

    A school counts that has pupils at the origin and `FEWEST` or more at the target. A cell missing at the target is
    left out, of what happened and of what was forecast alike; a school of which nothing is known does not count.

    Parameters
    ----------
    history : History
        With the target year in it.
    origin, lead : int
        The year a forecast is made in, and years from it to the target.
    """
    at = origin - int(history.years[0])
    before, then = history.pupils[:, at], history.pupils[:, at + lead]
    schools = np.flatnonzero((np.nansum(before, axis=1) > 0) & (np.nansum(then, axis=1) >= FEWEST))
    if not len(schools):
        return []
    known = ~np.isnan(then[schools])

    def school_totals(pupils: np.ndarray) -> np.ndarray:
        return np.where(known, pupils[..., schools, :], 0.0).sum(axis=-1)

    names = np.array(history.schools, dtype=object)[schools]
    levels = [_sums(SCHOOL, names, then, school_totals), _cells(history, names, schools, before, then)]
    if history.townships is not None:
        levels += _townships(np.array(history.townships, dtype=object)[schools], then, school_totals)
    levels.append(
        _sums(SYSTEM, [WHOLE], then, lambda pupils: school_totals(pupils).sum(axis=-1, keepdims=True))
    )
    return levels


def _sums(level: str, names: Sequence[str], then: np.ndarray, of: Callable) -> Units:
    """Return units that are sums over grades."""
    return Units(level, names, [""] * len(names), of(then), np.ones(len(names), bool), of)


def _cells(
    history: History, names: np.ndarray, schools: np.ndarray, before: np.ndarray, then: np.ndarray
) -> Units:
    """Return the known cells of the schools that count."""
    rows, grades = np.nonzero(~np.isnan(then[schools]))
    of_cells = schools[rows]
    actual = then[of_cells, grades]
    return Units(
        CELL,
        names[rows],
        np.array(history.grades, dtype=object)[grades],
        actual,
        (actual > 0) | (before[of_cells, grades] > 0),
        lambda pupils: pupils[..., of_cells, grades],
    )


def _townships(township: np.ndarray, then: np.ndarray, school_totals: Callable) -> list[Units]:
    """Return the townships with schools that count; schools of an unknown township are in none."""
    inside = np.flatnonzero([bool(name) for name in township])
    if not len(inside):
        return []
    order = inside[np.argsort(township[inside].astype(str), kind="stable")]
    names, first = np.unique(township[order].astype(str), return_index=True)
    return [
        _sums(
            TOWNSHIP,
            names,
            then,
            lambda pupils: np.add.reduceat(school_totals(pupils)[..., order], first, axis=-1),
        )
    ]
