"""Targets (目标) of 通市政办发〔2017〕13号 that a review can judge from a county's published figures of one census.

What these do not hold is not judged here: retention, dropout, differences of teachers between schools, pay.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from sim.kernels.codes import PUBLIC
from sim.kernels.norms import is_below
from sim.policies.norms_seen import have_and_needs
from sim.rules.rulebook import Rulebook
from sim.rules.view import View

PRIMARY, JUNIOR, ALL = slice(0, 6), slice(6, 9), slice(0, 9)
EACH_YEAR = 0  # due without a date


@dataclass(frozen=True)
class Target:
    """A target that asks for none of something.

    Attributes
    ----------
    measure : str
        Of the document.
    year_due : int
        School year whose census is the first to count; `EACH_YEAR` counts always.
    still_there : function of (View, Rulebook)
        How much there is of what there should be none of.
    """

    measure: str
    year_due: int
    still_there: Callable[[View, Rulebook], int]


def largest_classes(view: View) -> np.ndarray:
    """Return the largest class by school and grade, int (schools, 9): pupils are divided evenly; 0 without a class."""
    classes = np.maximum(view.classes, 1)
    return np.where(view.classes > 0, -(-view.pupils // classes), 0)


def _of_size(grades: slice, size: int) -> Callable[[View, Rulebook], int]:
    """Return the count of grades of schools with a class of a size or more."""
    return lambda view, rulebook: int((largest_classes(view)[:, grades] >= size).sum())


def weak_schools(view: View, rulebook: Rulebook) -> int:
    """Return the public schools that are weak (薄弱学校) by the norms of the rulebook."""
    below = is_below(*have_and_needs(view, rulebook), rulebook.norms_met_least, rulebook.norm_share_least)
    return int((below & (view.ownership == PUBLIC)).sum())


TARGETS = (
    Target("M3a", 2018, _of_size(PRIMARY, 56)),
    Target("M3a", 2018, _of_size(JUNIOR, 61)),
    Target("G3b", 2018, weak_schools),
    Target("G3d", 2020, _of_size(ALL, 56)),
    Target("M3b", 2020, _of_size(PRIMARY, 46)),
    Target("M3b", 2020, _of_size(JUNIOR, 51)),
    Target("M2c", EACH_YEAR, lambda view, rulebook: int(view.without_bed.sum())),
    Target("M8d", EACH_YEAR, lambda view, rulebook: int(view.over_limit.sum())),
)


def judge(census: View, rulebook: Rulebook, *, with_those_ahead: bool) -> tuple[int, int]:
    """Return how many targets a review of a census judges, and how many of them are missed.

    Parameters
    ----------
    census : View
        Published figures of the school year under review.
    with_those_ahead : bool
        Judge targets that are due in later years too.
    """
    judged = [one for one in TARGETS if with_those_ahead or one.year_due <= census.year]
    return len(judged), sum(one.still_there(census, rulebook) > 0 for one in judged)
