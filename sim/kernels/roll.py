"""The roll (学籍): where schools' books have a child, which may differ from where it sits."""

import numpy as np
from numba import njit

from sim.base.draws import uniform
from sim.kernels.codes import DROPPED_OUT, ENROLLED, LEFT, MOVED_AWAY, OPEN, WAITING

NOWHERE, OUTSIDE = -1, -2  # on no roll and at no school; at school and on no roll of the region

REGISTERED, MISREGISTERED, UNREGISTERED, REGISTERED_ABSENT = range(4)
ROLL_NAMES = ("n_registered", "n_misregistered", "n_unregistered", "n_registered_absent")


@njit(cache=True, nogil=True)
def follow_roll(
    uid, status, leaving, school, grade, school_status, grade_low, grade_high, school_county, share, lag,
    seed, key, year, register_school, years_behind,
):  # fmt: skip
    """Let the roll follow the children, at once or late.

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
    """
    for i in range(len(uid)):
        on, g = register_school[i], grade[i]
        here = school[i] if status[i] == ENROLLED else NOWHERE
        if on == OUTSIDE and here == NOWHERE:
            on = NOWHERE
        is_right = on == here or (here >= 0 and (g == 1 or g == 7)) or not _may_stay(status[i], leaving[i])
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


@njit(cache=True, inline="always")
def _may_stay(status, leaving):
    """Tell whether a child that stands in this way may still be on a roll."""
    if status == LEFT:
        return leaving == MOVED_AWAY
    return status in (ENROLLED, WAITING, DROPPED_OUT)


@njit(cache=True, nogil=True)
def count_roll(status, school, grade, register_school, out):
    """Add children who have not left to `out`, int (4, schools, 9), by `ROLL_NAMES`.

    On the roll by the school whose roll it is; wrong in it, and on none of the region's, by the school where they sit;
    on it and at no school by the roll, in the grade last attended or asked for.
    """
    for i in range(len(status)):
        on, g = register_school[i], grade[i] - 1
        if status[i] == LEFT:
            continue
        if on >= 0:
            out[REGISTERED, on, g] += 1
        if status[i] == ENROLLED:
            out[MISREGISTERED, school[i], g] += on != school[i]
            out[UNREGISTERED, school[i], g] += on < 0
        elif on >= 0:
            out[REGISTERED_ABSENT, on, g] += 1


def empty_roll(n_schools: int) -> np.ndarray:
    """Return zeros for `count_roll`, int64 (4, schools, 9)."""
    return np.zeros((len(ROLL_NAMES), n_schools, 9), np.int64)
