"""Where the members of families live: compared before and after a process, every move of a resident counts once."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import numpy as np

from sim.kernels.codes import CAME, LEFT, MOVED_IN, MOVED_OUT, OLDEST, STAYS, WENT
from sim.world.state import State


@dataclass(frozen=True)
class Whereabouts:
    """Place of each child and parent, int arrays by row; -1 = does not live in the region."""

    children: np.ndarray
    mothers: np.ndarray
    fathers: np.ndarray


def whereabouts(region: State) -> Whereabouts:
    """Return where the members of families live now; of parents the father is the first to go away."""
    c, h = region.children, region.households
    home = np.where(h["leaving"] == STAYS, region.geography.place[h["settlement"]], -1)
    mothers = np.where((h["mother_year"] > 0) & (h["parents_away"] < 2), home, -1)
    fathers = np.where((h["father_year"] > 0) & (h["parents_away"] < 1), home, -1)
    return Whereabouts(np.where(c["status"] != LEFT, home[c["household"]], -1), mothers, fathers)


@contextmanager
def noting_moves(region: State) -> Iterator[None]:
    """Add to the accounts where members of families lived before and after what happens within."""
    before = whereabouts(region)
    yield
    after = whereabouts(region)
    c, h, year = region.children, region.households, region.year
    age = year - c["birth_year"].astype(np.int64) - (c["birth_month"] > 8)
    _note(region, before.children, after.children, age, c["sex"])
    _note(region, before.mothers, after.mothers, year - h["mother_year"].astype(np.int64), 1)
    _note(region, before.fathers, after.fathers, year - h["father_year"].astype(np.int64), 0)


def _note(
    region: State, before: np.ndarray, after: np.ndarray, age: np.ndarray, sex: np.ndarray | int
) -> None:
    """Count those whose place has changed; rows beyond `before` are those of arrivals."""
    was = np.concatenate([before, np.full(len(after) - len(before), -1, before.dtype)])
    rows = np.flatnonzero(was != after)
    origin, target = was[rows], after[rows]
    ages, sexes = np.clip(age[rows], 0, OLDEST), np.broadcast_to(sex, after.shape)[rows]
    inside = (origin >= 0) & (target >= 0)
    for flow, place, which in (
        (MOVED_OUT, origin, inside),
        (MOVED_IN, target, inside),
        (WENT, origin, target < 0),
        (CAME, target, origin < 0),
    ):
        region.accounts.note(flow, place[which], ages[which], sexes[which])
