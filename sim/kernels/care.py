"""Left-behind pupils (留守学生) by what speaks for care."""

import numpy as np
from numba import njit

from sim.kernels.codes import ENROLLED
from sim.kernels.dropout import years_over_age

NO_CASE, LEFT_BEHIND = 0, 1  # above it a key case (重点对象): 1 + how many of three things hold
BOTH_AWAY = 2


@njit(cache=True, nogil=True)
def care_cases(
    status,
    grade,
    household,
    birth_year,
    birth_month,
    is_rural_hukou,
    parents_away,
    poverty,
    year,
    case,
    lo,
    hi,
):
    """Set `case` of each child: `NO_CASE`, `LEFT_BEHIND`, or 1 + how many of the three that make it a key case.

    Left-behind as the register has it: rural hukou and a parent away. Key case: both parents away, poor, over age.
    """
    for i in range(lo, hi):
        case[i] = NO_CASE
        h = household[i]
        if status[i] == ENROLLED and is_rural_hukou[h] > 0 and parents_away[h] > 0:
            case[i] = LEFT_BEHIND + int(parents_away[h] == BOTH_AWAY) + int(poverty[h] > 0)
            case[i] += int(years_over_age(year, birth_year[i], birth_month[i], grade[i]) > 0)


def share_of_groups(group: np.ndarray, share: np.ndarray) -> np.ndarray:
    """Return how many of each group are a share of it, int64 (groups,), to the nearest whole.

    Parameters
    ----------
    group : int array (entries,)
    share : float array (groups,)
    """
    return np.floor(share * np.bincount(group, minlength=len(share)) + 0.5).astype(np.int64)
