"""The chain of caps against every path written out."""

from itertools import product

import numpy as np
import pytest

from sim.calibration.class_rules.chain import (
    by_length,
    falling_off,
    forward_backward,
    share_of_states,
    spread_matrix,
    steps_taken,
)

KINDS, SCHOOLS, GRADES, CAPS = 2, 3, 4, 3


@pytest.fixture
def chain():
    """Return probabilities without any symmetry."""
    seen = (
        np.arange(GRADES * KINDS * SCHOOLS * CAPS).reshape(GRADES, KINDS, SCHOOLS, CAPS) * 7 % 11 + 1
    ) / 12
    drift = np.array(
        [[[0.7, 0.2, 0.1], [0.3, 0.5, 0.2], [0.1, 0.1, 0.8]], [[0.9, 0.1, 0], [0, 1, 0], [0.2, 0.2, 0.6]]]
    )
    start = np.arange(1.0, 1 + KINDS * SCHOOLS * CAPS).reshape(KINDS, SCHOOLS, CAPS)
    return seen, drift, start / start.sum(axis=(0, 2), keepdims=True)


def paths(seen, drift, start, school, without=None):
    """Yield kind, caps by grade and probability of every path of one school, one grade's classes not seen."""
    for kind, *caps in product(range(KINDS), *[range(CAPS)] * GRADES):
        chance = start[kind, school, caps[0]]
        for k in range(GRADES):
            chance *= 1.0 if k == without else seen[k, kind, school, caps[k]]
            if k:
                chance *= drift[kind, caps[k - 1], caps[k]]
        yield kind, caps, chance


def test_other_grades_speak_as_all_paths_say(chain):
    before, after, chance = forward_backward(*chain)
    got = share_of_states(before * after)
    for school in range(SCHOOLS):
        whole = sum(one for _, _, one in paths(*chain, school))
        assert np.prod(chance[:, school]) == pytest.approx(whole)
        for k in range(GRADES):
            expected = np.zeros((KINDS, CAPS))
            for kind, caps, one in paths(*chain, school, without=k):
                expected[kind, caps[k]] += one
            assert got[k, :, school] == pytest.approx(expected / expected.sum())


def test_steps_as_all_paths_say(chain):
    seen, drift, start = chain
    before, after, _ = forward_backward(*chain)
    expected = np.zeros_like(drift)
    for school in range(SCHOOLS):
        every = list(paths(*chain, school))
        whole = sum(one for _, _, one in every)
        for kind, caps, one in every:
            for k in range(GRADES - 1):
                expected[kind, caps[k], caps[k + 1]] += one / whole
    assert steps_taken(seen, drift, before, after) == pytest.approx(expected)
    assert expected.sum() == pytest.approx(SCHOOLS * (GRADES - 1))


def test_steps_beyond_the_ends_stop_there():
    matrix = spread_matrix(np.array([0.1, 0.2, 0.4, 0.2, 0.1]), 3)
    assert matrix == pytest.approx(np.array([[0.7, 0.2, 0.1], [0.3, 0.4, 0.3], [0.1, 0.2, 0.7]]))


def test_steps_by_length():
    assert by_length(np.array([[1, 2, 3], [4, 5, 6], [7, 8, 9]]), 2).tolist() == [7, 12, 15, 8, 3]


def test_falling_off_is_even_and_sums_to_one():
    shares = falling_off(2, 1 / np.log(2))  # halves with each step: 1 2 4 2 1
    assert shares == pytest.approx(np.array([1, 2, 4, 2, 1]) / 10)
