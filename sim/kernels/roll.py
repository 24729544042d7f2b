"""The roll (学籍): where schools' books have a child, which may differ from where it sits."""

import numpy as np
from numba import njit

from sim.base.draws import BLOCK, uniform
from sim.kernels.codes import DROPPED_OUT, ENROLLED, LEFT, MOVED_AWAY, OPEN, WAITING
from sim.kernels.marks import marked

NOWHERE, OUTSIDE = -1, -2  # on no roll and at no school; at school and on no roll of the region


@njit(cache=True, nogil=True)
def follow_roll(
    uid, status, leaving, school, grade, school_status, grade_low, grade_high, school_county, share, lag,
    seed, key, year, register_school, years_behind, found, lo, hi,
):  # fmt: skip
    """Let the roll follow the children `lo` to `hi` - 1, at once or late; return how many are gone and still on it.

    A change of school, a departure (dropped out, waiting, gone from the region) or an arrival is missed with
    probability `share`; then the roll is wrong at `lag` censuses. It is right with every entry to grade 1 or 7, whose
    lists make it anew, where the school it stands in is closed or does not teach the grade, and for the dead, the
    finished and the grown up.

    Parameters
    ----------
    uid, status, leaving, school, grade : arrays (children,)
    school_status, grade_low, grade_high, school_county : arrays (schools,)
    share : float array (counties,); lag : int array (counties,)
        Of the county in which the roll stands, or for who is on none, of the school.
    register_school, years_behind : arrays (children,)
        Changed in place.
    found : int64 array (children + 1,)
        Output: who has left the region and still stands on a roll, rows, ascending, at the front.
    """
    rows, differs = np.empty(BLOCK, np.int64), np.zeros(BLOCK, np.uint8)
    eights, n_found = differs.view(np.uint64), 0
    for begin in range(lo, hi, BLOCK):
        end = min(begin + BLOCK, hi)
        their, at, told = status[begin:end], school[begin:end], register_school[begin:end]
        behind, why, g_of = years_behind[begin:end], leaving[begin:end], grade[begin:end]
        differs[:] = 0
        for k in range(end - begin):  # of most nothing is to be done, or the lists tell it
            here = at[k] if their[k] == ENROLLED else np.int16(NOWHERE)
            is_told = ((their[k] == ENROLLED) & _enters(g_of[k])) | (not _may_stay(their[k], why[k]))
            told[k], behind[k] = here if is_told else told[k], 0 if is_told else behind[k]
            differs[k] = (told[k] != here) | (behind[k] != 0)
        n = marked(differs, eights, rows)
        for k in range(n):
            i = begin + rows[k]
            on, g = register_school[i], grade[i]
            here = school[i] if status[i] == ENROLLED else NOWHERE
            if on == OUTSIDE and here == NOWHERE:
                on = NOWHERE
            is_right = on == here
            if on >= 0 and not is_right:
                is_right = school_status[on] != OPEN or g < grade_low[on] or g > grade_high[on]
            if is_right:
                register_school[i], years_behind[i] = here, 0
                continue
            county = school_county[on] if on >= 0 else school_county[here]
            left = years_behind[i] - 1
            if years_behind[i] == 0:
                is_missed = lag[county] > 0 and share[county] > 0.0
                is_missed = is_missed and uniform(seed, key, year, uid[i], 0) < share[county]
                left = lag[county] if is_missed else 0
            if left > 0:
                register_school[i] = OUTSIDE if on == NOWHERE else on
                years_behind[i] = left
            else:
                register_school[i], years_behind[i] = here, 0
        for k in rows[:n]:
            found[n_found] = begin + k
            n_found += (their[k] == LEFT) & (told[k] >= 0)
    return n_found


@njit(cache=True, inline="always")
def _enters(grade):
    """Tell whether the lists of who enters a grade make the roll anew."""
    return (grade == 1) | (grade == 7)


@njit(cache=True, inline="always")
def _may_stay(status, leaving):
    """Tell whether a child that stands in this way may still be on a roll."""
    is_here = (status == ENROLLED) | (status == WAITING) | (status == DROPPED_OUT)
    return is_here | ((status == LEFT) & (leaving == MOVED_AWAY))
