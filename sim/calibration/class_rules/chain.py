"""A school's cap from grade to grade: a chain whose caps drift, seen through the classes of each grade.

Forward and backward recursions of a hidden Markov chain (Baum and others 1970; Rabiner 1989, Proc. IEEE 77(2)), all
schools at once. A school is of one kind (H kinds) in all its grades; its cap (C caps) may drift.
"""

from __future__ import annotations

import numpy as np


def forward_backward(
    seen: np.ndarray, drift: np.ndarray, start: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return what the grades before and after say of the kind and cap of each grade.

    Parameters
    ----------
    seen : float array (K, H, S, C)
        Probability of the classes of a cell by kind and cap; ones where the cell says nothing.
    drift : float array (H, C, C)
        Probability of the next grade's cap (column) by the cap of a grade (row).
    start : float array (H, S, C)
        Probability of kind and cap at the first grade.

    Returns
    -------
    before, after : float arrays (K, H, S, C)
        Their product is proportional to the probability of kind and cap given all other grades.
    chance : float array (K, S)
        Probability of the classes of a cell given the grades before it.
    """
    n_grades = len(seen)
    before, after, chance = np.empty_like(seen), np.ones_like(seen), np.empty((n_grades, seen.shape[2]))
    now = start
    for k in range(n_grades):
        before[k] = now
        now = now * seen[k]
        chance[k] = now.sum(axis=(0, 2))
        now = (now / chance[k][:, None]) @ drift
    back = drift.transpose(0, 2, 1)
    for k in range(n_grades - 2, -1, -1):
        after[k] = (after[k + 1] * seen[k + 1]) @ back
        after[k] /= after[k].sum(axis=(0, 2))[:, None]
    return before, after, chance


def steps_taken(seen: np.ndarray, drift: np.ndarray, before: np.ndarray, after: np.ndarray) -> np.ndarray:
    """Return the expected number of steps from each cap to each cap of the next grade, float (H, C, C)."""
    total, back = np.zeros_like(drift), drift.transpose(0, 2, 1)
    for k in range(len(seen) - 1):
        here, there = before[k] * seen[k], after[k + 1] * seen[k + 1]
        chance = (here * (there @ back)).sum(axis=(0, 2))
        total += drift * ((here / chance[:, None]).transpose(0, 2, 1) @ there)
    return total


def share_of_states(states: np.ndarray) -> np.ndarray:
    """Return probabilities of kind and cap that sum to one for each school, of (K, H, S, C) or (H, S, C)."""
    return states / states.sum(axis=(-3, -1), keepdims=True)


def spread_matrix(shares: np.ndarray, n_caps: int) -> np.ndarray:
    """Return the matrix (C, C) of steps whose shares are given by length, those beyond the ends stopping there.

    Parameters
    ----------
    shares : float array (2 R + 1,)
        Shares of steps of -R to R.
    n_caps : int
    """
    reach = len(shares) // 2
    matrix, rows = np.zeros((n_caps, n_caps)), np.arange(n_caps)
    for step, share in zip(range(-reach, reach + 1), shares, strict=True):
        np.add.at(matrix, (rows, np.clip(rows + step, 0, n_caps - 1)), share)
    return matrix


def by_length(steps: np.ndarray, reach: int) -> np.ndarray:
    """Return steps (C, C) between caps summed by their length, -reach to reach, float (2 reach + 1,)."""
    return np.array([np.trace(steps, offset=step) for step in range(-reach, reach + 1)])


def falling_off(reach: int, scale: float) -> np.ndarray:
    """Return shares of -reach to reach that fall off exponentially with distance, summing to one."""
    shares = np.exp(-np.abs(np.arange(-reach, reach + 1)) / scale)
    return shares / shares.sum()
