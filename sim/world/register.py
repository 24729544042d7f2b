"""The enrolment register (学籍): the one place where a child's status, school and grade change.

Processes ask; the register checks the arrow, carries it out and tallies the flow of the school and grade. So both
identities of the records hold by construction, and leaving is requested by any process but carried out in one place.
"""

import numpy as np
from numba import njit

from sim.base.table import Table
from sim.kernels.codes import (
    BELOW_AGE,
    CAUSE_NAMES,
    CONTINUING,
    DEATHS,
    DIED,
    DROPOUTS,
    DROPOUTS_BY_CAUSE,
    DROPOUTS_POOR,
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
    RETURNS,
    STATUS_NAMES,
    TRANSFER_IN,
    TRANSFER_OUT,
    UNPLACED,
    WAITING,
)

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
        shape = self.flows.shape[1:]
        self.flows[flow] += (
            np.bincount(school.astype(np.int64) * GRADES + grade - 1, minlength=shape[0] * GRADES)
            .reshape(shape)
            .astype(np.int32)
        )

    def _columns(self, *names: str) -> list[np.ndarray]:
        with self.children.writing_as(OWNER):
            return [self.children.writable(name) for name in names]

    def promote(self, year: int, is_late: np.ndarray, grade_high: np.ndarray) -> None:
        """Move every child one school year on: enter, promote, repeat, finish.

        Parameters
        ----------
        year : int
        is_late : bool array (children,)
            Enters a year later than the rule (completed six years by 31 August).
        grade_high : int array (schools,)
            Highest grade each school teaches; pupils beyond it wait for a place elsewhere.
        """
        status, school, before, grade, entered, repeating, placement = self._columns(
            "status", "school", "school_before", "grade", "year_entered", "is_repeating", "placement"
        )
        born, month = self.children["birth_year"], self.children["birth_month"]
        _promote(
            status,
            school,
            before,
            grade,
            entered,
            repeating,
            placement,
            born,
            month,
            is_late,
            grade_high,
            year,
            self.flows,
        )

    def enrol(self, rows: np.ndarray, schools: np.ndarray, how: np.ndarray) -> None:
        """Enrol waiting children, or pupils who change school before the census, at `schools` (rows,).

        Raises
        ------
        ValueError
            If a child is neither waiting nor enrolled.
        """
        status, school, grade, entered, placement = self._columns(
            "status", "school", "grade", "year_entered", "placement"
        )
        self._require(status[rows], (WAITING, ENROLLED))
        _enrol(rows, schools, how, status, school, grade, entered, placement, self.flows)

    def waive(self, rows: np.ndarray) -> None:
        """Let children who wait for a place give up their right to go on at the school they come from."""
        status, school = self._columns("status", "school")
        self._require(status[rows], (WAITING,))
        school[rows] = -1

    def displace(self, lost: np.ndarray, heir: np.ndarray, year: int) -> None:
        """Make the pupils of grades no longer taught wait for a place, at the school that takes over if one does.

        Parameters
        ----------
        lost : bool array (schools, 9)
            Grades a school teaches no more; of a closed school all nine.
        heir : int array (schools, 9)
            School that takes over each grade (合并), -1 = none: its pupils go by address. Pupils get a continuing
            right there, and so do those who wait for it or dropped out of it.
        year : int
        """
        status, school, grade, displaced = self._columns("status", "school", "grade", "year_displaced")
        rows = np.flatnonzero((school >= 0) & lost[school, grade.astype(np.int64) - 1])
        pupils = rows[status[rows] == ENROLLED]
        self._tally(OUT_BEFORE, school[pupils], grade[pupils])
        status[pupils] = WAITING
        displaced[pupils] = year
        school[rows] = heir[school[rows], grade[rows].astype(np.int64) - 1]

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
        self._tally(DROPOUTS, school[rows], grade[rows])
        poor = rows[self.households["poverty"][self.children["household"][rows]] > 0]
        self._tally(DROPOUTS_POOR, school[poor], grade[poor])
        for k in range(len(CAUSE_NAMES)):
            mine = rows[causes == k + 1]
            self._tally(DROPOUTS_BY_CAUSE + k, school[mine], grade[mine])
        status[rows], cause[rows] = DROPPED_OUT, causes

    def come_back(self, rows: np.ndarray, is_open: np.ndarray) -> None:
        """Let children who dropped out return to their last school, or wait for a place where it is closed."""
        status, school, grade = self._columns("status", "school", "grade")
        self._require(status[rows], (DROPPED_OUT,))
        has_school = (school[rows] >= 0) & is_open[school[rows]]
        back = rows[has_school]
        self._tally(RETURNS, school[back], grade[back])
        status[back] = ENROLLED
        status[rows[~has_school]] = WAITING
        school[rows[~has_school]] = -1

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
        status, school, grade, leaving = self._columns("status", "school", "grade", "leaving")
        self._require(status[rows], (BELOW_AGE, ENROLLED, WAITING, DROPPED_OUT, FINISHED))
        pupils = rows[status[rows] == ENROLLED]
        self._tally(OUT_BEFORE, school[pupils], grade[pupils])
        leaving[rows] = reason
        died = pupils[leaving[pupils] == DIED]
        self._tally(DEATHS, school[died], grade[died])
        status[rows] = LEFT

    def request_household_leave(self, rows: np.ndarray, reason: int) -> None:
        """Let households leave the table at the end of the year."""
        with self.households.writing_as(OWNER):
            self.households.writable("leaving")[rows] = reason

    @staticmethod
    def _require(found: np.ndarray, allowed: tuple[int, ...]) -> None:
        if len(found) and not np.isin(found, allowed).all():
            wrong = STATUS_NAMES[found[~np.isin(found, allowed)][0]]
            raise ValueError(
                f"a child that is {wrong} cannot take this step; allowed: {[STATUS_NAMES[a] for a in allowed]}"
            )


@njit(cache=True)
def _promote(
    status,
    school,
    before,
    grade,
    entered,
    repeating,
    placement,
    born,
    month,
    is_late,
    grade_high,
    year,
    flows,
):
    for i in range(len(status)):
        st = status[i]
        if st == ENROLLED:
            g, s = grade[i], school[i]
            if repeating[i]:
                repeating[i] = 0
                flows[REPEATERS, s, g - 1] += 1
            elif g == 9:
                status[i], school[i], grade[i] = FINISHED, -1, 0
            elif g == 6:  # applies for grade 7; keeps the school as a continuing right where it goes on
                status[i], grade[i], placement[i] = WAITING, 7, UNPLACED
                before[i] = s
                if grade_high[s] < 7:
                    school[i] = -1
            else:
                grade[i] = g + 1
                placement[i] = CONTINUING
                if grade_high[s] < g + 1:
                    flows[OUT_BEFORE, s, g] += 1
                    status[i], school[i] = WAITING, -1
        elif st == BELOW_AGE:
            entry = born[i] + 6 + (1 if month[i] > 8 else 0) + (1 if is_late[i] else 0)
            if year >= entry:
                status[i], grade[i], entered[i] = WAITING, 1, year


@njit(cache=True)
def _enrol(rows, schools, how, status, school, grade, entered, placement, flows):
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
