"""Openings, closures and changes of grades that are known in advance, worked into what is expected of a year."""

from __future__ import annotations

import numpy as np

from sim.calibration.backtest.history import History
from sim.kernels.cohort_features import (
    Townships,
    at_schools,
    township_sums,
    townships_of_schools,
    without_gaps,
)
from sim.kernels.cohorts import Cohorts, Expected, relative_spread

UNKNOWN, NOT_TAUGHT, TAUGHT = -1, 0, 1
MOST_MOVED = 2.0  # a grade of the neighbours is at most doubled or halved by an event (assumption)


def known_grades(history: History, leads: int) -> np.ndarray:
    """Return what events tell of the grades taught in the years ahead, int8 array (leads, S, K) of the codes above."""
    origin = int(history.years[-1])
    row = {school: s for s, school in enumerate(history.schools)}
    known = np.full((leads, len(history.schools), len(history.grades)), UNKNOWN, np.int8)
    for event in sorted(history.events, key=lambda one: one.year):
        if event.year > origin and event.school in row:
            taught = [TAUGHT if grade in event.grades else NOT_TAUGHT for grade in history.grades]
            known[event.year - origin - 1 :, row[event.school]] = taught
    return known


def first_sizes(history: History) -> np.ndarray:
    """Return the pupils a grade starts with in a new school, (K,): the median of those of the history's new schools.

    Where no school opened, half the median grade of all schools (assumption: a new school fills over years).
    """
    pupils = without_gaps(history.pupils)
    there = (pupils > 0).any(2)
    new = there[:, 1:] & ~np.logical_or.accumulate(there, 1)[:, :-1]
    sizes = np.zeros(pupils.shape[2])
    for g in range(len(sizes)):
        opened, all_cells = pupils[:, 1:, g][new], pupils[:, :, g]
        opened, all_cells = opened[opened > 0], all_cells[all_cells > 0]
        if len(opened):
            sizes[g] = np.median(opened)
        elif len(all_cells):
            sizes[g] = np.median(all_cells) / 2
    return sizes


def with_events(
    cohorts: Cohorts, expected: Expected, known: np.ndarray, has_pupils: np.ndarray, sizes: np.ndarray
) -> Expected:
    """Return what is expected of a year once the events known for it have happened.

    Parameters
    ----------
    cohorts : Cohorts
        For the townships; without any the system counts as one.
    expected : Expected
        As if no event was known, arrays (..., S, K).
    known : int8 array (S, K)
        Codes of this module.
    has_pupils : bool array (..., S, 1)
        Schools with pupils a year before.
    sizes : float array (K,)
        What a grade of a new school starts with.

    Notes
    -----
    Pupils of a grade that is taught no more go to the grade where their township newly opens it, else to the other
    schools of the township that teach it, in proportion to their size. A grade that opens without such pupils takes
    its first ones from them; those who come up from the grade below in its own school, only from grades filled from
    elsewhere, where they would have gone.
    """
    townships = (
        cohorts.townships
        if cohorts.townships is not None
        else townships_of_schools(np.zeros(len(known), int))
    )
    closed, opened = known == NOT_TAUGHT, (known == TAUGHT) & (expected.pupils <= 0)
    freed = township_sums(townships, np.where(closed, expected.pupils, 0.0))
    own = np.where(opened & has_pupils, expected.promoted, 0.0)
    start = np.where(opened, np.maximum(sizes, own), 0.0)
    wanted, come_up = township_sums(townships, start), township_sums(townships, own)
    start = start * at_schools(townships, np.where(freed > 0, freed / np.maximum(wanted, 1e-9), 1.0))
    others = np.where(closed | opened, 0.0, expected.pupils)
    gain = np.where(wanted > 0, 0.0, freed) - np.where(freed > 0, 0.0, wanted - come_up)
    others = _moved(townships, others, gain)
    fed = np.where(expected.is_entry, others, 0.0)
    others = others - fed + _moved(townships, fed, np.where(freed > 0, 0.0, -come_up))
    pupils = others + start
    is_entry = expected.is_entry | (opened & (expected.promoted <= 0))
    return expected._replace(
        pupils=pupils, is_entry=is_entry, spread=relative_spread(cohorts, pupils, is_entry)
    )


def _moved(townships: Townships, pupils: np.ndarray, gain: np.ndarray) -> np.ndarray:
    """Return pupils (..., S, K) with what their township gains by grade, in proportion, within `MOST_MOVED`."""
    there = township_sums(townships, pupils)
    factor = np.clip(1.0 + gain / np.maximum(there, 1e-9), 1.0 / MOST_MOVED, MOST_MOVED)
    return pupils * at_schools(townships, factor)
