"""Principals (校长): which of its teachers leads each school."""

import numpy as np
from numba import njit

from sim.kernels.teacher_codes import IN_POST


@njit(cache=True, nogil=True)
def name_principals(home_school, contract, title, birth_year, birth_month, uid, has_one, is_principal):
    """Leave one principal to each school that has one, and none to others.

    The sitting one stays. Where several sit, or none, it is the teacher in a post who sits, then the one of the highest
    title, then the oldest, then the lowest lasting number.

    Parameters
    ----------
    home_school, contract, title, birth_year, birth_month, uid : arrays (teachers,)
    has_one : bool array (schools,)
    is_principal : uint8 array (teachers,)
        Changed in place.
    """
    sits, best = np.zeros(len(has_one), np.int64), np.full(len(has_one), -1)
    for i in range(len(home_school)):
        sits[np.uint64(home_school[i])] += is_principal[i] > 0
    for i in range(len(home_school)):
        home = np.uint64(home_school[i])
        if has_one[home] & (sits[home] != 1) & (contract[i] == IN_POST):
            k = best[home]
            if k < 0 or _comes_before(i, k, is_principal, title, birth_year, birth_month, uid):
                best[home] = i
    for i in range(len(home_school)):
        home = np.uint64(home_school[i])
        if not has_one[home]:
            is_principal[i] = 0
        elif sits[home] != 1:
            is_principal[i] = best[home] == i


@njit(cache=True, inline="always")
def _comes_before(i, k, is_principal, title, birth_year, birth_month, uid):
    """Return whether teacher `i` is rather named than teacher `k`."""
    if (is_principal[i] > 0) != (is_principal[k] > 0):
        return is_principal[i] > 0
    if title[i] != title[k]:
        return title[i] > title[k]
    born, other = birth_year[i] * 12 + birth_month[i], birth_year[k] * 12 + birth_month[k]
    return born < other if born != other else uid[i] < uid[k]
