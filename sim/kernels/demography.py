"""Demography: people of the table (adults here, everybody away), births by age and order, deaths in families."""

import numpy as np
from numba import njit

from sim.base.draws import binomial, new_uid, poisson, uniform
from sim.kernels.codes import (
    AWAY,
    CAME,
    DEAD,
    LOCAL,
    MOVED_IN,
    MOVED_OUT,
    NEWCOMER,
    OLDEST,
    WENT,
)


@njit(cache=True, nogil=True)
def survive(count, death_rate, seed, what_for, year, cell_uid, flows):
    """Age the people of the table by one year in place after deaths; return deaths by place, (places,).

    Parameters
    ----------
    count : int array (places, OLDEST + 1, 2, 3)
        People by single age, sex (0 male, 1 female) and standing (LOCAL, NEWCOMER, AWAY). Residents are adults; those
        away are of every age. Age 0 is emptied.
    death_rate : float array (OLDEST + 1, 2)
        Yearly probability of dying.
    flows : int array (len(RESIDENT_FLOWS), places, OLDEST + 1, 2)
        Deaths of residents are added at the age they would have reached.
    """
    deaths = np.zeros(count.shape[0], np.int64)
    for p in range(count.shape[0]):
        for a in range(OLDEST, -1, -1):
            older = min(a + 1, OLDEST)
            for x in range(2):
                for k in range(3):
                    n = count[p, a, x, k]
                    if n == 0:
                        continue
                    luck = uniform(seed, what_for, year, cell_uid[p], a * 6 + x * 3 + k)
                    d = binomial(n, death_rate[a, x], luck)
                    deaths[p] += d
                    if k != AWAY:
                        flows[DEAD, p, older, x] += d
                    if a == OLDEST:
                        count[p, a, x, k] = n - d
                    else:
                        count[p, older, x, k] += n - d
                        count[p, a, x, k] = 0
    return deaths


@njit(cache=True, nogil=True)
def move_adults(
    count, rates, scale, seat_of, arrivals, arrival_share, seed, keys, year, cell_uid, tally, flows
):
    """Move adults between places and away, in place.

    Parameters
    ----------
    rates : float array (4, OLDEST + 1, 2)
        Yearly probabilities by age and sex at scale 1: to the county seat, away, return from away, newcomers leaving.
    scale : float array (places, 4)
        Factor for each place and kind of move.
    seat_of : int array (places, 2)
        First and last+1 place number of the county's seat; movers spread over them by draw.
    arrivals : float array (places,), arrival_share : float array (OLDEST + 1,)
        Expected newcomers a year by place and their age distribution, men and women alike.
    keys : uint64 array (5,)
        Decision keys: seat, away, return, leave, arrive.
    tally : int array (places, 5)
        Output: movers to the seat, away, returned, newcomers left, newcomers arrived.
    flows : int array (len(RESIDENT_FLOWS), places, OLDEST + 1, 2)
        Moves of residents are added.
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
                gone = binomial(cell[LOCAL], min(1.0, rates[1, a, x] * scale[p, 1]), luck[1])
                back = binomial(cell[AWAY], min(1.0, rates[2, a, x] * scale[p, 2]), luck[2])
                left = binomial(cell[NEWCOMER], min(1.0, rates[3, a, x] * scale[p, 3]), luck[3])
                come = poisson(arrivals[p] * arrival_share[a] * 0.5, luck[4])
                cell[LOCAL] += back - gone
                cell[AWAY] += gone - back
                cell[NEWCOMER] += come - left
                tally[p, 1] += gone
                tally[p, 2] += back
                tally[p, 3] += left
                tally[p, 4] += come
                flows[WENT, p, a, x] += gone + left
                flows[CAME, p, a, x] += back + come
                if first <= p < stop or stop <= first:
                    continue
                m = binomial(cell[LOCAL], min(1.0, rates[0, a, x] * scale[p, 0]), luck[0])
                if m > 0:  # they keep the hukou of the county and count as local there
                    where = uniform(seed, keys[0], year, cell_uid[p], what + 1000)
                    target = first + int(where * (stop - first))
                    cell[LOCAL] -= m
                    to_seat[target, a, x] += m
                    tally[p, 0] += m
                    flows[MOVED_OUT, p, a, x] += m
                    flows[MOVED_IN, target, a, x] += m
    count[:, :, :, LOCAL] += to_seat


@njit(cache=True, nogil=True)
def leave_register(count, rate, seed, what_for, year, cell_uid):
    """Let people away take their hukou to where they live, in place; return how many by place, (places,).

    `rate` (places,) is the yearly probability. They live elsewhere already, so no resident changes.
    """
    left = np.zeros(count.shape[0], np.int64)
    for p in range(count.shape[0]):
        for a in range(OLDEST + 1):
            for x in range(2):
                if count[p, a, x, AWAY] > 0:
                    luck = uniform(seed, what_for, year, cell_uid[p], a * 2 + x)
                    m = binomial(count[p, a, x, AWAY], rate[p], luck)
                    count[p, a, x, AWAY] -= m
                    left[p] += m
    return left


@njit(cache=True, nogil=True)
def births_away(count, rate, level, share_boys, seed, birth_key, sex_key, year, cell_uid):
    """Add the children born to women away, who are registered here and live elsewhere; return them by place.

    Parameters
    ----------
    rate : float array (places, OLDEST + 1)
        Births per woman away and year at level 1, by age.
    level : float array (places,)
        Level of fertility of the year.
    share_boys : float
        Boys among births.
    """
    born = np.zeros(count.shape[0], np.int64)
    for p in range(count.shape[0]):
        for a in range(18, 50):
            women = count[p, a, 1, AWAY]
            if women > 0:
                chance = min(1.0, rate[p, a] * level[p])
                born[p] += binomial(women, chance, uniform(seed, birth_key, year, cell_uid[p], a))
        boys = binomial(born[p], share_boys, uniform(seed, sex_key, year, cell_uid[p], 0))
        count[p, 0, 0, AWAY] += boys
        count[p, 0, 1, AWAY] += born[p] - boys
    return born


@njit(cache=True, nogil=True)
def first_births(
    count, hazard, level, seed, what_for, uid_key, year, cell_uid, out_place, out_age, out_standing, out_partner,
    out_uid,
):  # fmt: skip
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
    out_place, out_age, out_standing, out_partner, out_uid : arrays
        Outputs, one entry a new household; the partner is taken from the nearest age with a man of the same standing,
        and out_partner is that age, -1 for a mother without a partner.
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
                    out_standing[n] = k
                    out_partner[n] = _take_partner(count, p, a, k)
                    out_uid[n] = new_uid(uid_key, year, cell_uid[p], (a * 2 + k) * 100000 + j)
                    n += 1
    return n


@njit(cache=True)
def _take_partner(count, p, age, k):
    for gap in (2, 1, 3, 0, 4, 5, -1, 6, -2, 7, 8, -3, 9, 10):
        b = age + gap
        if 18 <= b <= OLDEST and count[p, b, 0, k] > 0:
            count[p, b, 0, k] -= 1
            return b
    return -1
