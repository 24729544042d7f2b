"""Preferences of families over the schools they may apply to: random utility (随机效用)."""

import numpy as np
from numba import njit

from sim.base.draws import uniform
from sim.kernels.market_checks import fixed

# Positions in the vector of weights; `sim.kernels.numbers.preference_weights` fills it from declared numbers.
MINUTES_10, QUALITY, QUALITY_FROM, CROWDING, SIBLING, BOARDING, QUOTA, OWN_ZONE = range(8)
N_WEIGHTS = 8


def utilities(minutes, quality, crowding, is_sibling, is_boarding, quota, is_own_zone, weights) -> np.ndarray:
    """Return what each pair of family and school is worth to the family, float64 (pairs,), in units of utility.

    Parameters
    ----------
    minutes : float array (pairs,)
        Minutes to school, counted against it in proportion.
    quality : float array (pairs,)
        Drawing power, SD. Counted in proportion above `weights[QUALITY_FROM]` and not at all below: convex, since only
        the top schools attract (the premium in house prices is the top tail's: Han 2021, Chan 2020).
    crowding : float array (pairs,)
        Class mean over the standard, minus one; counted against the school where above zero.
    is_sibling, is_boarding, is_own_zone : bool or int arrays (pairs,)
        A brother or sister is there; the child would board; the school is of the family's own zone.
    quota : float array (pairs,)
        Senior-high quota seats (指标到校) per graduate; 0 for primary schools.
    weights : float array (N_WEIGHTS,)
        Costs are positive and are taken off.
    """
    w = weights
    return (
        w[QUALITY] * np.maximum(0.0, np.asarray(quality) - w[QUALITY_FROM])
        - w[MINUTES_10] / 10.0 * np.asarray(minutes)
        - w[CROWDING] * np.maximum(0.0, crowding)
        + w[SIBLING] * np.asarray(is_sibling)
        - w[BOARDING] * np.asarray(is_boarding)
        + w[QUOTA] * np.asarray(quota)
        + w[OWN_ZONE] * np.asarray(is_own_zone)
    )


def rank_candidates(first, utility, uid, school_uid, seed, what_for, year, scale) -> np.ndarray:
    """Return the pairs of each applicant from best to worst, int64 (pairs,), a permutation within each.

    A pair is worth its utility and `scale` times a Gumbel draw that belongs to applicant and school, so that a new
    school changes nobody's order of the others, and two kinds of seats of one school share their luck. Equal worth
    keeps the given order.

    Parameters
    ----------
    first : int array (applicants + 1,)
        Where the pairs of each applicant begin.
    utility : float array (pairs,)
    uid : uint64 array (applicants,)
        Lasting number of the applicant.
    school_uid : int array (pairs,)
        Lasting number of the school; its low 32 bits key the draw.
    seed, what_for, year : int
        As in `sim.base.draws.uniform`.
    scale : float
        1 where utilities are in units of the logit; 0 ranks by utility alone.
    """
    worth = np.empty(len(utility))
    _worth(
        fixed(np.asarray(first, np.int64)), fixed(np.asarray(utility, np.float64)),
        fixed(np.asarray(uid, np.uint64)), fixed(np.asarray(school_uid).astype(np.uint64)),
        np.uint64(seed), np.uint64(what_for), np.uint64(year), float(scale), worth,
    )  # fmt: skip
    return _best_first(fixed(np.asarray(first, np.int64)), worth)


@njit(cache=True)
def _worth(first, utility, uid, school_uid, seed, what_for, year, scale, worth):
    for i in range(len(first) - 1):
        for k in range(first[i], first[i + 1]):
            u = uniform(seed, what_for, year, uid[i], school_uid[k])
            worth[k] = utility[k] - scale * np.log(-np.log(u + 1e-300) + 1e-300)


@njit(cache=True)
def _best_first(first, worth):
    """Return the pairs of each applicant by falling worth; by insertion, for lists of tens of schools."""
    order = np.empty(len(worth), np.int64)
    for i in range(len(first) - 1):
        for k in range(first[i], first[i + 1]):
            at = k
            while at > first[i] and worth[order[at - 1]] < worth[k]:
                order[at] = order[at - 1]
                at -= 1
            order[at] = k
    return order
