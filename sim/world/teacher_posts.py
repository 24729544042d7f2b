"""Posts for teachers by stage, who holds them, and what is vacant (教师编制、在编、空编)."""

import numpy as np

from sim.kernels.codes import OPEN, PRIVATE, STAGE_NAMES
from sim.kernels.staff_count import count_holders
from sim.world.state import State

# Columns of teachers that tell who holds a post and who can be asked to move.
ASKED = ("home_school", "school", "stage", "contract", "is_principal", "year_here")


def is_staffed(region: State) -> np.ndarray:
    """Return the schools whose teachers hold county posts: open public ones, bool (schools,)."""
    s = region.schools
    return (s["status"] == OPEN) & (s["ownership"] != PRIVATE)


def taught_stages(region: State) -> np.ndarray:
    """Return the stages that schools with posts teach, bool (schools, 2)."""
    s, is_public = region.schools, is_staffed(region)
    out = np.empty((len(s), len(STAGE_NAMES)), bool)
    np.logical_and(s["grade_low"] <= 6, is_public, out=out[:, 0])
    np.logical_and(s["grade_high"] >= 7, is_public, out=out[:, 1])
    return out


def holders_and_movable(region: State) -> tuple[np.ndarray, np.ndarray]:
    """Return teachers who hold a post, and those of them who can be asked to move, int64 (schools, 2) each.

    By home school and stage. Special-post teachers (特岗) take a post when their contract is over; volunteers and those
    outside the posts hold none. Who serves as a guest, leads a school or has come within the year is not asked.
    """
    out = np.zeros((2, len(region.schools), len(STAGE_NAMES)), np.int64)
    count_holders(*(region.teachers[name] for name in ASKED), region.year, *out)
    return out[0], out[1]


def holders(region: State) -> np.ndarray:
    """Return the teachers who hold a post, by home school and stage, int64 (schools, 2)."""
    return holders_and_movable(region)[0]


def vacancies(region: State) -> np.ndarray:
    """Return posts for teachers less those who hold them, int64 (schools, 2); below 0 where there are too many."""
    return region.schools["teacher_posts_by_stage"] - holders(region)


def county_vacancies(region: State, vacant: np.ndarray) -> np.ndarray:
    """Return what counties lack to their posts for teachers, surplus schools counted in, int64 (counties,), >= 0."""
    by_county = np.bincount(region.schools["county"], vacant.sum(axis=1), region.geography.n_counties)
    return np.maximum(0, by_county).astype(np.int64)
