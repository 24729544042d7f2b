"""Choose so many of each group, in order."""

import numpy as np
from numba import njit


def first_of_groups(group: np.ndarray, score: np.ndarray, wanted: np.ndarray) -> np.ndarray:
    """Return which entries are the first `wanted[group]` of their group by ascending score, bool (entries,).

    Parameters
    ----------
    group : int array (entries,)
        Group of each entry, 0 to `len(wanted)` - 1.
    score : float array (entries,)
        On equal scores the earlier entry comes first.
    wanted : int array (groups,)
        All of a group where it has fewer.
    """
    group, score, wanted = (
        np.ascontiguousarray(a, kind) for a, kind in ((group, np.int64), (score, float), (wanted, np.int64))
    )
    chosen = np.zeros(len(group), bool)
    choose_first(group, score, wanted, chosen)
    return chosen


@njit(cache=True, nogil=True)
def choose_first(group, score, wanted, chosen):
    """Set `chosen`: of each group those below the score of the last one wanted, and of its equals the first."""
    n_groups = len(wanted)
    first = np.zeros(n_groups + 1, np.int64)
    for one in group:
        first[one + 1] += 1
    for g in range(n_groups):
        first[g + 1] += first[g]
    rows, free = np.empty(len(group), np.int64), first[:-1].copy()
    for i in range(len(group)):
        rows[free[group[i]]] = i
        free[group[i]] += 1
    for g in range(n_groups):
        mine = rows[first[g] : first[g + 1]]
        n = min(wanted[g], len(mine))
        if n > 0:
            scores = score[mine]
            last = np.partition(scores, n - 1)[n - 1]
            equals = n - (scores < last).sum()
            for k in range(len(mine)):
                if scores[k] < last:
                    chosen[mine[k]] = True
                elif scores[k] == last and equals > 0:
                    chosen[mine[k]] = True
                    equals -= 1
