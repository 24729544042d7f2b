"""Real classes as arrays: pupils and classes of each school and grade, and where the schools stand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np


@dataclass(frozen=True)
class ClassTable:
    """Pupils and classes of one school year.

    Parameters
    ----------
    name : str
        Name of the table, as it stands in the scores.
    schools : tuple of str, S numbers; grades : tuple of str, K names
        The first grade is the entry grade.
    pupils, classes : int arrays (S, K)
        0 where a grade is not told.
    told : bool array (S, K)
        Whether both numbers of the cell are given.
    places : mapping of str to tuple of str, S names each
        Places of the schools by the name of their level, the widest level first.
    """

    name: str
    schools: tuple[str, ...]
    grades: tuple[str, ...]
    pupils: np.ndarray
    classes: np.ndarray
    told: np.ndarray
    places: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def judged(self) -> np.ndarray:
        """Return which cells a rule is judged on, bool (S, K): both numbers given and pupils there."""
        return self.told & (self.pupils > 0)

    def place_codes(self) -> list[tuple[list[str], np.ndarray]]:
        """Return for each level the names of its places and the row of each school's place, int (S,).

        A place is told apart by the wider ones around it: two towns of one name in two counties are two.
        """
        levels, around = [], [""] * len(self.schools)
        for names in self.places.values():
            around = [f"{wide}/{name}" if wide else name for wide, name in zip(around, names, strict=True)]
            known = sorted(set(around))
            rows = {name: row for row, name in enumerate(known)}
            levels.append((known, np.array([rows[name] for name in around], dtype=np.int64)))
        return levels
