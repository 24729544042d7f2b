"""A bound on the logistic without an exponential: most draws lie far above it, and need not be weighed."""

import numpy as np
from numba import njit

_STEPS, _A_UNIT = 64, 4.0
# Of x in (-(k + 1) / 4, -k / 4] the logistic is at most that of -k / 4; a little more, so that rounding never counts.
_BOUNDS = 1.000001 / (1.0 + np.exp(np.arange(_STEPS, dtype=float) / _A_UNIT))


@njit(cache=True, inline="always")
def logistic_bound(x):
    """Return a bound on the logistic of `x`, at most 1.3 times as high where `x` is below 0 and above -15.75."""
    bound = _BOUNDS[np.uint64(min(_STEPS - 1.0, max(0.0, -_A_UNIT * x)))]
    return bound if x <= 0.0 else 1.0
