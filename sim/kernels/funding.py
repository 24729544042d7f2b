"""Pupils by what their funds depend on."""

import numpy as np
from numba import njit

from sim.kernels.codes import BOARD, ENROLLED


@njit(cache=True, nogil=True)
def count_funded(status, school, grade, way, aid_yuan, out):
    """Add pupils to `out` by where they sit, stage, boarding and whether they get living aid.

    Parameters
    ----------
    status, school, grade, way, aid_yuan : arrays (children,)
    out : int64 array (schools, 2, 2, 2)
        Changed in place.
    """
    for i in range(len(status)):
        if status[i] == ENROLLED:
            out[school[i], int(grade[i] > 6), int(way[i] == BOARD), int(aid_yuan[i] > 0)] += 1


def empty_funded(n_schools: int) -> np.ndarray:
    """Return zeros for `count_funded`, int64 (schools, 2, 2, 2)."""
    return np.zeros((n_schools, 2, 2, 2), np.int64)
