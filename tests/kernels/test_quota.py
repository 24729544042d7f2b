"""Quota seats by hand."""

import numpy as np

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
