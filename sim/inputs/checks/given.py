"""What the rules between tables look at, and what a rule needs to be asked."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from sim.base.errors import UserError
from sim.base.fields import Value
from sim.base.reading import TableRead


@dataclass(frozen=True)
class Given:
    """The tables that a folder gives, each right by itself.

    Parameters
    ----------
    start : int
        The start year.
    reads : mapping of str to TableRead
        Tables with the rows that hold at the start.
    history : mapping of str to TableRead
        Rows of other years.
    broken : frozenset of str
        Tables that are there and have mistakes of their own: nothing can be said of them.
    """

    start: int
    reads: Mapping[str, TableRead]
    history: Mapping[str, TableRead]
    broken: frozenset[str] = frozenset()

    def __getitem__(self, name: str) -> TableRead:
        """Return a table that is given."""
        return self.reads[name]

    def __contains__(self, name: str) -> bool:
        """Tell whether a table is given and right by itself."""
        return name in self.reads

    def lacks(self, name: str) -> bool:
        """Tell whether a table is not in the folder (one with mistakes is)."""
        return name not in self.reads and name not in self.broken


Rule = Callable[[Given], Iterator[UserError]]


def needs(*names: str) -> Callable[[Rule], Rule]:
    """Mark a rule with the tables without which it cannot be judged."""

    def mark(rule: Rule) -> Rule:
        rule.needs = names
        return rule

    return mark


def each_once(read: TableRead, column: str) -> Iterator[tuple[int, Value]]:
    """Yield (first row, value) of every value of a column that is not blank: a mistake is told once."""
    seen = set()
    for row, value in enumerate(read.columns[column]):
        if value is not None and value not in seen:
            seen.add(value)
            yield row, value


def rows_of(read: TableRead, *names: str) -> Iterator[tuple]:
    """Yield the values of the columns of each row."""
    return zip(*(read.columns[name] for name in names), strict=True)


def listed(values: Iterable[object], most: int = 12) -> str:
    """Return values as text, the many cut."""
    texts = [str(value) for value in values]
    return ", ".join(texts[:most]) + (f", ... ({len(texts)})" if len(texts) > most else "")
