"""Groups of a rule of admission by cells: values of its columns between which no condition tells apart.

A rule looks at few values of few columns. So its groups are worked out once for each cell, and looked up for children.
"""

from dataclasses import dataclass
from functools import lru_cache
from math import ceil, prod

import numpy as np

from sim.rules.admission import AdmissionRule, Columns, Condition
from sim.rules.applicant import COLUMNS

NO_GROUP = -1  # may not be admitted there by right
MOST_CELLS = 1 << 16
WIDTH = 1 + max(column.largest for column in COLUMNS.values())  # values of the widest column


@dataclass(frozen=True)
class GroupCells:
    """The groups of a rule, for one or several rulebooks.

    Attributes
    ----------
    columns : tuple of str
        Columns that eligibility and groups look at.
    step : int32 array (columns, WIDTH)
        What a value of a column adds to the number of the cell.
    groups : int16 array (books, cells)
        Number of the group, `NO_GROUP` for who is in none or not eligible.
    """

    columns: tuple[str, ...]
    step: np.ndarray
    groups: np.ndarray


def groups_by(rule: AdmissionRule, columns: Columns, book, n: int) -> np.ndarray:
    """Return the group of each of `n` children by a rule, int16 (n,), `NO_GROUP` for who is in none or not eligible."""
    group, is_free = np.full(n, NO_GROUP, np.int16), rule.eligible.holds(columns, book, n)
    for number, one in enumerate(rule.groups):
        found = is_free if one.when is None else is_free & one.when.holds(columns, book, n)
        group[found] = number
        is_free = is_free & ~found
    if not rule.groups:
        group[is_free] = 0
    return group


@lru_cache(256)
def fields_of(rule: AdmissionRule) -> tuple[str, ...]:
    """Return the names of the rulebook fields that eligibility and groups look at."""
    bounds = [bound for one in _conditions(rule) for bound in (one.at_least, one.below)]
    return tuple(sorted({bound for bound in bounds if isinstance(bound, str)}))


@lru_cache(256)
def group_cells(rule: AdmissionRule, books: tuple[tuple[float, ...], ...]) -> GroupCells | None:
    """Return the groups of a rule by cells, None where there would be more than `MOST_CELLS`.

    Parameters
    ----------
    books : tuple of tuples
        Values of `fields_of` the rule, for each rulebook.
    """
    told = [dict(zip(fields_of(rule), values, strict=True)) for values in books]
    firsts = _first_values(rule, told)
    n = prod(len(first) for first in firsts.values())
    if n > MOST_CELLS:
        return None
    step, values, width = np.zeros((len(firsts), WIDTH), np.int32), {}, n
    for row, (name, first) in enumerate(firsts.items()):
        width //= len(first)
        step[row] = (np.searchsorted(first, np.arange(WIDTH), side="right") - 1) * width
        values[name] = first[np.arange(n) // width % len(first)]
    return GroupCells(tuple(firsts), step, np.stack([groups_by(rule, values, book, n) for book in told]))


def _first_values(rule: AdmissionRule, books: list[dict[str, float]]) -> dict[str, np.ndarray]:
    """Return by column the values at which any condition begins or ceases to hold, ascending from 0."""
    cuts: dict[str, set[int]] = {}
    for one in _conditions(rule):
        found = cuts.setdefault(one.column, {0})
        found.update(value for code in one.codes for value in (code, code + 1))
        for bound in (one.at_least, one.below):
            if isinstance(bound, str):
                found.update(ceil(book[bound]) for book in books)
            elif bound is not None:
                found.add(ceil(bound))
    return {name: np.array(sorted(_within(name, found)), np.int32) for name, found in cuts.items()}


def _conditions(rule: AdmissionRule) -> list[Condition]:
    """Return the conditions of eligibility and groups."""
    predicates = [rule.eligible, *(group.when for group in rule.groups if group.when is not None)]
    return [one for predicate in predicates for conditions in predicate.any_of for one in conditions]


def _within(name: str, values: set[int]) -> set[int]:
    """Return the values that a column may have."""
    return {value for value in values if 0 <= value <= COLUMNS[name].largest}
