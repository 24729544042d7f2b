"""Legal retirement age of teachers (法定退休年龄), and how it rises from 2025 (渐进式延迟法定退休年龄).

Until 31 December 2024 men retire at 60, women at 55 (女干部, women teachers among them). From 1 January 2025, for men
whose 60th and women whose 55th birthday falls in that month or later, the age rises by one month for every four
months, until 63 and 58 (全国人民代表大会常务委员会关于实施渐进式延迟法定退休年龄的决定, 2024-09-13; known). Who
wishes may retire up to three years earlier, not before the age that held until 2024 (弹性提前退休). Not told apart:
women of senior title who may stay until 60, and who agrees with the school to stay longer (弹性延迟退休).

Months are counted through: year x 12 + month - 1.
"""

from functools import cache

import numpy as np

AGE_BEFORE = (60, 55)  # men, women
MOST_MONTHS = 36  # by which the age rises in the end, and by which one may retire early
_LAST_OF_OLD_RULE = 2024 * 12 + 11
_MONTHS_PER_STEP = 4


def month_number(year: np.ndarray, month: np.ndarray) -> np.ndarray:
    """Return months counted through, int64; months are 1-12."""
    return np.asarray(year, np.int64) * 12 + np.asarray(month, np.int64) - 1


def last_month_of(school_year: int) -> int:
    """Return the last month before the census of a school year: August."""
    return school_year * 12 + 7


def original_month(birth_year: np.ndarray, birth_month: np.ndarray, sex: np.ndarray) -> np.ndarray:
    """Return the month of retirement by the age that held until 2024, int64; sex 0 male, 1 female."""
    return month_number(birth_year, birth_month) + 12 * np.where(np.asarray(sex) == 0, *AGE_BEFORE)


def months_later(original: np.ndarray) -> np.ndarray:
    """Return by how many months the rule of 2025 puts off an original retirement month, int64, 0 to 36."""
    steps = (np.asarray(original, np.int64) - _LAST_OF_OLD_RULE + _MONTHS_PER_STEP - 1) // _MONTHS_PER_STEP
    return np.clip(steps, 0, MOST_MONTHS)


def legal_month(birth_year: np.ndarray, birth_month: np.ndarray, sex: np.ndarray) -> np.ndarray:
    """Return the month of legal retirement, int64.

    Parameters
    ----------
    birth_year, birth_month, sex : int arrays
        Months 1-12; sex 0 male, 1 female.
    """
    original = original_month(birth_year, birth_month, sex)
    return original + months_later(original)


def retired_at(school_year: int) -> np.ndarray:
    """Return the age in whole years at which men and women have left by the census of a school year, int64 (2,)."""
    last = last_month_of(school_year)
    beyond = last - np.arange(MOST_MONTHS)
    months = (beyond + months_later(beyond) > last).sum()
    return np.array(AGE_BEFORE) + int(np.round(months / 12))


@cache
def last_born(school_year: int) -> np.ndarray:
    """Return the last month of birth of who has reached the legal age, and the age that held until 2024, int64 (2, 2).

    By the end of August of a school year; months counted through, men and women.
    """
    last = last_month_of(school_year)
    reached = last - np.arange(MOST_MONTHS + 1)
    legal = reached[reached + months_later(reached) <= last].max()
    return np.array([[legal], [last]]) - 12 * np.array(AGE_BEFORE)
