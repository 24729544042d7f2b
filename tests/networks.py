"""Schools and the candidates of settlements, small, for the oracles of admission."""

import numpy as np
from hypothesis import strategies as st

from sim.kernels.codes import OPEN
from tests.columns import array, choice

N_SCHOOLS, N_PLACES, N_NEAR = 5, 4, 4
SPANS = [(1, 6), (1, 6), (1, 9), (1, 9), (1, 3), (7, 9)]


@st.composite
def networks(draw):
    """Return schools and the candidates of each settlement, nearest first, -1 = no more."""
    spans = draw(st.lists(st.sampled_from(SPANS), min_size=N_SCHOOLS, max_size=N_SCHOOLS))
    near = np.full((N_PLACES, N_NEAR), -1, np.int32)
    for p in range(N_PLACES):
        mine = draw(st.lists(st.integers(0, N_SCHOOLS - 1), unique=True, min_size=min(p, 3), max_size=N_NEAR))
        near[p, : len(mine)] = mine
    return {
        "status": draw(array(N_SCHOOLS, choice(np.uint8, *[OPEN] * 6, 0, 2))),
        "low": np.array([s[0] for s in spans], np.uint8),
        "high": np.array([s[1] for s in spans], np.uint8),
        "near": near,
        "minutes": draw(array((N_PLACES, N_NEAR), choice(np.float64, 5.0, 30.0, 31.0, 50.0))),
    }


def plain_teaching(net, place, grade):
    """Return (school, minutes) of the candidates that are open and teach the grade, nearest first."""
    near = [
        (int(s), float(t)) for s, t in zip(net["near"][place], net["minutes"][place], strict=True) if s >= 0
    ]
    return [(s, t) for s, t in near if net["status"][s] == OPEN and net["low"][s] <= grade <= net["high"][s]]
