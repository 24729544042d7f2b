"""The kernel's answers for cohorts that keep the classes they were formed with."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sim.calibration.class_rules.numbers import NUMBERS, SIZE_EDGES
from sim.calibration.class_rules.table import ClassTable
from sim.kernels.classes import form_classes, taught_at


@dataclass(frozen=True)
class Behaviour:
    """How a cohort keeps its classes: shares of the cap as `form_classes` takes them.

    Parameters
    ----------
    merge_below : float
        Merged mean, x cap, at or below which a cohort loses a class.
    cutoff : float or None
        Mean, x cap, above which a cohort gains a class; None = it never does.
    """

    merge_below: float
    cutoff: float | None


@dataclass(frozen=True)
class Grid:
    """What a school's cap and a cohort's change may be, around the usual cap.

    Parameters
    ----------
    usual : int
        Usual cap, pupils a class.
    parts : int
        Steps in one pupil: with 2, caps are 28, 28.5, 29 ... The kernel counts in whole numbers, so that it is given
        pupils and caps both times `parts`.
    """

    usual: int
    parts: int = 1

    @property
    def caps(self) -> np.ndarray:
        """Return the caps a school may have, in parts of a pupil a class, int (C,)."""
        lowest, highest = (NUMBERS[name] * self.usual * self.parts for name in ("cap_lowest", "cap_highest"))
        return np.arange(max(1, round(lowest)), round(highest) + 1)

    @property
    def reach(self) -> int:
        """Return the largest change of a cohort since it was formed, parts of a pupil a class."""
        return max(1, round(NUMBERS["change_reach"] * self.usual)) * self.parts

    @property
    def size_edges(self) -> np.ndarray:
        """Return the pupils at which the next size of grades begins, int."""
        return np.array([round(edge * self.usual) for edge in SIZE_EDGES])

    def size_of(self, pupils: np.ndarray) -> np.ndarray:
        """Return the size of grades with so many pupils, int from 0, of the shape given."""
        return np.digitize(pupils, self.size_edges)


def kept_counts(sizes: np.ndarray, grid: Grid, behaviour: Behaviour) -> np.ndarray:
    """Return the classes of a cohort today by cap and change since it was formed.

    The kernel is asked twice: for the cohort as it was when its classes were formed, and for today's with these classes
    as its previous ones.

    Parameters
    ----------
    sizes : int array (U,)
        Pupils of a cohort today.
    grid : Grid
    behaviour : Behaviour

    Returns
    -------
    int array (C, J, U)
        J changes from -reach (it was smaller) to reach: so many parts of a pupil for each usual class, or in all where
        there is less than one.
    """
    changes = np.arange(-grid.reach, grid.reach + 1)[:, None] * np.maximum(1.0, sizes / grid.usual)
    now = np.broadcast_to(sizes * grid.parts, changes.shape).reshape(-1, 1)
    then = np.where(now > 0, np.maximum(1, np.rint(now + changes.reshape(-1, 1))), 0).astype(np.int64)
    counts = [_kept(then, now, int(cap), behaviour).reshape(changes.shape) for cap in grid.caps]
    return np.stack(counts)


def _kept(then: np.ndarray, now: np.ndarray, cap: int, behaviour: Behaviour) -> np.ndarray:
    cutoff = None if behaviour.cutoff is None else round(behaviour.cutoff * cap)
    previous = form_classes(then, cap)
    return form_classes(now, cap, previous=previous, cutoff=cutoff, merge_below=behaviour.merge_below)


def taught_together(pupils: np.ndarray, multigrade_max: int | None) -> np.ndarray:
    """Return the pupils taught at each grade once small grades share a class, those at the lowest of them, (S, K)."""
    if multigrade_max is None:
        return pupils
    one_class = max(1, int(pupils.max(initial=1)), multigrade_max)
    return taught_at(pupils, form_classes(pupils, one_class, multigrade_max=multigrade_max))


class Cells:
    """Cells of a table by pupils and classes: many are alike, so the kernel is asked once for each kind.

    Parameters
    ----------
    table : ClassTable
    multigrade_max : int or None

    Attributes
    ----------
    sizes : int array (U,)
        Numbers of pupils there are; `size_of` (S, K) tells which a cell has.
    kind_size, kind_count : int arrays (P,)
        Row in `sizes` and classes of each kind of cell; `kind_of` (S, K) tells the kind, P where a cell says nothing.
    """

    def __init__(self, table: ClassTable, multigrade_max: int | None) -> None:
        taught = taught_together(table.pupils, multigrade_max)
        self.sizes, size_of = np.unique(taught, return_inverse=True)
        self.size_of = size_of.reshape(taught.shape)
        self.speaks = table.judged & (taught > 0) & (table.classes > 0)
        pairs = np.stack([self.size_of[self.speaks], table.classes[self.speaks]])
        kinds, kind_of = np.unique(pairs, axis=1, return_inverse=True)
        self.kind_size, self.kind_count = kinds
        self.kind_of = np.full(taught.shape, kinds.shape[1])
        self.kind_of[self.speaks] = kind_of.reshape(-1)
        self._kept: dict[tuple[Grid, Behaviour], np.ndarray] = {}
        self._fits: dict[tuple[Grid, Behaviour], np.ndarray] = {}

    def kept(self, grid: Grid, behaviour: Behaviour) -> np.ndarray:
        """Return `kept_counts` of the sizes, int (C, J, U), computed once."""
        key = (grid, behaviour)
        if key not in self._kept:
            self._kept[key] = kept_counts(self.sizes, grid, behaviour)
        return self._kept[key]

    def fits(self, grid: Grid, behaviour: Behaviour) -> np.ndarray:
        """Return under which cap and change each kind of cell has the classes it has, bool (P, C, J)."""
        key = (grid, behaviour)
        if key not in self._fits:
            counts = self.kept(grid, behaviour)[:, :, self.kind_size]
            self._fits[key] = np.ascontiguousarray((counts == self.kind_count).transpose(2, 0, 1))
        return self._fits[key]
