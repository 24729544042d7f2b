"""Who holds the other counties of a region: nobody, as a rule; the other partitions where counties are held apart.

A region that holds all its counties works `Alone`, and nothing of this file costs it anything. In a partitioned run
each partition holds the people, teachers and bureaus of its own counties, and the places and schools of all. Numbers
of counties, places and schools mean the same everywhere, so that arrays over them can be summed. What is exchanged are
sums of whole numbers, what an owner knows of its rows, families that move and pupils at a school held elsewhere.
"""

from collections.abc import Sequence
from typing import Any, Protocol

import numpy as np


class OutOfStepError(Exception):
    """Partitions exchange different things at the same time."""


class Link(Protocol):
    """How partitions reach each other: every one gives something to every one and gets what is for it."""

    def swap(self, outgoing: list[Any]) -> list[Any]:
        """Give `outgoing[p]` to partition p; return what each gave to this one, when all have given."""


class Alone:
    """All counties are held here."""

    is_split = False

    def holds(self, county: int) -> bool:
        """Tell whether a county is held here."""
        return True

    def to_owners(self, values: np.ndarray, county: np.ndarray, axis: int = 0) -> np.ndarray:
        """Give what was counted here for counties held elsewhere to who holds them; return the whole of the own.

        Parameters
        ----------
        values : array
            Whole numbers, in float arrays too; changed in place, 0 for what is held elsewhere.
        county : int array
            County of each row along `axis`.
        """
        return values

    def bring(self, counted: Sequence[tuple[np.ndarray, np.ndarray, int]]) -> None:
        """Do as `to_owners` for several arrays in one exchange, each with its counties and axis."""

    def everywhere(self, values: np.ndarray, county: np.ndarray) -> np.ndarray:
        """Return rows (county (rows,) each) as those who hold their counties know them."""
        return values

    def total(self, values: tuple[int, ...]) -> tuple[int, ...]:
        """Return the sums of numbers over all partitions."""
        return values

    def decisions(self, region: Any, decided: list) -> list:
        """Return what each county's bureau has decided: rulebook and orders due, in the order of the counties."""
        return decided

    def settle(self, region: Any) -> None:
        """Bring what the books of this region hold of other counties into theirs."""


class Peers(Alone):
    """Some counties are held here, the others by other partitions.

    Parameters
    ----------
    link : Link
    part_of : int array (counties,)
        Partition that holds each county.
    number : int
        The partition this is.
    """

    is_split = True

    def __init__(self, link: Link, part_of: np.ndarray, number: int) -> None:
        self._link, self.part_of, self.number = link, part_of, number
        self.n = int(part_of.max()) + 1
        self.own = part_of == number
        self._books: list[list] = [[] for _ in range(self.n)]  # rulebooks each partition told last

    def holds(self, county: int) -> bool:
        """Tell whether a county is held here."""
        return bool(self.own[county])

    def swap(self, what: str, outgoing: list[Any]) -> list[Any]:
        """Exchange one thing with every partition; see `Link.swap`.

        Raises
        ------
        OutOfStepError
            When another partition exchanges something else: a defect of the program, an exchange that hangs on
            something that only one of them knows.
        """
        incoming = self._link.swap([(what, one) for one in outgoing])
        if wrong := {said for said, _ in incoming} - {what}:
            raise OutOfStepError(f"partition {self.number} exchanges {what}, others {sorted(wrong)}")
        return [one for _, one in incoming]

    def to_owners(self, values: np.ndarray, county: np.ndarray, axis: int = 0) -> np.ndarray:
        """Give what was counted here for counties held elsewhere to who holds them; see `Alone.to_owners`."""
        self.bring([(values, county, axis)])
        return values

    def bring(self, counted: Sequence[tuple[np.ndarray, np.ndarray, int]]) -> None:
        """Do as `to_owners` for several arrays in one exchange."""
        outgoing: list[list] = [[] for _ in range(self.n)]
        for which, (values, county, axis) in enumerate(counted):
            rows, part = np.moveaxis(values, axis, 0), self.part_of[county]
            busy = np.flatnonzero(rows.any(axis=tuple(range(1, rows.ndim))) & (part != self.number))
            for p in np.unique(part[busy]):
                outgoing[p].append((which, *_taken(rows, busy[part[busy] == p])))
        for p, given in enumerate(self.swap("counts", outgoing)):
            for which, at, more in given if p != self.number else ():
                values, _, axis = counted[which]
                np.moveaxis(values, axis, 0)[at] += more

    def everywhere(self, values: np.ndarray, county: np.ndarray) -> np.ndarray:
        """Return rows as those who hold their counties know them; see `Alone.everywhere`."""
        out, part = values.copy(), self.part_of[county]
        mine = values[part == self.number]
        for p, theirs in enumerate(self.swap("rows", [mine] * self.n)):
            out[part == p] = theirs
        return out

    def total(self, values: tuple[int, ...]) -> tuple[int, ...]:
        """Return the sums of numbers over all partitions."""
        return tuple(int(sum(of)) for of in zip(*self.swap("totals", [tuple(values)] * self.n), strict=True))

    def decisions(self, region: Any, decided: list) -> list:
        """Return what each county's bureau has decided, and let bureaus held elsewhere know their orders due."""
        out: list = [None] * len(region.counties)
        books: list = []  # most counties have the same rules: each is told once
        for book, _ in decided:
            if book not in books:
                books.append(book)
        rows = [county.row for county in region.deciding]
        told = [(row, books.index(book), due) for row, (book, due) in zip(rows, decided, strict=True)]
        news = None if books == self._books[self.number] else books  # told again only when they change
        for p, (theirs, said) in enumerate(self.swap("decisions", [(news, told)] * self.n)):
            self._books[p] = self._books[p] if theirs is None else theirs
            for row, at, due in said:
                out[row] = self._books[p][at], due
                region.counties[row].bureau.due = due
        return out

    def settle(self, region: Any) -> None:
        """Bring what the books of this region hold of other counties into theirs."""
        g, accounts = region.geography, region.accounts
        counties = np.arange(g.n_counties)
        self.bring(
            [
                (region.adults, g.place_county, 0),
                (accounts.flows, g.place_county, 1),
                (accounts.cohorts.flows, counties, 1),
                (region.register.flows, region.schools["county"], 1),
                *((counts, counties, 0) for counts in accounts.tally.values()),
            ]
        )


def _taken(rows: np.ndarray, which: np.ndarray) -> tuple[tuple[np.ndarray, ...], np.ndarray]:
    """Take what is not 0 out of some rows; return where it stood and what it was."""
    first, *rest = np.nonzero(rows[which])
    at = (which[first].astype(np.int32), *(index.astype(np.int32) for index in rest))
    taken = rows[at]
    rows[at] = 0
    return at, taken
