"""Parts of a cross-validation: schools, or whole places, dealt out by keyed luck."""

from __future__ import annotations

import numpy as np

from sim.base.draws import decision, draws_for, number_of
from sim.calibration.class_rules.table import ClassTable

_DEALING = decision("class_rules_fold")
BY_SCHOOL = "school"


def deal(names: tuple[str, ...] | list[str], parts: int, seed: int) -> np.ndarray:
    """Return the part of each name, int (N,): as many in each as can be, the same for every order of the names."""
    uid = np.array([number_of(name, longest=8) for name in names], dtype=np.uint64)
    luck = draws_for(seed, _DEALING, 0, uid)
    order = sorted(range(len(names)), key=lambda row: (luck[row], names[row]))
    part = np.empty(len(names), dtype=np.int64)
    part[order] = np.arange(len(names)) % min(parts, len(names))
    return part


def folds_of(table: ClassTable, parts: int, seed: int) -> dict[str, np.ndarray]:
    """Return the part of each school, int (S,), by the name of the cross-validation.

    By school, and by each level of places that has at least two: a place is in one part with all its schools. Fewer
    schools or places than parts make as many parts as there are.
    """
    folds = {BY_SCHOOL: deal(table.schools, parts, seed)}
    for level, (names, row_of) in zip(table.places, table.place_codes(), strict=True):
        if len(names) > 1:
            folds[level] = deal(names, parts, seed)[row_of]
    return folds
