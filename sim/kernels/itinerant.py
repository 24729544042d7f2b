"""Itinerant teachers (走教): spare periods of some go to schools that have no teacher of the subject."""

import numpy as np
from numba import njit


@njit(cache=True)
def share_periods(
    order, periods, school, group, spare, base, first, most_schools, x, y, pool, central, km, a_day,
    covered, given, visits, days,
):  # fmt: skip
    """Let each school in turn have all periods of a subject from teachers within reach, or none.

    The nearest teacher gives first, then the next, each at most what is spare; where all in reach have too little
    nothing is taken.

    Parameters
    ----------
    order : int array
        Wants (a school and subject without a teacher) in the order in which they are served.
    periods, school, group : int arrays (wants,)
        Weekly periods, school row, and number of county and subject.
    spare, base : int arrays (teachers,)
        Weekly periods a teacher can still give, reduced in place, and school row where the teacher serves; ordered by
        group.
    first : int array (groups + 1,)
        Where the teachers of each group begin.
    most_schools : int array (groups,)
        Other schools one teacher may serve.
    x, y, pool, central : arrays (schools,)
        Km; township, and central school or -1: within either all are in reach.
    km : float array (groups,)
        Straight kilometres that are in reach besides.
    a_day : int
        Periods a teacher gives on one day at a school.
    covered : bool array (wants,); given, visits, days : int arrays (teachers,)
        Outputs: whether all periods are given; weekly periods, schools and days given by each teacher.
    """
    for w in order:
        g, here, left = group[w], school[w], periods[w]
        lo, hi = first[g], first[g + 1]
        taken = np.zeros(hi - lo, np.int64)
        while left > 0:
            best, near = -1, np.inf
            for i in range(lo, hi):
                if taken[i - lo] > 0 or spare[i] <= 0 or visits[i] >= most_schools[g]:
                    continue
                there = base[i]
                d = (x[there] - x[here]) ** 2 + (y[there] - y[here]) ** 2
                is_one = pool[there] == pool[here] or (central[here] >= 0 and central[there] == central[here])
                if (is_one or d <= km[g] ** 2) and d < near:
                    best, near = i, d
            if best < 0:
                break
            taken[best - lo] = min(left, spare[best])
            left -= taken[best - lo]
        if left > 0:
            continue
        covered[w] = True
        for i in range(lo, hi):
            n = taken[i - lo]
            if n > 0:
                spare[i] -= n
                given[i] += n
                visits[i] += 1
                days[i] += (n + a_day - 1) // a_day
