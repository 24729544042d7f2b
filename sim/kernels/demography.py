"""Demography: adults as a table of counts, births by age and order, deaths of children and parents."""

import numpy as np
from numba import njit

from sim.base.draws import binomial, decision, draws_for, new_uid, poisson, uniform
from sim.kernels.codes import AWAY, DIED, GROWN_UP, LOCAL, NEWCOMER, OLDEST

_LATE = decision("vitals.late_entry")


@njit(cache=True, nogil=True)
def survive(count, death_rate, seed, what_for, year, cell_uid):
    """Age the adults by one year in place after deaths; return deaths by place, (places,).

    Parameters
    ----------
    count : int array (places, OLDEST + 1, 2, 3)
        Adults by single age, sex (0 male, 1 female) and standing (LOCAL, NEWCOMER, AWAY); age 18 is emptied.
    death_rate : float array (OLDEST + 1, 2)
        Yearly probability of dying.
    """
    deaths = np.zeros(count.shape[0], np.int64)
    for p in range(count.shape[0]):
        for a in range(OLDEST, 17, -1):
            for x in range(2):
                for k in range(3):
                    n = count[p, a, x, k]
                    if n > 0:
                        d = binomial(
                            n, death_rate[a, x], uniform(seed, what_for, year, cell_uid[p], a * 6 + x * 3 + k)
                        )
                        deaths[p] += d
                        n -= d
                    older = min(a + 1, OLDEST)
                    if a == OLDEST:
                        count[p, a, x, k] = n
                    else:
                        count[p, older, x, k] += n
                        count[p, a, x, k] = 0
    return deaths


@njit(cache=True, nogil=True)
def move_adults(count, rates, scale, seat_of, arrivals, arrival_share, seed, keys, year, cell_uid, tally):
    """Move adults between places and away, in place.

    Parameters
    ----------
    rates : float array (4, OLDEST + 1)
        Yearly probabilities by age at scale 1: to the county seat, away, return from away, newcomers leaving.
    scale : float array (places, 4)
        Factor for each place and kind of move.
    seat_of : int array (places, 2)
        First and last+1 place number of the county's seat; movers spread over them by draw.
    arrivals : float array (places,), arrival_share : float array (OLDEST + 1,)
        Expected newcomers a year by place and their age distribution.
    keys : uint64 array (5,)
        Decision keys: seat, away, return, leave, arrive.
    tally : int array (places, 5)
        Output: movers to the seat, away, returned, newcomers left, newcomers arrived.
    """
    n_places = count.shape[0]
    to_seat = np.zeros((n_places, OLDEST + 1, 2), np.int64)
    luck = np.empty(5)
    for p in range(n_places):
        first, stop = seat_of[p, 0], seat_of[p, 1]
        for a in range(18, OLDEST + 1):
            for x in range(2):
                cell, what = count[p, a, x], a * 2 + x
                for k in range(5):
                    luck[k] = uniform(seed, keys[k], year, cell_uid[p], what)
                gone = binomial(cell[LOCAL], rates[1, a] * scale[p, 1], luck[1])
                back = binomial(cell[AWAY], rates[2, a] * scale[p, 2], luck[2])
                left = binomial(cell[NEWCOMER], rates[3, a] * scale[p, 3], luck[3])
                come = poisson(arrivals[p] * arrival_share[a] * 0.5, luck[4])
                cell[LOCAL] += back - gone
                cell[AWAY] += gone - back
                cell[NEWCOMER] += come - left
                tally[p, 1] += gone
                tally[p, 2] += back
                tally[p, 3] += left
                tally[p, 4] += come
                if first <= p < stop or stop <= first:
                    continue
                m = binomial(cell[LOCAL], rates[0, a] * scale[p, 0], luck[0])
                if m > 0:  # they keep the hukou of the county and count as local there
                    where = uniform(seed, keys[0], year, cell_uid[p], what + 1000)
                    cell[LOCAL] -= m
                    to_seat[first + int(where * (stop - first)), a, x] += m
                    tally[p, 0] += m
    count[:, :, :, LOCAL] += to_seat


@njit(cache=True, nogil=True)
def first_births(
    count, hazard, level, seed, what_for, uid_key, year, cell_uid, out_place, out_age, out_standing, out_uid
):
    """Take women having their first child, and partners, out of the adult table; return the number of new households.

    The number of births of a cell is one draw, non-decreasing in women and level; a household's identity comes from
    place, age cell and ordinal, so a cell with one birth more keeps the identities of the others. Returns -1 when the
    outputs are too short.

    Parameters
    ----------
    hazard : float array (OLDEST + 1,)
        Yearly first-birth probability of a woman of the table at level 1.
    level : float array (places,)
        Level of fertility of the year for each place.
    out_place, out_age, out_standing, out_uid : arrays
        Outputs, one entry a new household; the partner is taken from the nearest age with a man of the same standing
        (out_standing + 4 marks a mother without a partner).
    """
    n = 0
    for p in range(count.shape[0]):
        for k in range(2):
            for a in range(18, 50):
                women = count[p, a, 1, k]
                if women == 0 or hazard[a] <= 0.0:
                    continue
                births = binomial(
                    women,
                    min(1.0, hazard[a] * level[p]),
                    uniform(seed, what_for, year, cell_uid[p], a * 2 + k),
                )
                for j in range(births):
                    if n >= len(out_place):
                        return -1
                    count[p, a, 1, k] -= 1
                    out_place[n], out_age[n] = p, a
                    out_standing[n] = k if _take_partner(count, p, a, k) else k + 4
                    out_uid[n] = new_uid(uid_key, year, cell_uid[p], (a * 2 + k) * 100000 + j)
                    n += 1
    return n


@njit(cache=True)
def _take_partner(count, p, age, k):
    for gap in (2, 1, 3, 0, 4, 5, -1, 6, -2, 7, 8, -3, 9, 10):
        b = age + gap
        if 18 <= b <= OLDEST and count[p, b, 0, k] > 0:
            count[p, b, 0, k] -= 1
            return True
    return False


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
    """Set `reason` of children who die in the year (DIED) or have turned 18 (GROWN_UP); keep other marks."""
    for i in range(lo, hi):
        age = year - birth_year[i] - (1 if birth_month[i] > 8 else 0)
        if draws[i] < death_rate[max(0, min(age, OLDEST)), sex[i]]:
            reason[i] = DIED
        elif age >= 18:
            reason[i] = GROWN_UP


@njit(cache=True, nogil=True)
def parents_die(mother_year, father_year, uid, death_rate, seed, what_for, year, died, lo, hi):
    """Set `died` of households: 1 mother, 2 father, 3 both died in the year."""
    for h in range(lo, hi):
        died[h] = 0
        if (
            mother_year[h] > 0
            and uniform(seed, what_for, year, uid[h], 1) < death_rate[min(OLDEST, year - mother_year[h]), 1]
        ):
            died[h] += 1
        if (
            father_year[h] > 0
            and uniform(seed, what_for, year, uid[h], 2) < death_rate[min(OLDEST, year - father_year[h]), 0]
        ):
            died[h] += 2


def enters_late(uid: np.ndarray, share: float) -> np.ndarray:
    """Return which children enter grade 1 a year late, bool (children,); a trait of the child that no seed changes."""
    return draws_for(0, _LATE, 0, uid) < share


def poverty_risk(share: float, is_village: np.ndarray) -> np.ndarray:
    """Return the probability of standing on the poverty register; villages 1.5, other places 0.6 times (assumption)."""
    return share * np.where(is_village, 1.5, 0.6)
