"""Posts for teachers by stage, who holds them, and what is vacant (教师编制、在编、空编)."""

import numpy as np

from sim.kernels.codes import OPEN, PRIVATE
from sim.kernels.teacher_codes import IN_POST
from sim.world.state import State


def is_staffed(region: State) -> np.ndarray:
    """Return the schools whose teachers hold county posts: open public ones, bool (schools,)."""
    s = region.schools
    return (s["status"] == OPEN) & (s["ownership"] != PRIVATE)


def taught_stages(region: State) -> np.ndarray:
    """Return the stages that schools with posts teach, bool (schools, 2)."""
    s = region.schools
    return np.stack([s["grade_low"] <= 6, s["grade_high"] >= 7], axis=1) & is_staffed(region)[:, None]


def count_home(region: State, which: np.ndarray) -> np.ndarray:
    """Return teachers by home school and stage, those of `which` (bool (teachers,)), int64 (schools, 2)."""
    t, n = region.teachers, len(region.schools)
    cell = t["home_school"].astype(np.int64) * 2 + t["stage"]
    return np.bincount(cell[which], minlength=2 * n).reshape(n, 2)


def holders(region: State) -> np.ndarray:
    """Return the teachers who hold a post, by home school and stage, int64 (schools, 2).

    Special-post teachers (特岗) take one when their contract is over; volunteers and those outside the posts hold none.
    """
    return count_home(region, region.teachers["contract"] == IN_POST)


def vacancies(region: State) -> np.ndarray:
    """Return posts for teachers less those who hold them, int64 (schools, 2); below 0 where there are too many."""
    return region.schools["teacher_posts_by_stage"] - holders(region)


def county_vacancies(region: State, vacant: np.ndarray) -> np.ndarray:
    """Return what counties lack to their posts for teachers, surplus schools counted in, int64 (counties,), >= 0."""
    by_county = np.bincount(region.schools["county"], vacant.sum(axis=1), region.geography.n_counties)
    return np.maximum(0, by_county).astype(np.int64)
