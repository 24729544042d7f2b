"""What processes note of children where nothing is left to note it from afterwards: states before and after."""

from collections.abc import Iterator
from contextlib import contextmanager

import numpy as np

from sim.kernels.codes import BELOW_AGE, ENROLLED, FINISHED, LEFT, OUT_WITH_CHILD, WAITING
from sim.world.region import Region


@contextmanager
def promotion(region: Region) -> Iterator[None]:
    """Note what the promotion within makes of every child."""
    if not region.trace.is_on:
        yield
        return
    c, year = region.children, region.year
    before, grade, school = c["status"].copy(), c["grade"].copy(), c["school"].copy()
    repeats = (before == ENROLLED) & (c["is_repeating"] > 0)
    yield
    now = c["status"]
    of_age = c["birth_year"] + 6 + (c["birth_month"] > 8) == year
    asks = ((before == ENROLLED) | (before == BELOW_AGE)) & (now == WAITING)
    moved_up = (now == ENROLLED) & (c["grade"] > grade)
    for event, which in (
        ("ageing.repeats", repeats),
        ("ageing.asks", asks),
        ("ageing.promoted", moved_up),
    ):
        rows = np.flatnonzero(which)
        region.trace.note(event, year, rows, grade=c["grade"][rows], school=c["school"][rows])
    rows = np.flatnonzero((before == ENROLLED) & (now == FINISHED))
    region.trace.note("ageing.finished", year, rows, school=school[rows], grade=grade[rows])
    region.trace.note("ageing.late", year, np.flatnonzero((now == BELOW_AGE) & of_age))


@contextmanager
def moves(region: Region, choice: np.ndarray) -> Iterator[None]:
    """Note where the families that move within come from and go; who leaves the region is noted by `leaving`."""
    if not region.trace.is_on:
        yield
        return
    h = region.households
    before = h["settlement"].copy()
    yield
    goes = (choice > 0) & (choice != OUT_WITH_CHILD)
    rows, family = _children_of(region, goes)
    region.trace.note(
        "moves.family", region.year, rows, move=choice[family], settlement_from=before[family],
        settlement=h["settlement"][family], parents_away=h["parents_away"][family],
    )  # fmt: skip


def births(region: Region, rows: np.ndarray) -> None:
    """Note the newborn."""
    if region.trace.is_on:
        c = region.children
        region.trace.note(
            "births.born", region.year, rows, birth_year=c["birth_year"][rows], birth_month=c["birth_month"][rows],
            settlement=_home(region, rows),
        )  # fmt: skip


def arrivals(region: Region, rows: np.ndarray) -> None:
    """Note children who came with their families."""
    if region.trace.is_on:
        c = region.children
        region.trace.note(
            "arrivals.came", region.year, rows, status=c["status"][rows], grade=c["grade"][rows],
            settlement=_home(region, rows),
        )  # fmt: skip


def leaving(region: Region, rows: np.ndarray) -> None:
    """Note children about to leave the region with their families."""
    if region.trace.is_on:
        region.trace.note(
            "moves.left_region", region.year, rows, school_from=_school_of_pupils(region, rows),
            settlement_from=_home(region, rows), grade=region.children["grade"][rows],
        )  # fmt: skip


def leaving_by_age(region: Region, died: np.ndarray, grown: np.ndarray) -> None:
    """Note children (rows) about to die, or to leave the table as adults."""
    if region.trace.is_on:
        school, grade = _school_of_pupils(region, died), region.children["grade"][died]
        region.trace.note("ageing.died", region.year, died, school=school, grade=grade)
        region.trace.note("ageing.grown_up", region.year, grown)


def registers(region: Region, families: np.ndarray) -> None:
    """Note the children of families whose hukou has followed them."""
    if region.trace.is_on:
        follows = np.zeros(len(region.households), bool)
        follows[families] = True
        rows, _ = _children_of(region, follows)
        region.trace.note("moves.hukou", region.year, rows, settlement=_home(region, rows))


def closures(region: Region, lost: np.ndarray, heirs: np.ndarray) -> None:
    """Note the pupils of schools, or of grades, about to close; arguments as of `Register.displace`."""
    if region.trace.is_on:
        c = region.children
        is_lost = lost[c["school"], c["grade"].astype(np.int64) - 1]
        rows = np.flatnonzero((c["status"] == ENROLLED) & (c["school"] >= 0) & is_lost)
        school, grade = c["school"][rows], c["grade"][rows]
        region.trace.note(
            "network.closed", region.year, rows, school_from=school, school=heirs[school, grade.astype(int) - 1],
            grade=grade,
        )  # fmt: skip


def at_school(region: Region, event: str, rows: np.ndarray) -> None:
    """Note an event that tells school and grade of children as they stand."""
    if region.trace.is_on:
        c = region.children
        region.trace.note(event, region.year, rows, school=c["school"][rows], grade=c["grade"][rows])


def changing_school(region: Region, rows: np.ndarray) -> None:
    """Note pupils chosen to leave their school, before they do."""
    if region.trace.is_on:
        c = region.children
        region.trace.note(
            "moves.changes_school", region.year, rows, school_from=c["school"][rows], grade=c["grade"][rows]
        )


def transfers(region: Region, rows: np.ndarray, schools: np.ndarray) -> None:
    """Note pupils about to change to other schools within the year."""
    if region.trace.is_on:
        c = region.children
        region.trace.note(
            "transfers.changed", region.year, rows, school_from=c["school"][rows], school=schools,
            grade=c["grade"][rows],
        )  # fmt: skip


def _children_of(region: Region, families: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the children who have not left of some families, bool (households,), and each one's family; rows."""
    c = region.children
    rows = np.flatnonzero(families[c["household"]] & (c["status"] != LEFT))
    return rows, c["household"][rows]


def _home(region: Region, rows: np.ndarray) -> np.ndarray:
    """Return the settlements children live in."""
    return region.households["settlement"][region.children["household"][rows]]


def _school_of_pupils(region: Region, rows: np.ndarray) -> np.ndarray:
    """Return the school children are enrolled at, -1 none."""
    c = region.children
    return np.where(c["status"][rows] == ENROLLED, c["school"][rows], -1)
