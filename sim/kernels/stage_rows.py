"""Figures of schools as rows of a school and a stage it teaches."""

import numpy as np
from numba import njit


@njit(cache=True, nogil=True)
def sum_by_stage(pupils, classes, boarders, last_young, row, stage, out):
    """Sum grades of a stage.

    Parameters
    ----------
    pupils, classes, boarders : int arrays (schools, 9)
    last_young : int
        The highest grade of young boarders.
    row, stage : int arrays (rows,)
        School, and 0 = grades 1-6, 1 = grades 7-9.
    out : int64 array (4, rows)
        Output: pupils, classes, boarders, young boarders.
    """
    for j in range(len(row)):
        s = np.uint64(row[j])
        for grade in range(6 * stage[j], 6 + 3 * stage[j]):
            g = np.uint64(grade)
            out[0, j] += pupils[s, g]
            out[1, j] += classes[s, g]
            out[2, j] += boarders[s, g]
            out[3, j] += boarders[s, g] * (grade < last_young)


@njit(cache=True, nogil=True)
def split_by_stage(total, weight, row, stage, both, out):
    """Split totals of schools between their stages by weight, evenly without one; who teaches one stage keeps all.

    Parameters
    ----------
    total : float array (k, schools)
        Whole numbers.
    weight : float array (k, rows)
    row, stage : int arrays (rows,)
    both : bool array (schools,)
        Whether a school teaches both stages.
    out : int64 array (k, rows)
        Output.
    """
    weights = np.empty((len(both), 2))
    for k in range(len(total)):
        weights[:] = 0.0
        for j in range(len(row)):
            weights[row[j], stage[j]] = weight[k, j]
        for j in range(len(row)):
            s = row[j]
            if not both[s]:
                out[k, j] = np.int64(total[k, s])
                continue
            sums = weights[s, 0] + weights[s, 1]
            share = weights[s, 0] / max(sums, 1e-9) if sums > 0 else 0.5
            primary = np.rint(total[k, s] * share)
            out[k, j] = np.int64(primary if stage[j] == 0 else total[k, s] - primary)


@njit(cache=True, nogil=True)
def part_of_stage(pupils, grade_low, grade_high, norms, row, stage, out):
    """Tell the part of each of a school's amounts that is told with a stage: what its pupils need of it.

    Without pupils its grades stand for them; of what nobody needs each stage is told the whole.

    Parameters
    ----------
    pupils : int array (schools, 9)
    grade_low, grade_high : int arrays (schools,)
    norms : float array (schools, 2, k)
        What a pupil of each stage needs.
    row, stage : int arrays (rows,)
    out : float array (rows, k)
        Output.
    """
    for j in range(len(row)):
        s = row[j]
        n = np.zeros(2)
        for g in range(9):
            n[g // 6] += pupils[s, g]
        if n[0] + n[1] == 0:
            for g in range(grade_low[s] - 1, grade_high[s]):
                n[g // 6] += 1
        for k in range(norms.shape[2]):
            primary, junior = n[0] * norms[s, 0, k], n[1] * norms[s, 1, k]
            own = junior if stage[j] else primary
            out[j, k] = own / (primary + junior) if primary + junior > 0 else 1.0
