"""Where the members of families live: compared before and after a process, every move of a resident counts once."""

from collections.abc import Iterator
from contextlib import contextmanager

import numpy as np

from sim.kernels.codes import (
    CAME,
    COHORT_CAME,
    COHORT_MOVED_IN,
    COHORT_MOVED_OUT,
    COHORT_WENT,
    LEFT,
    MOVED_IN,
    MOVED_OUT,
    OLDEST,
    STAYS,
    WENT,
)
from sim.world.state import State


@contextmanager
def noting_moves(region: State, families: np.ndarray) -> Iterator[None]:
    """Add to the accounts where the members of these families lived before and after what happens within."""
    concerned = np.zeros(len(region.households), bool)
    concerned[families] = True
    children = np.flatnonzero(concerned[region.children["household"]])
    before = _places(region, families, children)
    yield
    after = _places(region, families, children)
    for (ages, sexes), origin, target in zip(_ages(region, families, children), before, after, strict=True):
        _note(region, origin, target, ages, sexes)
    _note_cohorts(region, children, before[-1], after[-1])


def note_arrivals(region: State, families: np.ndarray, children: np.ndarray) -> None:
    """Add new families with their children to the accounts, as come from outside."""
    for (ages, sexes), target in zip(
        _ages(region, families, children), _places(region, families, children), strict=True
    ):
        _note(region, np.full(len(target), -1), target, ages, sexes)
    region.accounts.cohorts.note(COHORT_CAME, children)


def _places(region: State, families: np.ndarray, children: np.ndarray) -> tuple[np.ndarray, ...]:
    """Return the place of each mother, father and child, -1 = does not live in the region.

    Of parents the father is the first to go away.
    """
    c, h, place = region.children, region.households, region.geography.place

    def home(rows: np.ndarray) -> np.ndarray:
        return np.where(h["leaving"][rows] == STAYS, place[h["settlement"][rows]], -1)

    at_home, away = home(families), h["parents_away"][families]
    mothers = np.where((h["mother_year"][families] > 0) & (away < 2), at_home, -1)
    fathers = np.where((h["father_year"][families] > 0) & (away < 1), at_home, -1)
    return mothers, fathers, np.where(c["status"][children] != LEFT, home(c["household"][children]), -1)


def _ages(
    region: State, families: np.ndarray, children: np.ndarray
) -> tuple[tuple[np.ndarray, np.ndarray], ...]:
    """Return age on 1 September and sex of each mother, father and child."""
    c, h, year = region.children, region.households, region.year
    born = c["birth_year"][children].astype(np.int64) + (c["birth_month"][children] > 8)
    parents = [
        (year - h[n][families].astype(np.int64), sex) for n, sex in (("mother_year", 1), ("father_year", 0))
    ]
    return (
        *((np.clip(age, 0, OLDEST), np.full(len(age), sex)) for age, sex in parents),
        (np.clip(year - born, 0, OLDEST), c["sex"][children]),
    )  # fmt: skip


def _note(region: State, origin: np.ndarray, target: np.ndarray, age: np.ndarray, sex: np.ndarray) -> None:
    """Count those whose place has changed."""
    moved = origin != target
    inside = moved & (origin >= 0) & (target >= 0)
    for flow, place, which in (
        (MOVED_OUT, origin, inside),
        (MOVED_IN, target, inside),
        (WENT, origin, moved & (target < 0)),
        (CAME, target, moved & (origin < 0)),
    ):
        region.accounts.note(flow, place[which], age[which], sex[which])


def _note_cohorts(region: State, children: np.ndarray, origin: np.ndarray, target: np.ndarray) -> None:
    """Count children whose county, or who are in the region or not, has changed, by entry cohort."""
    county = region.geography.place_county
    inside = (origin >= 0) & (target >= 0) & (county[origin] != county[target])
    for flow, place, which in (
        (COHORT_MOVED_OUT, origin, inside),
        (COHORT_MOVED_IN, target, inside),
        (COHORT_WENT, origin, (origin >= 0) & (target < 0)),
    ):
        region.accounts.cohorts.note(flow, children[which], county[place[which]])
