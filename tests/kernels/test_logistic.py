"""The bound that spares exponentials."""

import math

import numpy as np

from sim.kernels.logistic import logistic_bound


def test_the_cheap_bound_lies_above_the_logistic_and_close():
    x = np.concatenate([np.linspace(-40, 20, 6001), [np.nextafter(-k / 4, 9) for k in range(80)]])
    for v in x:
        assert logistic_bound(v) > 1 / (1 + math.exp(-v))
        if -15.75 < v <= 0:
            assert logistic_bound(v) < 1.3 / (1 + math.exp(-v))
