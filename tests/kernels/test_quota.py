"""Quota seats by hand."""

import math

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from sim.kernels.quota import quota_per_graduate, whole_seats

GRADUATES = np.array([100, 300, 200])
RURAL = np.array([True, False, False])
COUNTY = np.array([0, 0, 1])


def per_graduate(weight: float, graduates=GRADUATES, rural=RURAL, seats: float = 0.15):
    return quota_per_graduate(graduates, rural, COUNTY, np.full(2, seats), np.full(2, weight))


def test_without_a_tilt_every_school_has_the_same_per_graduate():
    assert per_graduate(1.0).tolist() == [0.15] * 3


def test_a_village_graduate_counts_twice():
    """60 seats of county 0 over 2 x 100 + 300 = 500: 0.12 a count, 0.24 a village graduate; county 1 has no village."""
    assert per_graduate(2.0).tolist() == [0.24, 0.12, 0.15]
    assert (per_graduate(2.0) * GRADUATES)[:2].sum() == 60


def test_a_school_without_graduates_is_told_what_each_would_get():
    quota = per_graduate(2.0, np.array([0, 300, 0]))
    assert quota.tolist() == [0.3, 0.15, 0.15]


def test_seats_are_whole_and_keep_the_county_total():
    """24.4 + 36.4 = 60.8: 61 seats, the one left to the largest remainder, of equals to the first."""
    assert whole_seats(np.array([24.4, 36.4, 30.0]), COUNTY).tolist() == [25, 36, 30]
    assert whole_seats(np.array([0.2, 0.7, 0.0]), COUNTY).tolist() == [0, 1, 0]
    assert whole_seats(np.zeros(0), np.zeros(0, int)).tolist() == []


def test_counties_that_stand_mixed_up_each_keep_their_total():
    """County 0: 1.5 + 0.5 + 0.5 = 2.5, 3 seats, the one left to the first of equals; 2: 0.6 + 0.9; 1 has no school."""
    county = np.array([2, 0, 0, 2, 0], np.int16)
    assert whole_seats(np.array([0.6, 1.5, 0.5, 0.9, 0.5]), county).tolist() == [1, 2, 1, 1, 0]


@given(
    st.lists(st.tuples(st.integers(0, 3), st.sampled_from([0.0, 0.25, 0.5, 1.1, 7.75, 3.0])), min_size=1, max_size=12)
)  # fmt: skip
def test_the_rest_goes_to_the_largest_remainders(schools):
    county, exact = (np.array(column) for column in zip(*schools, strict=True))
    expected = [math.floor(one) for one in exact]
    for c in set(county.tolist()):
        rows = [k for k in range(len(exact)) if county[k] == c]
        rest = math.floor(sum(exact[rows]) + 0.5) - sum(expected[k] for k in rows)
        for k in sorted(rows, key=lambda k: (expected[k] - exact[k], k))[:rest]:
            expected[k] += 1
    assert whole_seats(exact, county).tolist() == expected
