"""How the schools of a region stand against the seven norms, each by the rules of its county."""

import numpy as np

from sim.kernels.codes import URBAN
from sim.kernels.norms import NORMS
from sim.rules.norms import Standing, per_pupil, per_room, standing
from sim.rules.rulebook import Rulebook
from sim.world.state import State

ALL_GIVEN = (1 << len(NORMS)) - 1  # of `norms_given`: nothing is made up


def norm_standing(region: State, rules, boarders: np.ndarray) -> tuple[Standing, np.ndarray]:
    """Return how all schools stand, and which are weak, bool (schools,).

    Parameters
    ----------
    rules : sequence of Rulebook
        One a county.
    boarders : int array (schools,)
        Pupils who board, and those who would and found no bed.
    """
    s, n = region.schools, len(region.schools)
    whole = Standing(np.zeros((n, len(NORMS))), np.zeros((n, len(NORMS))))
    is_weak = np.zeros(n, bool)
    for county, book in enumerate(rules):
        rows = np.flatnonzero(s["county"] == county)
        mine = standing(lambda name, rows=rows: s[name][rows], boarders[rows], book)
        whole.have[rows], whole.needs[rows] = mine.have, mine.needs
        is_weak[rows] = mine.is_weak(book)
    return whole, is_weak


def stage_norms(region: State, rules) -> np.ndarray:
    """Return what a pupil of each stage needs at each school, float (schools, 2, 7), as `per_pupil` has it."""
    of_county = np.array(
        [[per_pupil(book, is_urban)[[0, 8]] for is_urban in (False, True)] for book in rules]
    )
    s = region.schools
    return of_county[s["county"], (s["zone"] == URBAN).astype(int)]


def planned_needs(book: Rulebook, zone: int, grade_low: int, grade_high: int, rooms: int) -> np.ndarray:
    """Return what a school planned for some rooms with a standard class in each needs, float (7,); no beds."""
    return rooms * per_room(book, zone == URBAN, grade_low, grade_high)
