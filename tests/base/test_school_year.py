"""School years and calendar years."""

import numpy as np

from sim.base.school_year import school_year_births


def test_births_of_a_school_year_are_a_third_of_the_year_before_and_two_thirds_of_the_year():
    assert school_year_births(60.0, 90.0) == 80.0
    assert school_year_births(np.array([3.0, np.nan]), np.array([6.0, 6.0]))[0] == 5.0
    assert np.isnan(school_year_births(np.array([np.nan]), np.array([6.0]))[0])
