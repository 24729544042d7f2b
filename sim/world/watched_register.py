"""A register that tells who watches of every child that changes its place on it; what it does is the same."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from sim.kernels.codes import (
    DIED,
    DROPOUTS,
    ENROLLED,
    GROWN_UP,
    IN_BEFORE,
    OUT_BEFORE,
    REPEATERS,
    RETURNS,
    TRANSFER_IN,
    TRANSFER_OUT,
    UNPLACED,
    WAITING,
)
from sim.world.register import Register
from sim.world.state import State

# How a child came to a change.
(
    REPEATS, GRADE_NOT_TAUGHT, CHANGES_SCHOOL, IS_PLACED, SCHOOL_CLOSED, HAS_DIED, LEFT_REGION, TURNED_18, DROPPED,
    CAME_BACK, WAITS, SECOND_TERM,
) = (
    "repeats", "grade_not_taught", "changes_school", "is_placed", "school_closed", "has_died", "left_region",
    "turned_18", "dropped", "came_back", "waits", "second_term",
)  # fmt: skip
NO_FLOW = -1  # a change that no flow counts: who comes back, finds the school closed and waits for a place
LAST_GRADES = (6, 9)  # of a stage: whoever passes them finishes it


@dataclass(frozen=True)
class Change:
    """Children who change their place on the register in the same way.

    Attributes
    ----------
    flow : int
        Flow of the school and grade that counts them (`FLOW_NAMES`), or `NO_FLOW`.
    how : str
    rows : int array (n,)
        Rows of the child table, as it stands before the change.
    school, grade : int arrays (n,)
        Where the flow is counted.
    """

    flow: int
    how: str
    rows: np.ndarray
    school: np.ndarray
    grade: np.ndarray


class WatchedRegister(Register):
    """Keep the register of a region, and tell of each flow but the entrants whose it is, before it happens.

    Not of entrants, nor of overflow and deaths, which are part of other flows.

    Parameters
    ----------
    region : State
        Before its first year.
    watch : function of a Change
        Must only look.
    """

    def __init__(self, region: State, watch: Callable[[Change], None]) -> None:
        super().__init__(region.children, region.households, len(region.schools))
        self._watch = watch

    def _tell(self, flow: int, how: str, rows: np.ndarray, school=None, grade=None) -> None:
        """Tell of children; at the schools and grades where they are unless others are given."""
        if len(rows):
            c = self.children
            self._watch(
                Change(
                    flow, how, rows,
                    c["school"][rows].astype(np.int64) if school is None else np.asarray(school, np.int64),
                    c["grade"][rows].astype(np.int64) if grade is None else np.asarray(grade, np.int64),
                )
            )  # fmt: skip

    def promote(self, year: int, starters: np.ndarray, grade_high: np.ndarray, threads: int = 1) -> None:
        """Tell of repeaters and of pupils whose school does not teach the next grade; see `Register.promote`."""
        c = self.children
        grade = c["grade"].astype(np.int64)
        enrolled, repeats = c["status"] == ENROLLED, c["is_repeating"] > 0
        self._tell(REPEATERS, REPEATS, np.flatnonzero(enrolled & repeats))
        goes_on = enrolled & ~repeats & ~np.isin(grade, LAST_GRADES)
        rows = np.flatnonzero(goes_on & (grade_high[c["school"]] < grade + 1))
        self._tell(OUT_BEFORE, GRADE_NOT_TAUGHT, rows, grade=grade[rows] + 1)
        super().promote(year, starters, grade_high, threads)

    def enrol(self, rows: np.ndarray, schools: np.ndarray, how: np.ndarray) -> None:
        """Tell of pupils who change school and of those who find a place again; see `Register.enrol`."""
        c, rows = self.children, np.asarray(rows)
        schools = np.asarray(schools)
        changes = c["status"][rows] == ENROLLED
        again = (c["status"][rows] == WAITING) & (c["placement"][rows] != UNPLACED)
        self._tell(OUT_BEFORE, CHANGES_SCHOOL, rows[changes])
        self._tell(IN_BEFORE, CHANGES_SCHOOL, rows[changes], schools[changes])
        self._tell(IN_BEFORE, IS_PLACED, rows[again], schools[again])
        super().enrol(rows, schools, how)

    def displace(self, lost: np.ndarray, heir: np.ndarray, year: int, threads: int = 1) -> None:
        """Tell of the pupils of grades given up; see `Register.displace`."""
        c = self.children
        is_lost = (c["school"] >= 0) & lost[c["school"], c["grade"].astype(np.int64) - 1]
        self._tell(OUT_BEFORE, SCHOOL_CLOSED, np.flatnonzero(is_lost & (c["status"] == ENROLLED)))
        super().displace(lost, heir, year, threads)

    def drop_out(self, rows: np.ndarray, causes: np.ndarray) -> None:
        """Tell of those who dropped out, afterwards, so that the cause stands there; see `Register.drop_out`."""
        super().drop_out(rows, causes)
        self._tell(DROPOUTS, DROPPED, rows)

    def come_back(self, rows: np.ndarray, is_open: np.ndarray) -> None:
        """Tell of those who come back to their school, or wait for another; see `Register.come_back`."""
        school = self.children["school"][rows]
        has_school = (school >= 0) & is_open[school]
        self._tell(RETURNS, CAME_BACK, rows[has_school])
        self._tell(NO_FLOW, WAITS, rows[~has_school])
        super().come_back(rows, is_open)

    def transfer(self, rows: np.ndarray, schools: np.ndarray) -> None:
        """Tell of those who change school within the year; see `Register.transfer`."""
        self._tell(TRANSFER_OUT, SECOND_TERM, rows)
        self._tell(TRANSFER_IN, SECOND_TERM, rows, schools)
        super().transfer(rows, schools)

    def request_leave(self, rows: np.ndarray, reason: np.ndarray | int) -> None:
        """Tell of pupils who leave the region, die or turn 18; see `Register.request_leave`."""
        rows = np.asarray(rows)
        is_pupil, why = self.children["status"][rows] == ENROLLED, np.broadcast_to(reason, rows.shape)
        named = {DIED: HAS_DIED, GROWN_UP: TURNED_18}
        for code in np.unique(why[is_pupil]):
            self._tell(OUT_BEFORE, named.get(int(code), LEFT_REGION), rows[is_pupil & (why == code)])
        super().request_leave(rows, reason)
