"""Matching mechanisms over whole tables: applicants' lists of schools, schools' priorities, seats.

Every function takes

preferences : int array (applicants, choices)
    Schools, best first; what follows the first -1 of a row is ignored.
priorities : float array (schools, applicants)
    Lower is better, equal values go to the lower applicant row, infinity is not eligible. Lotteries are the caller's.
capacities : int array (schools,)
    Seats, 0 allowed.

and returns the school of each applicant, int64 (applicants,), -1 = none. No argument is modified. Invalid shapes, a
school that does not exist or stands twice in a row, NaN, and negative capacities are a `ValueError` that names the row.
"""

import numpy as np

from sim.kernels.market_checks import fixed, lists_of, real_numbers, seats_of, whole_numbers
from sim.kernels.markets import (
    deferred_acceptance_pairs,
    immediate_acceptance_pairs,
    serial_dictatorship_pairs,
)
from sim.kernels.trading import trade


def deferred_acceptance(preferences, priorities, capacities) -> np.ndarray:
    """Return the matching that is best for applicants among the stable ones (Gale and Shapley 1962).

    Applicants propose. Stable: there is no school that somebody prefers to what he got and that has a seat free, or
    has given one to an applicant with less of a claim. Arguments: see the head of the module.
    """
    first, school, priorities, seats = _market(preferences, priorities, capacities)
    score = _scores(first, school, priorities)
    return _schools(deferred_acceptance_pairs(first, school, score, seats), school)


def immediate_acceptance(preferences, priorities, capacities) -> np.ndarray:
    """Return the matching of the Boston mechanism: what a school gives in one round it does not take back.

    In round r those still without a school apply to the r-th of their row, also where they are not eligible or no seat
    is left; that round is then lost to them. Arguments: see the head of the module.
    """
    first, school, priorities, seats = _market(preferences, priorities, capacities)
    score = _scores(first, school, priorities)
    return _schools(immediate_acceptance_pairs(first, school, score, seats), school)


def top_trading_cycles(preferences, priorities, capacities) -> np.ndarray:
    """Return the matching of top trading cycles with counters (Abdulkadiroglu and Sonmez 2003).

    Every applicant points to the best school of his row that has a seat and for which he is eligible, every school to
    the remaining eligible applicant of highest priority, listed or not: who trades a seat need not want it. A
    school with no eligible applicant left points to nobody; an applicant with no school left goes without.
    Arguments: see the head of the module.
    """
    first, school, priorities, seats = _market(preferences, priorities, capacities)
    is_eligible = priorities < np.inf
    begin = np.append(0, np.cumsum(is_eligible.sum(axis=1)))
    by_priority = np.argsort(priorities, axis=1, kind="stable")  # infinity last, equal values by row
    line = by_priority[np.take_along_axis(is_eligible, by_priority, axis=1)]
    score = _scores(first, school, priorities)
    return _schools(trade(first, school, fixed(score), fixed(begin), fixed(line), fixed(seats)), school)


def serial_dictatorship(preferences, order, capacities) -> np.ndarray:
    """Return the matching where applicants choose one after the other among the schools with a seat left.

    Parameters
    ----------
    preferences, capacities
        See the head of the module.
    order : int array (applicants,)
        Applicant rows, each once; the first chooses first.
    """
    seats = seats_of(capacities)
    first, school = _lists(preferences, len(seats))
    return _schools(serial_dictatorship_pairs(first, school, order, seats), school)


def _market(preferences, priorities, capacities):
    """Return checked lists by applicant, int arrays (applicants + 1,) and (pairs,), the priorities and the seats."""
    seats = seats_of(capacities)
    first, school = _lists(preferences, len(seats))
    wanted = (len(seats), len(first) - 1)
    priorities = real_numbers(priorities, "priorities", 2)
    if priorities.shape == (0, 0) and 0 in wanted:
        priorities = priorities.reshape(wanted)
    if priorities.shape != wanted:
        raise ValueError(f"priorities: shape {priorities.shape}, (schools, applicants) is {wanted}")
    return first, school, priorities, seats


def _lists(preferences, n_schools):
    """Return what stands before the first -1 of each row as lists by applicant."""
    table = whole_numbers(preferences, "preferences", 2)
    is_listed = np.logical_and.accumulate(table != -1, axis=1)
    first = np.append(0, np.cumsum(is_listed.sum(axis=1)))
    return lists_of(first, table[is_listed], n_schools)


def _scores(first, school, priorities):
    """Return the priority of each pair's applicant at its school."""
    return priorities[school, np.repeat(np.arange(len(first) - 1), np.diff(first))]


def _schools(accepted, school):
    """Return the school of each accepted pair, -1 where there is none."""
    out = np.full(len(accepted), -1, np.int64)
    out[accepted >= 0] = school[accepted[accepted >= 0]]
    return out
