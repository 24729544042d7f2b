"""Central schools (中心校): which school of a township runs its village schools and points."""

import numpy as np
from numba import njit

from sim.kernels.codes import OPEN, PUBLIC, VILLAGE

LAST_PRIMARY = 6


@njit(cache=True, nogil=True)
def set_central(status, ownership, zone, grade_low, grade_high, township, pupils, named_by_table, out):
    """Set `out` to the school that runs each one, its own row for itself, -1 for none; see `sim.world.central_schools`.

    Parameters
    ----------
    status, ownership, zone, grade_low, grade_high, township, named_by_table : arrays (schools,)
    pupils : int array (schools, 9)
        Of several schools that may run a township's, the one with most is taken, the first of these.
    out : int64 array (schools,)
    """
    n = len(status)
    last_township = -1
    for i in range(n):
        last_township = max(last_township, np.int64(township[i]))
    central_of, largest = np.full(last_township + 1, -1), np.full(last_township + 1, -1)
    named, run_by = np.full(n, -1), np.full(n, -1)
    for i in range(n):
        by = named_by_table[i]
        if status[i] == OPEN and by >= 0 and status[by] == OPEN:
            named[i] = by
    for i in range(n):
        is_ours = (status[i] == OPEN) & (ownership[i] == PUBLIC) & (named[i] < 0)
        if is_ours and grade_low[i] <= LAST_PRIMARY <= grade_high[i]:
            here, total = township[i], np.int64(0)
            for grade in range(pupils.shape[1]):
                total += pupils[i, grade]
            if total > largest[here]:
                central_of[here], largest[here] = i, total
    for i in range(n):
        is_ours = (status[i] == OPEN) & (ownership[i] == PUBLIC) & (named[i] < 0)
        is_site = is_ours & (zone[i] == VILLAGE) & (grade_high[i] <= LAST_PRIMARY)
        run_by[i] = central_of[township[i]] if is_site else named[i]
    for head in central_of:
        if head >= 0 and named[head] < 0:
            run_by[head] = head
    for head in named:
        if head >= 0 and named[head] < 0:
            run_by[head] = head
    for i in range(n):
        out[i] = run_by[run_by[i]] if run_by[i] >= 0 else -1
