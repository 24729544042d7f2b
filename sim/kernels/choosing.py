"""Choose so many of each group, in order."""

import numpy as np


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
    order = np.argsort(score, kind="stable")
    order = order[np.argsort(group[order].astype(np.int16), kind="stable")]
    members = np.bincount(group, minlength=len(wanted))
    place = np.arange(len(group)) - np.repeat(np.cumsum(members) - members, members)
    chosen = np.zeros(len(group), bool)
    chosen[order[place < np.repeat(wanted, members)]] = True
    return chosen
