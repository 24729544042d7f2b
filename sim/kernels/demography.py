"""Demography: people of the table (adults here, everybody away), births by age and order, deaths in families."""

import numpy as np
from numba import njit

from sim.base.chunks import count_chunks, run_chunks
from sim.base.draws import binomial, draw_cells, new_uid, poisson, uniform
from sim.kernels.codes import AWAY, CAME, DEAD, LOCAL, MOVED_IN, MOVED_OUT, NEWCOMER, OLDEST, WENT
from sim.kernels.leaving import COMES_OF_AGE
from sim.kernels.rows import mark_rows

SHARED_PLACES = 32  # places, each with hundreds of cells, from which on several threads share them


@njit(cache=True, inline="always")
def _successes(n, p, u):
    """Return `binomial`, without a call for the many that are below its bound of the chance of none."""
    return 0 if (p <= 0.5) & (u < 1.0 - n * p - 1e-9) else binomial(n, p, u)


@njit(cache=True, inline="always")
def _may_be_some(n, p, u):
    """Tell whether `binomial` may return more than 0: the draw is not below its bound of the chance of none."""
    return (n > 0) & ((p > 0.5) | (u >= 1.0 - n * p - 1e-9))


def survive(
    count, death_rate, seed: int, what_for, year: int, cell_uid, flows, threads: int = 1
) -> np.ndarray:
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
    deaths = np.zeros(len(count), np.int64)
    run_chunks(
        _survive, len(count), threads, count, death_rate, seed, what_for, year, cell_uid, flows, deaths,
        least=SHARED_PLACES,
    )  # fmt: skip
    return deaths


