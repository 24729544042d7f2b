"""The second term: who may return to the school of its address, and who will repeat the grade."""

import numpy as np
from numba import njit

from sim.base.draws import BLOCK, draw_block
from sim.kernels.codes import ENROLLED, GRADES, OVER_CAPACITY, OVERFLOW
from sim.kernels.seated import any_enrolled


@njit(cache=True, nogil=True)
def look_at_pupils(
    uid,
    status,
    school,
    grade,
    placement,
    probability,
    seed,
    what_for,
    year,
    came_by_overflow,
    drawn,
    counters,
    lo,
    hi,
):
    """Count the pupils among the children `lo` to `hi` - 1, and find who came by overflow and whose draw is low.

    Parameters
    ----------
    uid : uint64 array (children,)
    status, school, grade, placement : int arrays (children,)
    probability : float
        Pupils are drawn whose draw is below it.
    seed, what_for, year : int
        As in `sim.base.draws.uniform`; the alternative is 0.
    came_by_overflow, drawn : bool arrays (children,)
        Outputs: pupils who came to their school otherwise than by right; pupils drawn.
    counters : tuple of an int64 array (schools, 9)
        Pupils are added, by school and grade.
    """
    luck, flat = np.empty(BLOCK), counters[0].reshape(-1)
    for begin in range(lo, hi, BLOCK):
        end = min(begin + BLOCK, hi)
        their, how, at, year_of = status[begin:end], placement[begin:end], school[begin:end], grade[begin:end]
        came, out = came_by_overflow[begin:end], drawn[begin:end]
        came[:], out[:] = False, False
        if not any_enrolled(their):
            continue
        draw_block(seed, what_for, year, uid[begin:end], 0, luck)
        for k in range(end - begin):
            out[k] = (luck[k] < probability) & (their[k] == ENROLLED)
        for k in range(end - begin):
            came[k] = (their[k] == ENROLLED) & ((how[k] == OVERFLOW) | (how[k] == OVER_CAPACITY))
        for k in range(end - begin):
            if their[k] == ENROLLED:
                flat[np.uint64(at[k] * GRADES + year_of[k] - 1)] += 1
