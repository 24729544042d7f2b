"""The enrolment register (学籍): the one place where a child's status, school and grade change.

Processes ask; the register checks the arrow, carries it out and tallies the flow of the school and grade. So both
identities of the records hold by construction, and leaving is requested by any process but carried out in one place.
"""

from functools import cache

import numpy as np
from numba import njit

from sim.base.chunks import count_chunks
from sim.base.table import Table
from sim.kernels.codes import (
    BELOW_AGE,
    CONTINUING,
    DEATHS,
    DIED,
    DROPPED_OUT,
    ENROLLED,
    ENTRANTS,
    FINISHED,
    FLOW_NAMES,
    GRADES,
    IN_BEFORE,
    LEFT,
    OUT_BEFORE,
    OVER_CAPACITY,
    OVER_CAPACITY_IN,
    OVERFLOW,
    OVERFLOW_IN,
    OVERFLOW_OUT,
    REPEATERS,
    STATUS_NAMES,
    TRANSFER_IN,
    TRANSFER_OUT,
    UNPLACED,
    WAITING,
)
from sim.kernels.displaced import displace_pupils
from sim.kernels.registered import come_back, count_at, drop_out, promote_pupils

OWNER = "register"


class Register:
    """Keep the register of one region.

    Parameters
    ----------
    children, households : Table
    n_schools : int

    Attributes
    ----------
    flows : int32 array (23, schools, 9)
        Flows of the running year by kind (`FLOW_NAMES`), school and grade.
    """

    def __init__(self, children: Table, households: Table, n_schools: int) -> None:
        self.children = children
        self.households = households
        self.flows = np.zeros((len(FLOW_NAMES), n_schools, GRADES), np.int32)

    def begin_year(self) -> None:
        """Set every flow to zero."""
        self.flows[:] = 0

    def add_schools(self, n: int) -> None:
        """Make room for the flows of `n` more schools."""
        self.flows = np.pad(self.flows, ((0, 0), (0, n), (0, 0)))

    def _tally(self, flow: int, school: np.ndarray, grade: np.ndarray) -> None:
        if len(school):
            count_at(school, grade, self.flows[flow])

    def _columns(self, *names: str) -> list[np.ndarray]:
        with self.children.writing_as(OWNER):
            return [self.children.writable(name) for name in names]

    def promote(self, year: int, starters: np.ndarray, grade_high: np.ndarray, threads: int = 1) -> None:
        """Move every child one school year on: promote, repeat, finish, enter.

        Parameters
        ----------
        year : int
        starters : int array (n,)
            Rows of the children below school age who ask for a place in grade 1 now.
        grade_high : int array (schools,)
            Highest grade each school teaches; pupils beyond it wait for a place elsewhere.
        threads : int
        """
        status, school, before, grade, entered, repeating, placement = self._columns(
            "status", "school", "school_before", "grade", "year_entered", "is_repeating", "placement"
        )
        repeaters, out = count_chunks(
            promote_pupils, len(status), threads, lambda: self._no_pupils() + self._no_pupils(), grade_high, status,
            school, before, grade, repeating, placement,
        )  # fmt: skip
        self.flows[REPEATERS] += repeaters
        self.flows[OUT_BEFORE] += out
        status[starters], grade[starters], entered[starters] = WAITING, 1, year

    def enrol(self, rows: np.ndarray, schools: np.ndarray, how: np.ndarray) -> None:
        """Enrol waiting children, or pupils who change school before the census, at `schools` (rows,).

        Raises
        ------
        ValueError
            If a child is neither waiting nor enrolled.
        """
        status, school, grade, placement = self._columns("status", "school", "grade", "placement")
        self._require(status.take(rows), (WAITING, ENROLLED))
        _enrol(rows, schools, how, status, school, grade, placement, self.flows)

    def waive(self, rows: np.ndarray) -> None:
        """Let children who wait for a place give up their right to go on at the school they come from."""
        status, school = self._columns("status", "school")
        self._require(status[rows], (WAITING,))
        school[rows] = -1

    def displace(self, lost: np.ndarray, heir: np.ndarray, year: int, threads: int = 1) -> None:
        """Make the pupils of grades no longer taught wait for a place, at the school that takes over if one does.

        Parameters
        ----------
        lost : bool array (schools, 9)
            Grades a school teaches no more; of a closed school all nine.
        heir : int array (schools, 9)
            School that takes over each grade (合并), -1 = none: its pupils go by address. Pupils get a continuing
            right there, and so do those who wait for it or dropped out of it.
        year, threads : int
        """
        columns = self._columns("status", "school", "grade", "year_displaced")
        (n,) = count_chunks(
            displace_pupils, len(self.children), threads, self._no_pupils, lost, heir, year, *columns
        )
        self.flows[OUT_BEFORE] += n.astype(np.int32)

    def _no_pupils(self) -> tuple[np.ndarray]:
        return (np.zeros(self.flows.shape[1:], np.int64),)

    def go_on(self, teaches: np.ndarray) -> None:
        """Let who has finished grade 6 at schools, bool (schools,), that teach grade 7 from now on go on there."""
        status, school, before, grade, placement = self._columns(
            "status", "school", "school_before", "grade", "placement"
        )
        waits = (status == WAITING) & (grade == 7) & (placement == UNPLACED) & (school < 0)
        rows = np.flatnonzero(waits & (before >= 0) & teaches[before])
        school[rows] = before[rows]

    def count_sent_away(self, schools: np.ndarray, grades: np.ndarray) -> None:
        """Count children of a school's zone who were placed elsewhere (统筹)."""
        self._tally(OVERFLOW_OUT, schools, grades)

    def count(self, flow: int, rows: np.ndarray) -> None:
        """Count children where they are in a flow that only tells more of another; who stands twice counts twice."""
        self._tally(flow, self.children["school"][rows], self.children["grade"][rows])

    def drop_out(self, rows: np.ndarray, causes: np.ndarray) -> None:
        """Let pupils drop out during the year (after the census), each by one cause (`BY_POVERTY` to `BY_OTHER`)."""
        status, school, grade, cause = self._columns("status", "school", "grade", "dropout_cause")
        self._require(status[rows], (ENROLLED,))
        family, poverty = self.children["household"], self.households["poverty"]
        drop_out(rows, causes, family, poverty, school, grade, status, cause, self.flows)

    def come_back(self, rows: np.ndarray, is_open: np.ndarray) -> None:
        """Let children who dropped out return to their last school, or wait for a place where it is closed."""
        status, school, grade = self._columns("status", "school", "grade")
        self._require(status[rows], (DROPPED_OUT,))
        come_back(rows, is_open, grade, status, school, self.flows)

    def transfer(self, rows: np.ndarray, schools: np.ndarray) -> None:
        """Move pupils to other schools within the year (after the census)."""
        status, school, grade, placement = self._columns("status", "school", "grade", "placement")
        self._require(status[rows], (ENROLLED,))
        self._tally(TRANSFER_OUT, school[rows], grade[rows])
        self._tally(TRANSFER_IN, schools, grade[rows])
        school[rows] = schools
        placement[rows] = CONTINUING

    def mark_repeating(self, repeats: np.ndarray) -> None:
        """Note which pupils stay in their grade next year; `repeats` is a bool array (children,)."""
        status, repeating = self._columns("status", "is_repeating")
        repeating[:] = repeats & (status == ENROLLED)

    def request_leave(self, rows: np.ndarray, reason: np.ndarray | int) -> None:
        """Let children leave before the census; their rows are removed at the end of the year."""
        columns = self._columns("status", "school", "grade", "leaving")
        self._require(columns[0][rows], (BELOW_AGE, ENROLLED, WAITING, DROPPED_OUT, FINISHED))
        why = np.empty(len(rows), np.uint8)
        why[:] = reason
        _leave(rows, why, *columns, self.flows)

    def request_household_leave(self, rows: np.ndarray, reason: int) -> None:
        """Let households leave the table at the end of the year."""
        with self.households.writing_as(OWNER):
            self.households.writable("leaving")[rows] = reason

    @staticmethod
    def _require(found: np.ndarray, allowed: tuple[int, ...]) -> None:
        may = _is_allowed(allowed).take(found)
        if not may.all():
            wrong = STATUS_NAMES[found[~may][0]]
            raise ValueError(
                f"a child that is {wrong} cannot take this step; allowed: {[STATUS_NAMES[a] for a in allowed]}"
            )


