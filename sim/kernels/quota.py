"""Quota seats (指标到校): seats of sought-after senior highs allotted to the junior schools of a county."""

import numpy as np
from numba import njit

from sim.kernels.allotment import sum_as_numpy


def quota_per_graduate(
    graduates: np.ndarray, is_rural: np.ndarray, county: np.ndarray, per_graduate: np.ndarray, weight: np.ndarray
) -> np.ndarray:  # fmt: skip
    """Return the quota seats per graduate of each junior school, float (schools,).

    Parameters
    ----------
    graduates : int array (schools,)
        Those who finish grade 9; a school that has none yet is told what it would get for each.
    is_rural : bool array (schools,)
        Whose graduates count `weight` times.
    county : int array (schools,)
    per_graduate : float array (counties,)
        Quota seats per graduate of the whole county.
    weight : float array (counties,)
        1 = every school gets the same per graduate, exactly.
    """
    n, counted = len(per_graduate), np.where(is_rural, weight[county], 1.0)
    total = np.bincount(county, graduates, n)
    weighted = np.bincount(county, counted * graduates, n)
    # without any graduates the weights alone tell who would get more
    scale = np.where(weighted > 0, total / np.where(weighted > 0, weighted, 1.0), 1.0)
    return per_graduate[county] * (counted * scale[county])


def whole_seats(exact: np.ndarray, county: np.ndarray) -> np.ndarray:
    """Return whole seats by school, int (schools,): each county's total rounded, largest remainders rounded up."""
    seats = np.floor(exact + 1e-9).astype(np.int64)
    if not (seats == exact).all():
        _hand_out_rest(np.ascontiguousarray(exact), np.ascontiguousarray(county, np.int64), seats)
    return seats


@njit(cache=True, nogil=True)
def _hand_out_rest(exact, county, seats):
    """Add to `seats`, int64 (schools,), what is left of each county's total."""
    for c in range(county.max() + 1):
        rows = np.flatnonzero(county == c)
        rest = np.int64(np.floor(sum_as_numpy(exact[rows], 0, len(rows)) + 0.5)) - seats[rows].sum()
        order = np.argsort(seats[rows] - exact[rows], kind="mergesort")
        for k in range(rest):
            seats[rows[order[k]]] += 1
