"""Subjects of teachers by the lessons of the curriculum (课程方案): weights and draws."""

import numpy as np

from sim.kernels.teacher_codes import CHINESE, MATHEMATICS

CORE = (CHINESE, MATHEMATICS)


def moved_to_core(weights: np.ndarray, subjects: tuple[int, ...], share: np.ndarray) -> np.ndarray:
    """Return weights with part of those of some subjects given to Chinese and mathematics, in proportion to theirs.

    Parameters
    ----------
    weights : float array (n, subjects)
    subjects : tuple of int
        Subjects that lack.
    share : float array (n,)
        Part of their weights that goes.
    """
    every = np.arange(weights.shape[1])
    taken = weights * np.isin(every, subjects) * share[:, None]
    core = weights * np.isin(every, CORE)
    return weights - taken + core * (taken.sum(axis=1) / core.sum(axis=1))[:, None]


def drawn_subjects(weights: np.ndarray, kind: np.ndarray, u: np.ndarray) -> np.ndarray:
    """Return a subject for each draw `u` in [0, 1), int64 (n,), by the `weights` (kinds, subjects) of `kind` (n,)."""
    upper = np.cumsum(weights, axis=1)[kind]
    return (upper[:, :-1] <= u[:, None] * upper[:, -1:]).sum(axis=1)
