"""How likely a teacher quits (辞职) within a year."""

from functools import cache

import numpy as np
from numba import njit

AGE_OF_RATE, YEARS_OF_RATE = 40, 10  # the teacher the declared rates are told for
MOST_YEARS_HERE = 20  # at one school, after which further ones count no more


@njit(cache=True, inline="always")
def quit_probability(rate, odds, of_age):
    """Return a teacher's yearly probability of quitting.

    Parameters
    ----------
    rate : float
        Of a teacher of 40 with ten years at the school, per year.
    odds, of_age : float
        Factors on the odds: what else acts on them, and that of `odds_by_age`.
    """
    weighed = rate * odds * of_age
    return weighed / (1.0 - rate + weighed)


@cache
def odds_by_age(oldest: int, odds_10_years: float, odds_5_years_here: float) -> np.ndarray:
    """Return the factor on the odds of each age, 0 to `oldest`, and years at the school, 0 to 20: float (ages, 21).

    `odds_10_years` for each ten years of age, `odds_5_years_here` for each five years at the school.
    """
    tens = (np.arange(oldest + 1)[:, None] - AGE_OF_RATE) / 10.0
    fives = (np.arange(MOST_YEARS_HERE + 1) - YEARS_OF_RATE) / 5.0
    return np.exp(np.log(odds_10_years) * tens + np.log(odds_5_years_here) * fives)
