"""The rulebooks of a year, one a county."""

import numpy as np


class CountyRules(tuple):
    """The rulebooks of a year, one a county."""

    def by_grade(self, stem: str) -> np.ndarray:
        """Return `<stem>_primary/junior` by county and grade, int array (counties, 9)."""
        return np.array([book.by_grade(stem) for book in self])

    def values(self, name: str) -> np.ndarray:
        """Return one field by county, shape (counties,)."""
        return np.array([getattr(book, name) for book in self])

    def planned_size(self) -> np.ndarray:
        """Return the class size admission may plan for by county and grade, int array (counties, 9)."""
        return np.array([book.planned_size() for book in self])

    def minutes_limits(self) -> np.ndarray:
        """Return the longest day trip by county and grade, minutes, (counties, 9)."""
        return np.array([book.minutes_limits() for book in self])
