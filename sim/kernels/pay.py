"""Sums of teachers' pay (教师工资): by school, by the cells of the records, and by title in the country and in town.

All take columns of teachers, `salaries` int64 (contracts, titles) yuan a year, `allowance` int64 (schools,) what who
serves there gets at full rates, and `moved` and `added`, float (teachers,), what performance pay gives or takes.
"""

import numpy as np
from numba import njit

from sim.kernels.teacher_codes import IN_POST, SPECIAL_POST, VOLUNTEER

COUNTED = ("n_paid", "pay_yuan", "allowance_yuan", "performance_yuan", "performance_gained_yuan")
POSTED = ("salaries", "special_post_funds", "rural_allowance", "performance_pay", "volunteers")


@njit(cache=True, inline="always")
def is_on_scale(contract):
    """Return whether allowance and performance pay are for who has this contract."""
    return (contract == IN_POST) | (contract == SPECIAL_POST)


@njit(cache=True, nogil=True)
def count_pay(school, stage, contract, title, salaries, allowance, moved, added, cell, counts):
    """Add pay at full rates to `counts`, float (5, cells) by `COUNTED`.

    `cell` (schools,) tells where the primary stage of each school is counted; the junior stage stands three places on.
    """
    for i in range(len(school)):
        at, is_on, performance = np.uint64(school[i]), is_on_scale(contract[i]), moved[i] + added[i]
        c = np.uint64(cell[at] + 3 * stage[i])
        own = allowance[at] if is_on else 0
        if is_on:
            counts[0, c] += 1
            counts[1, c] += (salaries[contract[i], title[i]] + own) + performance
        counts[2, c] += own
        counts[3, c] += performance
        counts[4, c] += max(performance, 0.0)


@njit(cache=True, nogil=True)
def pay_of_schools(
    home_school, school, contract, title, salaries, allowance, moved, added, cost, by_centre, yuan
):
    """Add pay to `yuan`, float (5, schools) by `POSTED`: salaries and central funds by home, the rest where they serve.

    `cost` and `by_centre`, int64 (contracts, titles), are what a salary costs, and what central money pays of it.
    """
    for i in range(len(school)):
        home, at, c, k = np.uint64(home_school[i]), np.uint64(school[i]), contract[i], title[i]
        yuan[0, home] += cost[c, k] + moved[i]
        yuan[1, home] += by_centre[c, k]
        yuan[2, at] += allowance[at] if is_on_scale(c) else 0
        yuan[3, at] += added[i]
        yuan[4, at] += salaries[c, k] if c == VOLUNTEER else 0


@njit(cache=True, nogil=True)
def pay_by_title(
    school, contract, title, salaries, allowance, moved, added, county, paid_share, is_rural, heads, yuan
):
    """Add teachers in posts and their actual pay by county and title, float (2, counties, titles): rural, then town.

    `paid_share` (counties,) is the share of programmes' rates that was paid.
    """
    for i in range(len(school)):
        if contract[i] == IN_POST:
            at, k = np.uint64(school[i]), title[i]
            side, c = 0 if is_rural[at] else 1, np.uint64(county[at])
            programmes = moved[i] + paid_share[c] * (allowance[at] + added[i])
            heads[side, c, k] += 1
            yuan[side, c, k] += salaries[contract[i], k] + programmes
