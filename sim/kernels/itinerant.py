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
    widest = 0
    for g in range(len(first) - 1):
        widest = max(widest, first[g + 1] - first[g])
    who, far, taken = np.empty(widest, np.int64), np.empty(widest), np.empty(widest, np.int64)
    at_x, at_y, at_pool, at_central = x[base], y[base], pool[base], central[base]
    for w in order:
        g, here, left = group[w], school[w], periods[w]
        here_x, here_y, mine, led_by, reach = x[here], y[here], pool[here], central[here], km[g] ** 2
        n, there_is = 0, 0
        for i in range(first[g], first[g + 1]):
            if spare[i] <= 0 or visits[i] >= most_schools[g]:
                continue
            d = (at_x[i] - here_x) ** 2 + (at_y[i] - here_y) ** 2
            if d <= reach or at_pool[i] == mine or (led_by >= 0 and at_central[i] == led_by):
                who[n], far[n], taken[n] = i, d, 0
                there_is += spare[i]
                n += 1
        if there_is < left:
            continue
        covered[w] = True
        while left > 0:
            best = np.argmin(far[:n])
            taken[best] = min(left, spare[who[best]])
            left -= taken[best]
            far[best] = np.inf
        for k in range(n):
            if taken[k] > 0:
                i = who[k]
                spare[i] -= taken[k]
                given[i] += taken[k]
                visits[i] += 1
                days[i] += (taken[k] + a_day - 1) // a_day