@cache
def _is_allowed(statuses: tuple[int, ...]) -> np.ndarray:
    """Return which statuses are among some, bool (statuses,)."""
    return np.isin(np.arange(len(STATUS_NAMES)), statuses)


@njit(cache=True, nogil=True)
def _leave(rows, reason, status, school, grade, leaving, flows):
    for j in range(len(rows)):
        i = rows[j]
        if status[i] == ENROLLED:
            flows[OUT_BEFORE, school[i], grade[i] - 1] += 1
            flows[DEATHS, school[i], grade[i] - 1] += reason[j] == DIED
        leaving[i], status[i] = reason[j], LEFT


@njit(cache=True)
def _enrol(rows, schools, how, status, school, grade, placement, flows):
    for j in range(len(rows)):
        i, s = rows[j], schools[j]
        g = grade[i] - 1
        if status[i] == ENROLLED:
            flows[OUT_BEFORE, school[i], g] += 1
            flows[IN_BEFORE, s, g] += 1
        elif placement[i] == UNPLACED:  # never placed in this stage: an entrant to grade 1 or 7
            flows[ENTRANTS, s, g] += 1
        else:
            flows[IN_BEFORE, s, g] += 1
        status[i], school[i], placement[i] = ENROLLED, s, how[j]
        if how[j] == OVERFLOW:
            flows[OVERFLOW_IN, s, g] += 1
        elif how[j] == OVER_CAPACITY:
            flows[OVER_CAPACITY_IN, s, g] += 1
