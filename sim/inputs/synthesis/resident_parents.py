"""Parents who live with their children: ages that the residents of their township allow."""

import numpy as np
from numba import njit

from sim.inputs.synthesis.by_township import ByTownship
from sim.inputs.synthesis.geography import Settled
from sim.inputs.synthesis.population import Families
from sim.kernels.codes import OLDEST

YOUNGEST_AT_BIRTH = 16  # years between a parent and its eldest child that are kept
COLUMNS = ((1, "mother_age", "mother_year", 2), (0, "father_age", "father_year", 1))


def fitted(
    year: int, told: ByTownship, residents: np.ndarray, families: list[Families], households, settled: Settled
) -> np.ndarray:  # fmt: skip
    """Fit parents to the residents; return those at home of told townships by age and sex, int (townships, 101, 2).

    Where more mothers (fathers) of an age live in a township than women (men) of the age are counted there, the
    others take the nearest age that has room: families and households are changed in place. Where townships are not
    told, the county's `residents` (counties, 101, 2) are the bound.
    """
    out = np.zeros_like(told.persons)
    first = 0
    for c, f in enumerate(families):
        rows = slice(first, first + len(f.family_uid))
        first = rows.stop
        if told.is_given[c]:
            _fit(
                year, settled.township[households["settlement"][rows]], told.persons, f, households, rows, out
            )
        else:
            alone = np.zeros(len(f.family_uid), np.int64)
            _fit(year, alone, residents[c : c + 1], f, households, rows, np.zeros_like(residents[c : c + 1]))
    return out


def _fit(year: int, area: np.ndarray, persons: np.ndarray, f: Families, households, rows: slice, out) -> None:
    """Fit the parents of a county within areas (families,) to the persons (areas, 101, 2) of each; fill `out` alike."""
    away, eldest = households["parents_away"][rows], eldest_child(f)
    for x, attribute, column, leaves in COLUMNS:
        ages = getattr(f, attribute)
        at_home = away < leaves
        for t in np.unique(area):
            mine = np.flatnonzero(at_home & (area == t))
            ages[mine] = within(ages[mine], eldest[mine] + YOUNGEST_AT_BIRTH, persons[t, :, x])
            out[t, :, x] = np.bincount(ages[mine], minlength=OLDEST + 1)
        with households.writing_as("parents"):
            households.writable(column)[rows] = year - ages


def eldest_child(families: Families) -> np.ndarray:
    """Return the age of each family's eldest child, int array (families,)."""
    out = np.zeros(len(families.family_uid), np.int64)
    np.maximum.at(out, families.child_family, families.child_age)
    return out


@njit(cache=True)
def within(ages: np.ndarray, youngest: np.ndarray, persons: np.ndarray) -> np.ndarray:
    """Return ages of which no more are taken than there are persons, each moved as little as can be.

    Parameters
    ----------
    ages, youngest : int arrays (parents,)
        Ages wished for, and the lowest each parent may have.
    persons : int array (101,)
        Persons by age; below 18 nobody is taken.

    Notes
    -----
    One parent after the other, in order: not the least total shift, but a small one. A parent for whom no age is left
    keeps its own.
    """
    left, out = persons.copy(), ages.copy()
    left[:18] = 0
    for i, age in enumerate(ages):
        if left[age] <= 0:
            nearest = _nearest(left, age, youngest[i])
            if nearest < 0:
                continue
            out[i] = nearest
        left[out[i]] -= 1
    return out


@njit(cache=True, inline="always")
def _nearest(left, age, youngest):
    """Return the age that has people left and is nearest to `age`, the lower of two; -1 where there is none."""
    for away in range(1, len(left)):
        if youngest <= age - away and left[age - away] > 0:
            return age - away
        if youngest <= age + away < len(left) and left[age + away] > 0:
            return age + away
    return -1
