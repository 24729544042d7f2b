"""The fitted rule: caps by place and school, and cohorts that keep their classes.

Each school has a cap that drifts a little from grade to grade, because cohorts were formed in other years; the caps of
a place are spread in a way of its own, shrunk to those of the wider place; and schools are of kinds, some follow their
cap steadily, others do not. A cohort was formed into ceil(n / cap) classes when it had a few pupils more or fewer than
today, and has kept them as `form_classes` keeps and merges.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from sim.calibration.class_rules.kept import Behaviour, Cells, Grid
from sim.calibration.class_rules.numbers import LEAST
from sim.calibration.class_rules.table import ClassTable


class Bench:
    """A table with what all fits to parts of it share."""

    def __init__(self, table: ClassTable) -> None:
        self.table = table
        self.levels = table.place_codes()
        self._cells: dict[int | None, Cells] = {}

    def cells(self, multigrade_max: int | None) -> Cells:
        """Return the cells of the table with small grades together, made once."""
        if multigrade_max not in self._cells:
            self._cells[multigrade_max] = Cells(self.table, multigrade_max)
        return self._cells[multigrade_max]


@dataclass(frozen=True)
class Rule:
    """A fitted rule for H kinds of schools.

    Parameters
    ----------
    grid : Grid
    multigrade_max : int or None
        Pupils that adjacent grades together may have and share a class (复式).
    behaviour : Behaviour
    drift : float array (H, 2 R + 1)
        Shares of steps of the cap from a grade to the next, -R to R parts of a pupil a class.
    change : float array (H, sizes, 2 R + 1)
        Shares of changes since forming, by size of the grade.
    caps_all : float array (H, C)
        Shares of kinds and caps over all places.
    caps_of : tuple of mapping of str to float array (H, C)
        The same by place, a mapping for each level of places.
    likelihood : float
        Logarithm of the probability of the classes the rule was fitted to.
    pull, pull_place_only : float
        What a neighbouring count may lack in probability and yet be taken, so that totals agree; the second where no
        classes of the school are known.
    """

    grid: Grid
    multigrade_max: int | None
    behaviour: Behaviour
    drift: np.ndarray
    change: np.ndarray
    caps_all: np.ndarray
    caps_of: tuple[Mapping[str, np.ndarray], ...]
    likelihood: float
    pull: float = 0.0
    pull_place_only: float = 0.0

    def start(self, bench: Bench, rows: np.ndarray) -> np.ndarray:
        """Return the shares of kinds and caps that some schools start from, (H, R, C): of their finest known place."""
        shares = np.repeat(self.caps_all[:, None], len(rows), axis=1)
        for (names, row_of), known in zip(bench.levels, self.caps_of, strict=True):
            for row in np.unique(row_of[rows]):
                if names[row] in known:
                    shares[:, row_of[rows] == row] = known[names[row]][:, None]
        return shares


def seen_under(cells: Cells, rule_grid: Grid, behaviour: Behaviour, change: np.ndarray) -> np.ndarray:
    """Return the probability of each kind of cell by kind of school and cap, (H, P + 1, C); the last says nothing."""
    size = rule_grid.size_of(cells.sizes)[cells.kind_size]
    fits = cells.fits(rule_grid, behaviour)
    shares = np.stack([np.matmul(fits, one[size][:, :, None])[:, :, 0] for one in change])
    return np.concatenate([np.maximum(shares, LEAST), np.ones_like(shares[:, :1])], axis=1)


def seen_in(by_kind: np.ndarray, kind_of: np.ndarray) -> np.ndarray:
    """Return the probability of the cells (R, K) of some schools as `forward_backward` takes it, (K, H, R, C)."""
    return np.stack([by_kind[:, column] for column in kind_of.T])
