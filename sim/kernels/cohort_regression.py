"""Weights and scatter of the terms of a transition: a robust regression with a prior, and the scatter it leaves."""

from typing import NamedTuple

import numpy as np

from sim.kernels.cohorts import Spread

PRIOR_PER_PUPIL, PRIOR_OF_SIZE, PRIOR_CELLS = (
    1.0,
    0.1,
    20,
)  # scatter before any cell was seen (assumption: Poisson, 10 %)
# Of each weight around its prior mean (assumption; a few hundred cells outweigh it). Twice as wide, a system of one
# school draws weights that drive it away from its own mean, and its futures run away.
PRIOR_SD = 0.2
HUBER = 1.0  # scatter beyond this many standard deviations counts in proportion, not squared (usual: 1-1.5)
STEPS = 101  # quantiles of the shape of the scatter
MOST = 2.0  # a cell that more than trebles was reorganised: it counts as one that trebled (assumption)
LEAST_SCATTER = 1e-3  # relative: no grade is foreseen to a thousandth (assumption)
FAR = 3.0  # standard deviations: scatter beyond counts as that in the shape (assumption)
NORMAL_80 = 2 * 1.2815515655446004  # width of the middle 80 % of the standard normal
LEAST_FOR_SHAPE = 100  # cells; with fewer the shape of the scatter is the normal one


class Rows(NamedTuple):
    """Transitions of one kind, N cells: log change beyond what needs no weight, terms (N, p), and where each belongs.

    `group` numbers the year and kind of entry: what all cells of a group have in common is the year's, not theirs.
    """

    change: np.ndarray
    terms: np.ndarray
    size: np.ndarray
    school: np.ndarray
    year: np.ndarray
    grade: np.ndarray
    group: np.ndarray


class Fitted(NamedTuple):
    """Weights (p,), Cholesky factor of their covariance, and scatter.

    `missed` and `deviation` (N,) are the pupils by which each cell was missed, and their expected standard deviation.
    """

    weights: np.ndarray
    doubt: np.ndarray
    spread: Spread
    missed: np.ndarray
    deviation: np.ndarray


def fit_rows(rows: Rows, prior: np.ndarray) -> Fitted:
    """Fit the weights of the terms around their prior means (p,), groups' common changes apart.

    Returns
    -------
    Fitted
    """
    n_groups = int(rows.group.max(initial=-1)) + 1
    weights, variance = prior, (PRIOR_PER_PUPIL, PRIOR_OF_SIZE**2)
    doubt = np.eye(len(prior)) * PRIOR_SD
    common = np.zeros(n_groups)
    in_group = np.bincount(rows.group, minlength=n_groups)[rows.group]
    told = (
        in_group > 1
    )  # a cell alone in its group is what all of the group have in common, and tells no scatter
    freedom = np.sqrt(in_group / np.maximum(in_group - 1, 1))
    for _ in range(4):  # the scatter weighs the cells, the cells give the scatter: settled after three rounds
        precision = 1.0 / (variance[0] / np.maximum(rows.size, 1.0) + variance[1])
        weights, doubt, common = _robust(rows, prior, precision, n_groups)
        left = np.expm1(rows.change - rows.terms @ weights - common[rows.group])
        left = np.minimum(left, MOST)
        variance = _variance((left * freedom)[told], rows.size[told])
    deviation = np.sqrt(variance[0] / np.maximum(rows.size, 1.0) + variance[1])
    pupils = rows.size * deviation
    spread = Spread(variance[0], float(np.sqrt(variance[1])), _shape(left / deviation))
    return Fitted(weights, doubt, spread, left * rows.size, pupils)


def _robust(
    rows: Rows, prior: np.ndarray, precision: np.ndarray, n_groups: int
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    weights, common = prior, np.zeros(n_groups)
    for _ in range(15):
        left = (rows.change - rows.terms @ weights - common[rows.group]) * np.sqrt(precision)
        w = precision * np.minimum(1.0, HUBER / np.maximum(np.abs(left), 1e-9))
        mean = [_group_means(column, w, rows.group, n_groups) for column in (rows.change, *rows.terms.T)]
        y = rows.change - mean[0][rows.group]
        x = rows.terms - np.stack(mean[1:], -1)[rows.group]
        information = (x * w[:, None]).T @ x + np.eye(len(prior)) / PRIOR_SD**2
        weights = np.linalg.solve(information, (x * w[:, None]).T @ y + prior / PRIOR_SD**2)
        common = mean[0] - np.stack(mean[1:], -1) @ weights
    return weights, np.linalg.cholesky(np.linalg.inv(information)), common


def _group_means(values: np.ndarray, w: np.ndarray, group: np.ndarray, n_groups: int) -> np.ndarray:
    total = np.bincount(group, w, minlength=n_groups)
    return np.bincount(group, w * values, minlength=n_groups) / np.maximum(total, 1e-12)


def robust_scale(values: np.ndarray) -> float:
    """Return the standard deviation of the normal distribution with the same middle 80 %."""
    low, high = np.quantile(values, [0.1, 0.9])
    return float(high - low) / NORMAL_80


def _variance(left: np.ndarray, size: np.ndarray) -> tuple[float, float]:
    """Return the variance of the relative scatter as a / pupils + b, from bins of as many cells each."""
    from scipy.optimize import nnls

    bins = np.array_split(np.argsort(size, kind="stable"), max(1, min(10, len(size) // 20)))
    bins = [one for one in bins if len(one) > 1]
    if not bins:
        return PRIOR_PER_PUPIL, PRIOR_OF_SIZE**2
    inverse = np.array([(1.0 / np.maximum(size[one], 1.0)).mean() for one in bins] + [1.0 / 30.0])
    prior = PRIOR_PER_PUPIL * inverse + PRIOR_OF_SIZE**2
    n = np.array([len(one) for one in bins] + [0], float)
    seen = np.array([robust_scale(left[one]) ** 2 for one in bins] + [0.0])
    # Few cells, fitted closely, scatter too little; and the variance of a mean square goes with its square.
    seen = (n * seen + PRIOR_CELLS * prior) / (n + PRIOR_CELLS)
    weight = np.sqrt(n + PRIOR_CELLS) / seen
    design = np.stack([inverse, np.ones(len(inverse))], -1) * weight[:, None]
    a, b = nnls(design, seen * weight)[0]
    return float(a), max(float(b), LEAST_SCATTER**2)


def _shape(scatter: np.ndarray) -> np.ndarray:
    """Return the centred quantiles of the scatter at `STEPS` equal steps of probability."""
    from scipy.special import ndtri

    at = (np.arange(STEPS) + 0.5) / STEPS
    quantiles = ndtri(at) if len(scatter) < LEAST_FOR_SHAPE else np.quantile(np.clip(scatter, -FAR, FAR), at)
    return quantiles - quantiles.mean()
