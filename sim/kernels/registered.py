"""What the register writes and counts of some children: flows by school and grade, dropouts by cause, returns."""

import numpy as np
from numba import njit

from sim.kernels.codes import (
    CAUSE_NAMES,
    CONTINUING,
    DROPOUTS,
    DROPOUTS_BY_CAUSE,
    DROPOUTS_POOR,
    DROPPED_OUT,
    ENROLLED,
    FINISHED,
    RETURNS,
    UNPLACED,
    WAITING,
)

_ONE = np.uint64(1)


@njit(cache=True, nogil=True)
def count_at(school, grade, flow):
    """Add one to a flow, int (schools, 9), for each of some children.

    Parameters
    ----------
    school, grade : int arrays (n,)

    Raises
    ------
    ValueError
        If a child is counted at no school or in no grade.
    """
    for k in range(len(school)):
        if school[k] < 0 or grade[k] < 1:
            raise ValueError("a child of no school or no grade is counted")
        flow[school[k], grade[k] - 1] += 1


@njit(cache=True, nogil=True)
def drop_out(rows, causes, household, poverty, school, grade, status, cause, flows):
    """Let pupils drop out, each by one cause, and count them: all, the poor, and by cause.

    Parameters
    ----------
    rows, causes : int arrays (n,)
        Rows of the child table; `BY_POVERTY` to `BY_OTHER`.
    household, school, grade : int arrays (children,)
    poverty : int array (households,)
    status, cause : int arrays (children,)
        Changed in place.
    flows : int array (flows, schools, 9)
        Changed in place.
    """
    for j in range(len(rows)):
        i = rows[j]
        s, g = school[i], grade[i] - 1
        flows[DROPOUTS, s, g] += 1
        if poverty[household[i]] > 0:
            flows[DROPOUTS_POOR, s, g] += 1
        if 1 <= causes[j] <= len(CAUSE_NAMES):
            flows[DROPOUTS_BY_CAUSE + causes[j] - 1, s, g] += 1
        status[i], cause[i] = DROPPED_OUT, causes[j]


@njit(cache=True, nogil=True)
def come_back(rows, is_open, grade, status, school, flows):
    """Let children who dropped out return to their last school, or wait for a place where it is closed.

    Parameters
    ----------
    rows : int array (n,)
        Rows of the child table.
    is_open : bool array (schools,)
    grade : int array (children,)
    status, school : int arrays (children,)
        Changed in place; -1 for who waits.
    flows : int array (flows, schools, 9)
        Those back at school are added.
    """
    for i in rows:
        s = school[i]
        if s >= 0 and is_open[s]:
            flows[RETURNS, s, grade[i] - 1] += 1
            status[i] = ENROLLED
        else:
            status[i], school[i] = WAITING, -1


@njit(cache=True, nogil=True)
def promote_pupils(grade_high, status, school, before, grade, repeating, placement, counters, lo, hi):
    """Let pupils lo..hi go one school year on, in place: repeat, come to the next grade, finish or wait for a place.

    Parameters
    ----------
    grade_high : int array (schools,)
        Highest grade each teaches.
    status, school, before, grade, repeating, placement : int arrays (children,)
        `before` is the school of grade 6.
    counters : two int64 arrays (schools, 9)
        Added to: repeaters by grade, and who has to go on elsewhere within a stage by the grade asked for.
    """
    repeaters, out = counters
    for row in range(lo, hi):
        i = np.uint64(row)
        if status[i] != ENROLLED:
            continue
        g, s = np.uint64(grade[i]), school[i]
        at = np.uint64(s)
        if repeating[i]:
            repeating[i] = 0
            repeaters[at, g - _ONE] += 1
        elif g == 9:
            status[i], school[i], grade[i] = FINISHED, -1, 0
        elif g == 6:  # applies for grade 7; keeps the school as a continuing right where it goes on
            status[i], grade[i], placement[i] = WAITING, 7, UNPLACED
            before[i] = s
            if grade_high[at] < 7:
                school[i] = -1
        else:
            grade[i] = g + _ONE
            placement[i] = CONTINUING
            if grade_high[at] < g + _ONE:
                out[at, g] += 1
                status[i], school[i] = WAITING, -1
