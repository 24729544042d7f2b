"""Rows where a mask holds."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from sim.kernels.rows import rows_of


@given(st.lists(st.sampled_from([0, 0, 0, 1, 2, 128]), max_size=300))
def test_rows_are_those_of_numpy(values):
    mask = np.array(values, np.uint8)
    assert rows_of(mask).tolist() == np.flatnonzero(mask).tolist()
    assert rows_of(mask > 1).tolist() == np.flatnonzero(mask > 1).tolist()


def test_words_without_any_are_passed_over_and_the_last_few_are_looked_at():
    mask = np.zeros(1000, bool)
    mask[[0, 63, 64, 500, 999]] = True
    assert rows_of(mask).tolist() == [0, 63, 64, 500, 999]
