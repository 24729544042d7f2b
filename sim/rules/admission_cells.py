"""Which children a condition can mean: boxes of values of applicant columns, compared exactly.

A box is a mapping of column to a bit mask of its values; a column that is not in it may have any. Conditions cut no
finer than whole numbers, so that overlap, contradiction and what is left for the others are decided, not sampled.
"""

from collections.abc import Iterable
from math import prod

from sim.base.errors import Say, UserError
from sim.rules.admission import Condition, Predicate
from sim.rules.applicant import COLUMNS, DEED, HOME
from sim.rules.predicate_reading import usual

Box = dict[str, int]
MOST_PARTS = 100  # boxes without overlap that one condition may come to


def _mask(condition: Condition) -> int:
    """Return the values that meet a condition as a bit mask."""
    if condition.codes:
        return sum(1 << code for code in condition.codes)
    low = 0 if condition.at_least is None else usual(condition.at_least)
    end = COLUMNS[condition.column].largest + 1
    high = end if condition.below is None else min(end, usual(condition.below))
    return ((1 << high) - 1) & ~((1 << low) - 1)


def _codes(names: tuple[str, ...], *chosen: str) -> int:
    return sum(1 << names.index(name) for name in chosen)


# A rented home has no paper, any other home has one: no child is otherwise.
_NEVER: tuple[Box, ...] = (
    {"home": _codes(HOME, "rented"), "deed": _codes(DEED, "title", "occupancy")},
    {"home": _codes(HOME, "parents", "grandparents"), "deed": _codes(DEED, "none")},
)


def _full(column: str) -> int:
    """Return all values of a column."""
    return (1 << (COLUMNS[column].largest + 1)) - 1


def common(one: Box, other: Box) -> Box | None:
    """Return what two boxes share, None without any."""
    shared = dict(one)
    for column, mask in other.items():
        shared[column] = shared.get(column, _full(column)) & mask
        if not shared[column]:
            return None
    return shared


def _without(box: Box, other: Box) -> list[Box]:
    """Return a box less another, as boxes without overlap."""
    if common(box, other) is None:
        return [box]
    parts, rest = [], dict(box)
    for column, mask in other.items():
        outside = rest.get(column, _full(column)) & ~mask
        if outside:
            parts.append({**rest, column: outside})
        rest[column] = rest.get(column, _full(column)) & mask
    return parts


def children_of(predicate: Predicate, where: str) -> list[Box]:
    """Return the children a predicate can mean as boxes without overlap; none where nobody can meet it.

    Raises
    ------
    UserError
        When its alternatives cut each other into more than `MOST_PARTS` boxes; `where` is its place.
    """
    found: list[Box] = []
    for conditions in predicate.any_of:
        parts = [{condition.column: _mask(condition) for condition in conditions}]
        for other in (*_NEVER, *found):
            parts = [piece for part in parts for piece in _without(part, other)]
            if len(found) + len(parts) > MOST_PARTS:
                raise _too_many(where)
        found += parts
    return found


def _too_many(where: str) -> UserError:
    return UserError(
        Say("the alternatives of a condition cut each other too often", "条件的各种情形相互交叉过多"),
        where=where,
        rule=Say(f"at most {MOST_PARTS} parts", f"至多 {MOST_PARTS} 个部分"),
        remedy=Say("write alternatives that do not overlap", "请写互不重叠的情形"),
    )


def both(some: list[Box], others: list[Box]) -> list[Box]:
    """Return the children who are in both."""
    shared = (common(one, other) for one in some for other in others)
    return [box for box in shared if box is not None]


def count(boxes: Iterable[Box], columns: Iterable[str]) -> int:
    """Return how many combinations of values of some columns lie in boxes that do not overlap."""
    names = sorted(columns)
    return sum(prod(box.get(name, _full(name)).bit_count() for name in names) for box in boxes)


def columns_of(boxes: Iterable[Box]) -> set[str]:
    """Return the columns that any of the boxes looks at."""
    return {column for box in boxes for column in box}


def example(box: Box, columns: Iterable[str]) -> str:
    """Return a child of a box in words: the smallest value of each of some columns."""
    words = []
    for name in sorted(columns):
        mask = box.get(name, _full(name))
        value, codes = (mask & -mask).bit_length() - 1, COLUMNS[name].codes
        words.append(f"{name} {codes[value] if codes else value}")
    return ", ".join(words)


def nobody(what: Say, where: str) -> UserError:
    """Return the error of a condition that no child meets."""
    return UserError(
        Say(f"nobody {what.en}", f"没有儿童{what.zh}"),
        where=where,
        rule=Say("some child meets every condition together", "各条件须能同时满足"),
        remedy=Say("loosen the condition, or take it out", "请放宽条件或删去"),
    )
