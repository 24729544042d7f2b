"""Stand-in until the fit is there: ratios of sums, no pooling."""

import numpy as np

from sim.kernels.cohort_features import townships_matrix
from sim.kernels.cohorts import Cohorts, Spread


def fit_cohorts(pupils, *, townships=None, births_change=None, repeat_share=0.0):
    """Fit ratios of sums."""
    if pupils.ndim != 3 or pupils.shape[1] < 3:
        raise ValueError("a history needs the axes school, year and grade, and at least three years")
    there = np.nan_to_num(pupils)
    n, _, k = pupils.shape
    both = (there[:, :-1, :-1] > 0) & (there[:, 1:, 1:] > 0)
    rate = (there[:, 1:, 1:] * both).sum((0, 1)) / np.maximum((there[:, :-1, :-1] * both).sum((0, 1)), 1)
    rate = np.where(rate > 0, rate, 1.0)
    shape = np.array([-1.64, -1.0, -0.5, 0.0, 0.5, 1.0, 1.64])
    return Cohorts(
        rate, np.zeros((n, k - 1)), np.zeros(3), np.zeros(6), np.zeros((3, 3)), np.zeros((6, 6)), np.zeros(2),
        np.zeros(2), np.zeros(3), Spread(0.05, 0.02, 0.0, shape), Spread(0.5, 0.05, 0.0, shape), 0.2, 0.2,
        np.zeros((2, k)), np.zeros((2, k)), repeat_share, None if townships is None else townships_matrix(townships),
    )
