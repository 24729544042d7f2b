"""Places that are marked."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from sim.kernels.marks import marked


@given(st.lists(st.sampled_from([0, 0, 0, 0, 1]), max_size=64), st.booleans())
def test_marked_places_are_those_of_numpy(values, are_all):
    marks, rows = np.full(64, int(are_all), np.uint8), np.full(64, -1)
    marks[: len(values)] = values
    n = marked(marks, marks.view(np.uint64), rows)
    assert rows[:n].tolist() == np.flatnonzero(marks).tolist()
