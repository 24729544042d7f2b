"""Where the members of families live: compared before and after a process, every move of a resident counts once."""

from collections.abc import Iterator
from contextlib import contextmanager

import numpy as np

from sim.base.chunks import find_chunks
from sim.kernels.family_children import children_of
from sim.kernels.whereabouts import NOWHERE, homes_of, note_changes
from sim.world.state import State


@contextmanager
def noting_moves(
    region: State, families: np.ndarray, children: np.ndarray | None = None
) -> Iterator[np.ndarray]:
    """Add to the accounts where the members of these families lived before and after what happens within.

    Yields the rows of their children who have not left, which are looked for unless they are given.
    """
    if children is None:
        children = children_of_families(region, families)
    before = homes_of(families, children, *_columns(region))
    yield children
    _note(region, families, children, *before)


def children_of_families(region: State, families: np.ndarray) -> np.ndarray:
    """Return the rows of the children of families (rows) who have not left, int64."""
    if len(families) == 0:
        return np.zeros(0, np.int64)
    is_wanted = np.zeros(len(region.households), np.uint8)
    is_wanted[families] = 1
    return children_of_marked(region, is_wanted)


def children_of_marked(region: State, marks: np.ndarray) -> np.ndarray:
    """Return the rows of the children of families with a mark, uint8 (households,), who have not left, int64."""
    c = region.children
    return find_chunks(children_of, len(c), region.threads, c["household"], c["status"], marks)


def note_arrivals(region: State, families: np.ndarray, children: np.ndarray) -> None:
    """Add new families with their children to the accounts, as come from outside."""
    nowhere = (len(families), 2), len(children)
    _note(region, families, children, *(np.full(shape, NOWHERE, np.int32) for shape in nowhere))


def _columns(region: State) -> list[np.ndarray]:
    """Return the columns that tell where people live."""
    c, h = region.children, region.households
    of_families = ("settlement", "leaving", "parents_away", "mother_year", "father_year")
    return [h[name] for name in of_families] + [c["household"], c["status"], region.geography.place]


def _note(
    region: State,
    families: np.ndarray,
    children: np.ndarray,
    parents_before: np.ndarray,
    own_before: np.ndarray,
) -> None:
    """Count those whose place has changed since then."""
    c, book = region.children, region.accounts.cohorts
    of_children = (c[name] for name in ("birth_year", "birth_month", "sex", "year_entered"))
    note_changes(
        families, children, parents_before, own_before, *_columns(region), *of_children, region.year,
        region.accounts.flows, book.flows, book.first, region.geography.place_county,
    )  # fmt: skip