@njit(cache=True, nogil=True)
def _survive(count, death_rate, seed, what_for, year, cell_uid, flows, deaths, lo, hi):
    n_cells = (OLDEST + 1) * 6
    luck, may = np.empty(n_cells), np.empty(n_cells, np.uint8)
    rows, rate, people = np.empty(n_cells + 1, np.int64), np.empty(n_cells), count.reshape(-1, n_cells)
    for cell in range(n_cells):
        rate[cell] = death_rate[cell // 6, cell // 3 % 2]
    for p in range(lo, hi):
        draw_cells(seed, what_for, year, cell_uid[p], 0, luck)
        for cell in range(n_cells):  # in which somebody may die, in a loop that vectorises
            may[cell] = _may_be_some(people[p, cell], rate[cell], luck[cell])
        for j in range(mark_rows(may, n_cells, 0, rows, 0)):
            cell = rows[j]
            d = binomial(people[p, cell], rate[cell], luck[cell])
            people[p, cell] -= d
            deaths[p] += d
            if cell % 3 != AWAY:
                flows[DEAD, p, min(cell // 6 + 1, OLDEST), cell // 3 % 2] += d
        for cell in range(n_cells - 6, n_cells):  # the oldest are joined by those a year younger
            people[p, cell] += people[p, cell - 6]
        for cell in range(n_cells - 7, 5, -1):
            people[p, cell] = people[p, cell - 6]
        people[p, :6] = 0


def move_adults(
    count, rates, scale, seat_of, arrivals, arrival_share, seed: int, keys, year: int, cell_uid, tally, flows,
    threads: int = 1,
) -> None:  # fmt: skip
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
    (to_seat,) = count_chunks(
        _move_adults, len(count), threads, lambda: (np.zeros(count.shape[:3], np.int64),), count, rates, scale,
        seat_of, arrivals, arrival_share, seed, keys, year, cell_uid, tally, flows, least=SHARED_PLACES,
    )  # fmt: skip
    count[..., LOCAL] += to_seat
    flows[MOVED_IN] += to_seat


@njit(cache=True, nogil=True)
def _move_adults(
    count,
    rates,
    scale,
    seat_of,
    arrivals,
    arrival_share,
    seed,
    keys,
    year,
    cell_uid,
    tally,
    flows,
    counters,
    lo,
    hi,
):
    """Let adults of the places lo..hi move; who comes to each county's seat from there is added to `counters`."""
    (to_seat,) = counters
    n_cells = (OLDEST + 1 - COMES_OF_AGE) * 2
    luck = np.zeros((5, n_cells))
    may, cells = np.empty(n_cells, np.uint8), np.empty(n_cells + 1, np.int64)
    rate, people, share = np.empty((4, n_cells)), np.empty((3, n_cells), np.int64), np.empty(n_cells)
    for cell in range(n_cells):
        a, x = COMES_OF_AGE + (cell >> 1), cell & 1
        share[cell] = arrival_share[a]
        for k in range(4):
            rate[k, cell] = rates[k, a, x]
    for p in range(lo, hi):
        first, stop = seat_of[p, 0], seat_of[p, 1]
        goes_to_seat = not (first <= p < stop or stop <= first)
        for k in range(5):
            if (k > 0 or goes_to_seat) and (k < 4 or arrivals[p] > 0.0):  # of others no draw is looked at
                draw_cells(seed, keys[k], year, cell_uid[p], COMES_OF_AGE * 2, luck[k])
        to_the_seat, away, returning, leaving = scale[p, 0], scale[p, 1], scale[p, 2], scale[p, 3]
        for cell in range(n_cells):
            for standing in range(3):
                people[standing, cell] = count[p, COMES_OF_AGE + (cell >> 1), cell & 1, standing]
        come_here = arrivals[p]
        for c in range(n_cells):  # of which somebody may move, in a loop that vectorises
            cell = np.uint64(c)
            here = people[LOCAL, cell]
            may[cell] = (
                _may_be_some(here, min(1.0, rate[1, cell] * away), luck[1, cell])
                | _may_be_some(people[AWAY, cell], min(1.0, rate[2, cell] * returning), luck[2, cell])
                | _may_be_some(people[NEWCOMER, cell], min(1.0, rate[3, cell] * leaving), luck[3, cell])
                | (luck[4, cell] >= 1.0 - come_here * share[cell] * 0.5 - 1e-9)
                | (goes_to_seat & _may_be_some(here, min(1.0, rate[0, cell] * to_the_seat), luck[0, cell]))
            )
        for j in range(mark_rows(may, n_cells, 0, cells, 0)):
            cell = cells[j]
            what = COMES_OF_AGE * 2 + cell
            a, x = what >> 1, what & 1
            here, elsewhere, new = count[p, a, x, LOCAL], count[p, a, x, AWAY], count[p, a, x, NEWCOMER]
            gone = _successes(here, min(1.0, rates[1, a, x] * away), luck[1, cell])
            back = _successes(elsewhere, min(1.0, rates[2, a, x] * returning), luck[2, cell])
            left = _successes(new, min(1.0, rates[3, a, x] * leaving), luck[3, cell])
            expected = arrivals[p] * arrival_share[a] * 0.5
            come = 0 if luck[4, cell] < 1.0 - expected - 1e-9 else poisson(expected, luck[4, cell])
            here += back - gone
            if gone + back + left + come > 0:
                count[p, a, x, LOCAL] = here
                count[p, a, x, AWAY] = elsewhere + gone - back
                count[p, a, x, NEWCOMER] = new + come - left
                tally[p, 1] += gone
                tally[p, 2] += back
                tally[p, 3] += left
                tally[p, 4] += come
                flows[WENT, p, a, x] += gone + left
                flows[CAME, p, a, x] += back + come
            if not goes_to_seat:
                continue
            m = _successes(here, min(1.0, rates[0, a, x] * to_the_seat), luck[0, cell])
            if m > 0:  # they keep the hukou of the county and count as local there
                where = uniform(seed, keys[0], year, cell_uid[p], what + 1000)
                target = first + int(where * (stop - first))
                count[p, a, x, LOCAL] = here - m
                to_seat[target, a, x] += m
                tally[p, 0] += m
                flows[MOVED_OUT, p, a, x] += m


@njit(cache=True, nogil=True)
def poisson_counts(expected, seed, what_for, year, cell_uid):
    """Return a Poisson count for each place, int64 (places,), of the mean `expected` (places,)."""
    counts = np.empty(len(expected), np.int64)
    for p in range(len(expected)):
        counts[p] = poisson(expected[p], uniform(seed, what_for, year, cell_uid[p], 0))
    return counts


@njit(cache=True, nogil=True)
def leave_register(count, rate, seed, what_for, year, cell_uid):
    """Let people away take their hukou to where they live, in place; return how many by place, (places,).

    `rate` (places,) is the yearly probability. They live elsewhere already, so no resident changes.
    """
    left = np.zeros(count.shape[0], np.int64)
    luck = np.empty((OLDEST + 1) * 2)
    for p in range(count.shape[0]):
        draw_cells(seed, what_for, year, cell_uid[p], 0, luck)
        for a in range(OLDEST + 1):
            for x in range(2):
                if count[p, a, x, AWAY] > 0:
                    m = _successes(count[p, a, x, AWAY], rate[p], luck[a * 2 + x])
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
