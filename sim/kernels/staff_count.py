"""Teachers of each school and stage, counted in one pass."""

import numpy as np
from numba import njit

from sim.kernels.teacher_codes import (
    IN_POST,
    MIDDLE_TITLE,
    OUTSIDE_POSTS,
    PE_AND_ARTS,
    SENIOR_TITLE,
    SPECIAL_POST,
    VOLUNTEER,
)

AT_HOME = ("teachers_home", "n_special", "n_volunteers", "n_outside_posts", "n_rotated_out")
WHERE_THEY_SERVE = (
    "teachers", "n_rotated_in", "n_rotated_in_backbone", "n_backbone", "n_above_standard", "n_middle_title",
    "n_senior_title", "n_pe_arts", "n_under_35", "n_55_and_over",
)  # fmt: skip
YOUNG, OLD = 35, 55  # years
_IS_PE_OR_ART = np.isin(np.arange(256), PE_AND_ARTS)
TEACHERS_READ = (  # columns of teachers, in the order `teachers_by_school` takes them
    "school", "home_school", "stage", "contract", "is_backbone", "is_above_standard", "title", "subject",
    "birth_year", "birth_month",
)  # fmt: skip


def teachers_by_school(n_schools: int, year: int, *columns: np.ndarray) -> dict[str, np.ndarray]:
    """Return the counts of `AT_HOME` by home school and of `WHERE_THEY_SERVE` by the school served in.

    Parameters
    ----------
    year : int
        School year: ages are completed years on 1 September.
    *columns : arrays (teachers,)
        By `TEACHERS_READ`.

    Returns
    -------
    dict of str to int64 array (schools, 2 stages)
    """
    home = np.zeros((len(AT_HOME), n_schools, 2), np.int64)
    serve = np.zeros((len(WHERE_THEY_SERVE), n_schools, 2), np.int64)
    _count(*columns, _IS_PE_OR_ART, year, home, serve)
    return dict(zip((*AT_HOME, *WHERE_THEY_SERVE), (*home, *serve), strict=True))


@njit(cache=True, nogil=True)
def _count(
    school, home_school, stage, contract, is_backbone, is_above_standard, title, subject, birth_year, birth_month,
    is_pe_or_art, year, home, serve,
):  # fmt: skip
    """Add teachers to `home` and `serve`, int (counts, schools, 2), in the order of `AT_HOME`, `WHERE_THEY_SERVE`."""
    for i in range(len(school)):
        h, s, g = np.uint64(home_school[i]), np.uint64(school[i]), stage[i]
        age = year - birth_year[i] - (birth_month[i] > 8)
        is_guest, is_best = school[i] != home_school[i], is_backbone[i] > 0
        home[0, h, g] += 1
        home[1, h, g] += contract[i] == SPECIAL_POST
        home[2, h, g] += contract[i] == VOLUNTEER
        home[3, h, g] += contract[i] == OUTSIDE_POSTS
        home[4, h, g] += is_guest
        serve[0, s, g] += 1
        serve[1, s, g] += is_guest
        serve[2, s, g] += is_guest & is_best
        serve[3, s, g] += is_best
        serve[4, s, g] += is_above_standard[i] > 0
        serve[5, s, g] += title[i] >= MIDDLE_TITLE
        serve[6, s, g] += title[i] >= SENIOR_TITLE
        serve[7, s, g] += is_pe_or_art[subject[i]]
        serve[8, s, g] += age < YOUNG
        serve[9, s, g] += age >= OLD


@njit(cache=True, nogil=True)
def count_by_cell(school, stage, cell, counts):
    """Add teachers to `counts` (cells,): at `cell` of their school (schools,), three places on for the junior stage."""
    for i in range(len(school)):
        counts[cell[school[i]] + 3 * stage[i]] += 1


@njit(cache=True, nogil=True)
def count_in_post(home_school, contract, group, counts):
    """Add teachers in posts to `counts` (groups,), by `group` (schools,) of the home school."""
    for i in range(len(home_school)):
        counts[group[home_school[i]]] += contract[i] == IN_POST


@njit(cache=True, nogil=True)
def count_holders(home_school, school, stage, contract, is_principal, year_here, year, holders, movable):
    """Add teachers in posts to `holders`, int64 (schools, 2), by home and stage, and the movable of them.

    Movable is who serves at home, is no principal, and has not come within the year.
    """
    for i in range(len(home_school)):
        if contract[i] == IN_POST:
            h, g = np.uint64(home_school[i]), stage[i]
            holders[h, g] += 1
            movable[h, g] += (school[i] == home_school[i]) & (is_principal[i] == 0) & (year_here[i] < year)


@njit(cache=True, nogil=True)
def rows_to_ask(home_school, school, stage, contract, is_principal, year_here, year, wanted):
    """Return who can be asked to move, as above, where some are `wanted` (schools, 2): rows."""
    rows, n = np.empty(len(home_school), np.int64), 0
    for i in range(len(home_school)):
        is_free = (school[i] == home_school[i]) & (is_principal[i] == 0) & (year_here[i] < year)
        rows[n] = i
        n += is_free & (contract[i] == IN_POST) & (wanted[np.uint64(home_school[i]), stage[i]] > 0)
    return rows[:n]


@njit(cache=True, nogil=True)
def rows_at(school, stage, is_marked):
    """Return the teachers of schools and stages that are marked, bool (schools, 2): rows."""
    rows, n = np.empty(len(school), np.int64), 0
    for i in range(len(school)):
        rows[n] = i
        n += is_marked[np.uint64(school[i]), stage[i]]
    return rows[:n]
