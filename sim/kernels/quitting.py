"""How likely a teacher quits (辞职) within a year."""

import numpy as np

AGE_OF_RATE, YEARS_OF_RATE = 40, 10  # the teacher the declared rates are told for
_MOST_YEARS = 20  # at one school, after which further ones count no more


def quit_probability(
    rate: np.ndarray, age: np.ndarray, years_here: np.ndarray, odds: np.ndarray,
    *, odds_10_years: float, odds_5_years_here: float,
) -> np.ndarray:  # fmt: skip
    """Return the yearly probability of quitting, float array.

    Parameters
    ----------
    rate : float array
        Of a teacher of 40 with ten years at the school, per year.
    age, years_here : int arrays
        Completed years; at the home school.
    odds : float array
        Further factor on the odds of each teacher.
    odds_10_years, odds_5_years_here : float
        Factors on the odds for each ten years of age, and for each five years at the school up to twenty.
    """
    tens = (age - AGE_OF_RATE) / 10.0
    fives = (np.minimum(years_here, _MOST_YEARS) - YEARS_OF_RATE) / 5.0
    weighed = rate * odds * np.exp(np.log(odds_10_years) * tens + np.log(odds_5_years_here) * fives)
    return weighed / (1.0 - rate + weighed)
