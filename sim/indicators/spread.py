"""How values of many runs are told: P10, P50, P90, or the range where runs are few."""

import numpy as np

ENOUGH = 20  # values from which P10 and P90 are told; below, the smallest and the largest


def spread(values: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return low, middle and high of values over their last axis.

    P10, P50, P90, linear between order statistics; of fewer than `ENOUGH` values the smallest, P50, the largest.
    """
    low, high = (0.1, 0.9) if values.shape[-1] >= ENOUGH else (0.0, 1.0)
    p10, p50, p90 = np.quantile(values, (low, 0.5, high), axis=-1)
    return p10, p50, p90
