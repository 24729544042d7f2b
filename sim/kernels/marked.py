"""Pupils of some families, found block by block: where few are, eight at a time are passed over."""

import numpy as np
from numba import njit

from sim.kernels.codes import ENROLLED
from sim.kernels.seated import any_enrolled

BLOCK = 512  # rows that are looked at together
_WORD = 8  # of them passed over at once


@njit(cache=True, nogil=True)
def pupils_of_families(status, household, mark, first, end, holds, rows):
    """Set `rows` to the enrolled children of `first` to `end` - 1 whose family has a mark; return how many they are.

    Parameters
    ----------
    status, household : arrays (children,)
    mark : uint8 array (households,)
        0 = none.
    first, end : int
        At most `BLOCK` rows.
    holds : uint8 array (BLOCK,)
        Room to note who it is.
    rows : int64 array (BLOCK + 1,)
        Output.
    """
    if not any_enrolled(status[first:end]):
        return 0
    for i in range(first, end):
        holds[i - first] = (mark[np.uint64(household[i])] > 0) & (status[i] == ENROLLED)
    holds[end - first :] = 0
    words, n = holds.view(np.uint64), 0
    for w in range(len(words)):
        if words[w] != 0:
            for k in range(_WORD * w, _WORD * w + _WORD):
                rows[n] = first + k
                n += holds[k]
    return n
