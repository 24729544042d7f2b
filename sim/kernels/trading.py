"""Top trading cycles with counters (Abdulkadiroglu and Sonmez 2003): who has a claim trades it."""

import numpy as np
from numba import njit


@njit(cache=True)
def trade(first, cell, score, begin, line, capacities):
    """Return the accepted pair of each applicant, int64 (applicants,), -1 = none.

    Every applicant points to the best place of the list that has a seat and takes him, every place to the first
    applicant in its line who is still there. A chain of pointers ends in a cycle, whose applicants all get
    what they point to and leave; each place counts its seats down. Who has nothing left to point to leaves without.
    Pointers only move on, so this is linear in pairs and lines; the order in which cycles are found changes nothing.

    Parameters
    ----------
    first, cell, score, capacities
        As in `sim.kernels.markets`.
    begin, line : int arrays (cells + 1,), (standing in line,)
        Where the line of each cell begins, and the applicants in it; all who are eligible, whether they want the place
        or not: one who does not can still trade it.
    """
    n = len(first) - 1
    accepted = np.full(n, -1, np.int64)
    is_gone = np.zeros(n, np.bool_)
    seats, wish, head = capacities.copy(), first[:-1].copy(), begin[:-1].copy()
    chain, place_in_chain = np.empty(n, np.int64), np.full(n, -1, np.int64)
    for start in range(n):
        length = 0
        if not is_gone[start]:
            chain[0], place_in_chain[start], length = start, 0, 1
        while length > 0:
            i = chain[length - 1]
            k = wish[i]
            while k < first[i + 1] and (seats[cell[k]] == 0 or score[k] == np.inf):
                k += 1
            wish[i] = k
            if k == first[i + 1]:
                is_gone[i] = True
                length -= 1
                continue
            c = cell[k]
            while is_gone[line[head[c]]]:
                head[c] += 1
            claimant = line[head[c]]
            if place_in_chain[claimant] < 0:
                chain[length], place_in_chain[claimant] = claimant, length
                length += 1
                continue
            for j in range(place_in_chain[claimant], length):
                member = chain[j]
                accepted[member] = wish[member]
                seats[cell[wish[member]]] -= 1
                is_gone[member] = True
            length = place_in_chain[claimant]
    return accepted
