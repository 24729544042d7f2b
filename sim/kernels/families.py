"""Births and deaths in families with children, and traits of a child that no policy changes."""

import numpy as np
from numba import njit

from sim.base.draws import decision, draws_for, new_uid, uniform
from sim.kernels.codes import DIED, GROWN_UP, OLDEST

_LATE = decision("vitals.late_entry")


@njit(cache=True, nogil=True)
def later_births(
    mother_year, n_births, year_last_birth, uid, parents_away, hazard, level, place_county, settlement,
    seed, what_for, year, is_birth, lo, hi,
):  # fmt: skip
    """Mark households with a second or later birth in the year.

    `hazard` (2, OLDEST + 1) is the yearly probability of a second and of a third or later birth by the mother's age;
    none within two years of the last birth, none where both parents are away.
    """
    for h in range(lo, hi):
        is_birth[h] = 0
        if mother_year[h] == 0 or year - year_last_birth[h] < 2 or parents_away[h] == 2:
            continue
        age = year - mother_year[h]
        if age < 15 or age > 49:
            continue
        p = hazard[0 if n_births[h] == 1 else 1, age] * level[place_county[settlement[h]]]
        if uniform(seed, what_for, year, uid[h], 0) < p:
            is_birth[h] = 1


@njit(cache=True, nogil=True)
def newborn(
    household_uid,
    order,
    year,
    birth_key,
    sex_key,
    month_key,
    sex_ratio,
    seed,
    uid,
    sex,
    birth_year,
    birth_month,
):
    """Fill identity, sex (0 boy, 1 girl) and month of newborns; the uid derives from household and birth order.

    Children of year t are born from September t-1 to August t, months equally likely.
    """
    for i in range(len(household_uid)):
        uid[i] = new_uid(birth_key, 0, household_uid[i], order[i])
        sex[i] = 0 if uniform(seed, sex_key, year, uid[i], 0) < sex_ratio / (1.0 + sex_ratio) else 1
        month = 1 + int(12.0 * uniform(seed, month_key, year, uid[i], 0))
        birth_month[i] = month
        birth_year[i] = year - 1 if month > 8 else year


@njit(cache=True, nogil=True)
def mark_leavers_by_age(birth_year, birth_month, sex, draws, death_rate, year, reason, lo, hi):
    """Set `reason` of children who die in the year (DIED) or have turned 18 (GROWN_UP); keep other marks.

    `death_rate` (OLDEST + 1, 2) goes by the age at the census a year ago, as in `sim.kernels.demography.survive`.
    """
    for i in range(lo, hi):
        age = year - birth_year[i] - (1 if birth_month[i] > 8 else 0)
        if draws[i] < death_rate[max(0, min(age - 1, OLDEST)), sex[i]]:
            reason[i] = DIED
        elif age >= 18:
            reason[i] = GROWN_UP


@njit(cache=True, nogil=True)
def parents_die(mother_year, father_year, uid, death_rate, seed, what_for, year, died, lo, hi):
    """Set `died` of households: 1 mother, 2 father, 3 both died in the year; by their ages a year ago."""
    for h in range(lo, hi):
        died[h] = 0
        mother_age, father_age = (
            min(OLDEST, year - 1 - mother_year[h]),
            min(OLDEST, year - 1 - father_year[h]),
        )
        if mother_year[h] > 0 and uniform(seed, what_for, year, uid[h], 1) < death_rate[mother_age, 1]:
            died[h] += 1
        if father_year[h] > 0 and uniform(seed, what_for, year, uid[h], 2) < death_rate[father_age, 0]:
            died[h] += 2


def enters_late(uid: np.ndarray, share: float) -> np.ndarray:
    """Return which children enter grade 1 a year late, bool (children,); a trait of the child that no seed changes."""
    return draws_for(0, _LATE, 0, uid) < share


def poverty_risk(share: float, is_village: np.ndarray) -> np.ndarray:
    """Return the probability of standing on the poverty register; villages 1.5, other places 0.6 times (assumption)."""
    return share * np.where(is_village, 1.5, 0.6)
