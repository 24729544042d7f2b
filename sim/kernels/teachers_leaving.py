"""Who of the teachers leaves in a year (教师减员), and by what cause: retirement, quitting, contracts that end."""

import numpy as np
from numba import njit

from sim.base.draws import BLOCK, draw_block, uniform
from sim.kernels.pay import is_on_scale
from sim.kernels.quitting import MOST_YEARS_HERE, quit_probability
from sim.kernels.teacher_codes import SENIOR_TITLE, SPECIAL_POST, VOLUNTEER

STAYS, RETIRES, RETIRES_EARLY, QUITS, CONTRACT_ENDS, VOLUNTEER_ENDS = range(6)
OLDEST = 127  # completed years; the table of odds goes no farther


@njit(cache=True, nogil=True)
def decide_leaving(
    home_school, school, contract, title, birth_year, birth_month, sex, year_here, year_contract_ends, years_village,
    uid, last_born, p_early, rate, odds_of_age, salaries, allowance, moved, added, paid_share, holds_from,
    odds_at_threshold, award_near, odds_award, early_key, quit_key, luck, year, cause,
):  # fmt: skip
    """Set `cause` of each teacher: the first that holds, in their order.

    Parameters
    ----------
    home_school, school, contract, title, birth_year, birth_month, sex : arrays (teachers,)
    year_here, year_contract_ends, years_village, uid : arrays (teachers,)
    last_born : int64 array (2, 2)
        Month of birth, counted through, up to which men and women retire, and may retire early.
    p_early : float
    rate : float array (schools,)
        Chance of quitting of a teacher of 40 with ten years at the school, per year.
    odds_of_age : float array (ages, years here)
        Factor on the odds; see `sim.kernels.quitting.odds_by_age`.
    salaries, allowance, moved, added :
        As in `sim.kernels.pay`.
    paid_share : float array (schools,)
        Share of the rates of programmes last paid.
    holds_from, odds_at_threshold : float
        Share of the salary from which programmes hold teachers below the senior title; their factor on the odds.
    award_near : tuple of int
        First and last years at village schools that count as near the award.
    odds_award : float array (schools,)
        Factor on the odds of who is near it; 1 where there is none.
    early_key, quit_key, luck, year :
        Of the draws.
    cause : uint8 array (teachers,)
        Output.
    """
    draws, (low, high) = np.empty(BLOCK), award_near
    for first in range(0, len(school), BLOCK):
        end = min(len(school), first + BLOCK)
        draw_block(luck, quit_key, year, uid[first:end], 0, draws)
        for i in range(first, end):
            home, at, c, k = np.uint64(home_school[i]), np.uint64(school[i]), contract[i], title[i]
            born = np.int64(birth_year[i]) * 12 + birth_month[i] - 1
            is_over = 0 < year_contract_ends[i] <= year
            own = salaries[c, k]
            programmes = moved[i] + paid_share[at] * ((allowance[at] if is_on_scale(c) else 0) + added[i])
            holds = programmes / (own if own > 0 else np.inf) >= holds_from
            odds = odds_at_threshold if holds & (k < SENIOR_TITLE) else 1.0
            if low <= years_village[i] <= high:
                odds *= odds_award[home]
            age = min(OLDEST, max(0, year - birth_year[i] - (birth_month[i] > 8)))
            here = min(MOST_YEARS_HERE, max(0, year - year_here[i]))
            quits = draws[i - first] < quit_probability(rate[home], odds, odds_of_age[age, here])
            cause[i] = STAYS
            if born <= last_born[0, sex[i]]:
                cause[i] = RETIRES
            elif born <= last_born[1, sex[i]] and uniform(luck, early_key, year, uid[i], 0) < p_early:
                cause[i] = RETIRES_EARLY
            elif quits & (c != VOLUNTEER) & ~((c == SPECIAL_POST) & is_over):
                cause[i] = QUITS
            elif (c == SPECIAL_POST) & is_over:
                cause[i] = CONTRACT_ENDS
            elif (c == VOLUNTEER) & is_over:
                cause[i] = VOLUNTEER_ENDS


@njit(cache=True, nogil=True)
def count_causes(home_school, stage, cause, cell, counts):
    """Add who leaves to `counts`, float (5, cells), by cause and home.

    `cell` (schools,) tells where the primary stage of each school is counted; the junior stage stands three places on.
    """
    for i in range(len(cause)):
        if cause[i] != STAYS:
            counts[cause[i] - 1, cell[np.uint64(home_school[i])] + 3 * stage[i]] += 1
