"""Strategies for the columns kernels take: short, of the tables' own types, full of ties and zeros."""

import numpy as np
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

UID = st.integers(0, 2**64 - 1)


def whole(dtype, low, high):
    """Return (dtype, elements) of a column of whole numbers."""
    return dtype, st.integers(low, high)


def choice(dtype, *values):
    """Return (dtype, elements) of a column that takes a few values only."""
    return dtype, st.sampled_from(values)


def array(shape, kind):
    """Return arrays of one shape and kind, every element drawn."""
    dtype, elements = kind
    return hnp.arrays(dtype, shape, elements=elements, fill=st.nothing())


def rates(*shape):
    """Return arrays of yearly probabilities, never and always among them."""
    return array(shape, choice(np.float64, 0.0, 0.01, 0.3, 1.0))


@st.composite
def table(draw, kinds, min_rows=0, max_rows=10):
    """Return a dict of equally long columns; a column `uid` is added, without repeats."""
    n = draw(st.integers(min_rows, max_rows))
    out = {name: draw(array(n, kind)) for name, kind in kinds.items()}
    out["uid"] = np.array(draw(st.lists(UID, min_size=n, max_size=n, unique=True)), np.uint64)
    return out
