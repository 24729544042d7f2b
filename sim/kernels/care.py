"""Left-behind pupils (留守学生) by what speaks for care."""

import numpy as np
from numba import njit

from sim.base.draws import uniforms
from sim.kernels.dropout import years_over_age
from sim.kernels.marked import BLOCK, pupils_of_families

NO_CASE, LEFT_BEHIND = 0, 1  # above it a key case (重点对象): 1 + how many of three things hold
BOTH_AWAY = 2


@njit(cache=True, nogil=True)
def family_risks(is_rural_hukou, parents_away, poverty, risks):
    """Set `risks` of each household: 0 where no parent is away or the hukou is not rural, else 1 and what else holds.

    Parameters
    ----------
    is_rural_hukou, parents_away, poverty : arrays (households,)
    risks : uint8 array (households,)
        Output: 1 = left behind, and one more for both parents away and for poverty each.
    """
    for h in range(len(risks)):
        is_left = (is_rural_hukou[h] > 0) & (parents_away[h] > 0)
        risks[h] = is_left * (LEFT_BEHIND + (parents_away[h] == BOTH_AWAY) + (poverty[h] > 0))


@njit(cache=True, nogil=True)
def care_cases(status, grade, household, birth_year, birth_month, risks, year, case, found, lo, hi):
    """Set `case` of each child: `NO_CASE`, `LEFT_BEHIND`, or 1 + how many of the three that make it a key case.

    Left-behind as the register has it: rural hukou and a parent away. Key case: both parents away, poor, over age.
    `risks` (households,) are those of `family_risks`. `found` int64 (children + 1,) is filled at the front with the
    rows of who is a case, ascending; returned is how many they are.
    """
    n_found, rows, holds = 0, np.empty(BLOCK + 1, np.int64), np.empty(BLOCK, np.uint8)
    for first in range(lo, hi, BLOCK):
        end = min(hi, first + BLOCK)
        n = pupils_of_families(status, household, risks, first, end, holds, rows)
        case[first:end] = NO_CASE
        for k in range(n):
            i = np.uint64(rows[k])
            is_over = years_over_age(year, birth_year[i], birth_month[i], grade[i]) > 0
            case[i] = risks[np.uint64(household[i])] + is_over
            found[n_found + k] = rows[k]
        n_found += n
    return n_found


@njit(cache=True, nogil=True)
def filing_turn(rows, school, household, uid, county, year_away, year, key):
    """Return the county of the school of pupils, int64 (rows,), and the score by which they come on file, lowest first.

    A lasting draw with the decision `key`; after all others those whose parent went away this school `year`.

    Parameters
    ----------
    rows : int64 array
    school, household, uid : arrays (children,)
    county : int array (schools,)
    year_away : int array (households,)
    """
    n = len(rows)
    where, score, ids = np.empty(n, np.int64), np.empty(n), np.empty(n, np.uint64)
    for j in range(n):
        i = np.uint64(rows[j])
        where[j], ids[j] = county[np.uint64(school[i])], uid[i]
    uniforms(0, key, 0, ids, 0, score, 0, n)
    for j in range(n):
        score[j] += year_away[np.uint64(household[np.uint64(rows[j])])] == year
    return where, score


def share_of_groups(group: np.ndarray, share: np.ndarray) -> np.ndarray:
    """Return how many of each group are a share of it, int64 (groups,), to the nearest whole.

    Parameters
    ----------
    group : int array (entries,)
    share : float array (groups,)
    """
    return np.floor(share * np.bincount(group, minlength=len(share)) + 0.5).astype(np.int64)
