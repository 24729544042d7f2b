"""Rules without a fit of their own: one cap for all, and the cap that fits a school's other grades best."""

from __future__ import annotations

import numpy as np

from sim.calibration.class_rules.table import ClassTable
from sim.kernels.classes import form_classes

SINGLE_CAPS = np.arange(10, 71)  # pupils a class; every standard of class size in force anywhere lies within


def counts_by_cap(pupils: np.ndarray, caps: np.ndarray) -> np.ndarray:
    """Return the classes formed anew under each cap, int (caps, S, K)."""
    return np.stack([form_classes(pupils, int(cap)) for cap in caps])


def best_cap(table: ClassTable, schools: np.ndarray) -> int:
    """Return the single cap that is exactly right in most cells of some schools, the lowest of equals.

    Parameters
    ----------
    table : ClassTable
    schools : bool array (S,)
        The schools that are known.
    """
    known = table.judged & schools[:, None]
    right = counts_by_cap(table.pupils, SINGLE_CAPS) == table.classes
    return int(SINGLE_CAPS[(right & known).sum(axis=(1, 2)).argmax()])


def other_grades_cap(table: ClassTable, usual: int, caps: np.ndarray) -> np.ndarray:
    """Predict each cell with the cap that is right in most of the school's other grades.

    Of equals the cap with the fewest classes wrong in these grades, then the nearest to the usual cap, then the lowest.
    A cell's own classes are not looked at.

    Parameters
    ----------
    table : ClassTable
    usual : int
        The usual cap, pupils a class.
    caps : int array
        The caps a school may have.

    Returns
    -------
    int array (S, K)
    """
    counts = counts_by_cap(table.pupils, caps)
    wrong = np.abs(counts - table.classes) * table.judged
    missed = (wrong > 0).astype(np.int64)
    others_missed = missed.sum(axis=2, keepdims=True) - missed
    others_wrong = wrong.sum(axis=2, keepdims=True) - wrong
    far = np.abs(caps - usual)[:, None, None]
    order = (others_missed * (1 + others_wrong.max()) + others_wrong) * (1 + far.max()) + far
    best = order.argmin(axis=0)
    return np.take_along_axis(counts, best[None], axis=0)[0]
