"""Entrants of one grade split over schools by shares, where no zones are known (按份额入学)."""

import numpy as np

from sim.base.draws import decision, draws_for

_SHARE = decision("cohort.share")
_HAIR = 1e-9  # a quota this near a whole number is one
NO_LIMIT = 1 << 40  # seats of a school that has room for all


def entry_shares(
    total: int,
    weight: np.ndarray,
    seats: np.ndarray | None = None,
    *,
    seed: int,
    year: int,
    uid: np.ndarray,
    grade: int = 0,
) -> np.ndarray:
    """Split the entrants of one grade over schools, in proportion to their weights.

    Parameters
    ----------
    total : int
        Entrants of the grade.
    weight : float array (S,)
        Zero = none go there.
    seats : int array (S,), optional
        Seats a school has for them; None = no limit. What is over goes to schools with free seats in proportion to
        their weights, and what no school has a seat for beyond the seats: local children are always placed.
    seed, year, grade : int
    uid : uint64 array (S,)
        Which fractions are rounded up is each school's own luck, a function of seed, year, school and grade: a new
        school re-rolls nobody, and the order of schools does not matter.

    Returns
    -------
    int array (S,)
        Sums to `total`; 0 everywhere if no weight is above zero.

    Raises
    ------
    ValueError
        If weights or seats are negative, or shapes differ.
    """
    weight = np.asarray(weight, float)
    room = np.full(weight.shape, NO_LIMIT) if seats is None else np.asarray(seats, np.int64)
    if room.shape != weight.shape or (weight < 0).any() or (room < 0).any() or total < 0:
        raise ValueError("weights, seats and the total must not be negative, and have one number a school")
    if not (weight > 0).any():
        return np.zeros(len(weight), np.int64)
    luck = draws_for(seed, _SHARE, year, uid, grade)
    given = np.zeros(len(weight), np.int64)
    left, open_to = total, weight > 0
    while left > 0 and (open_to := open_to & (given < room)).any():
        more = np.minimum(_apportion(left, np.where(open_to, weight, 0.0), luck), room - given)
        given, left = given + more, left - int(more.sum())
    return given + _apportion(left, weight, luck)


def _apportion(total: int, weight: np.ndarray, luck: np.ndarray) -> np.ndarray:
    """Return whole numbers in proportion to weights that sum to `total`.

    Fractions are rounded up by Pareto sampling (Rosen 1997, Journal of Statistical Planning and Inference 62): those
    whose odds of luck over odds of the fraction are smallest, so that each is rounded up about as often as it is large.
    """
    quota = weight * (total / weight.sum())
    whole = np.floor(quota + _HAIR)
    fraction = np.maximum(quota - whole, 0.0)
    up = round(total - whole.sum())
    odds = np.maximum(fraction, _HAIR) / np.maximum(1.0 - fraction, _HAIR)
    rank = np.where(weight > 0, luck / np.maximum(1.0 - luck, _HAIR) / odds, np.inf)
    whole[np.argsort(rank, kind="stable")[:up]] += 1
    return whole.astype(np.int64)
