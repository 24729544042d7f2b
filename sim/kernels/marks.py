"""Places of a block that are marked, where few are."""

import numpy as np
from numba import njit

EIGHT = 8  # marks that are looked at together


@njit(cache=True, nogil=True)
def marked(marks, eights, rows):
    """Fill `rows` with the places of a block that are marked, ascending; return how many there are.

    Parameters
    ----------
    marks : uint8 array (n,), n divisible by 8
        1 = marked, 0 = not.
    eights : uint64 array (n / 8,)
        The same bytes, eight at a time.
    rows : int64 array (n,)
        Output.
    """
    n = 0
    for w in range(len(eights)):
        if eights[w] != 0:
            for k in range(np.uint64(EIGHT * w), np.uint64(EIGHT * (w + 1))):
                rows[n] = k
                n += marks[k]
    return n
