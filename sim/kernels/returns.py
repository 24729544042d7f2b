"""Who dropped out and may come back: of earlier years by draw, and when a school knows of who left this year."""

import numpy as np
from numba import njit

from sim.base.draws import uniform

MONTHS_OF_LESSONS, MONTHS = 10, 12


@njit(cache=True, nogil=True)
def may_return(rows, birth_year, birth_month, uid, age_limit, probability, seed, what_for, year):
    """Return those of some children, rows, up to an age whose draw is below a probability, int64 (children found,).

    Parameters
    ----------
    rows : int array (n,)
    birth_year, birth_month, uid : arrays (children,)
    age_limit : int
        Years completed on 1 September.
    probability : float
    seed, what_for, year : int
        As in `sim.base.draws.uniform`; the alternative is 0.
    """
    found, n = np.empty(len(rows), np.int64), 0
    for i in rows:
        age = year - birth_year[i] - (1 if birth_month[i] > 8 else 0)
        if age <= age_limit and uniform(seed, what_for, year, uid[i], 0) < probability:
            found[n] = i
            n += 1
    return found[:n]


@njit(cache=True, nogil=True)
def note_months(
    rows, school, school_county, uid, lag, share_missed, years_missed, seed, month_key, missed_key, year,
    year_left, month_left, month_known,
):  # fmt: skip
    """Note when children left and in which month their schools know of it; return who is known within the year.

    Parameters
    ----------
    rows : int array (n,)
        Rows of the child table.
    school, uid : arrays (children,)
    school_county : int array (schools,)
    lag : float array (counties,)
        Months until a school knows.
    share_missed : float array (counties,)
        Share of those who leave whom the roll of the next census misses, by the draw with which that roll decides.
    years_missed : int array (counties,)
        For how many years it misses them; as many years later a school knows.
    seed, month_key, missed_key, year : int
        As in `sim.base.draws.uniform`.
    year_left, month_left, month_known : int arrays (children,)
        Changed in place.
    """
    known, n = np.empty(len(rows), np.int64), 0
    for i in rows:
        county = school_county[school[i]]
        left = 1.0 + np.floor(MONTHS_OF_LESSONS * uniform(seed, month_key, year, uid[i], 0))
        is_missed = uniform(seed, missed_key, year + 1, uid[i], 0) < share_missed[county]
        month = np.int64(np.ceil(left + lag[county])) + (MONTHS * years_missed[county] if is_missed else 0)
        year_left[i], month_left[i], month_known[i] = year, np.int64(left), month
        if month_known[i] <= MONTHS:
            known[n] = i
            n += 1
    return known[:n]
