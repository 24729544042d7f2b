"""How the schools of a region stand against the seven norms, each by the rules of its county."""

from dataclasses import dataclass

import numpy as np

from sim.kernels.codes import URBAN
from sim.kernels.norms import BEDS, NORMS, is_below, needs_of_room, norm_needs, norm_ratios, norms_met
from sim.rules.norms import per_pupil
from sim.rules.rulebook import Rulebook
from sim.world.beds import usable_beds
from sim.world.state import State

ALL_GIVEN = (1 << len(NORMS)) - 1  # of `norms_given`: nothing is made up


@dataclass(frozen=True)
class Standing:
    """How schools stand.

    Attributes
    ----------
    met : bool array (schools, 7)
    lowest : float array (schools,)
        What they have over what they need, of the norm they are farthest from.
    is_weak : bool array (schools,)
    of_stage : float array (schools, 2, 7)
        What a pupil of each stage needs there.
    """

    met: np.ndarray
    lowest: np.ndarray
    is_weak: np.ndarray
    of_stage: np.ndarray


def norm_standing(region: State, rules, boarders: np.ndarray) -> Standing:
    """Return how all schools stand.

    Parameters
    ----------
    rules : sequence of Rulebook
        One a county.
    boarders : int array (schools,)
        Pupils who board, and those who would and found no bed.
    """
    s, n = region.schools, len(region.schools)
    have = np.stack([s[name].astype(float) for name in NORMS], axis=1)
    have[:, BEDS] = usable_beds(region)  # one without its area is none
    needs, of_stage, is_weak = np.zeros((n, len(NORMS))), np.zeros((n, 2, len(NORMS))), np.zeros(n, bool)
    for county, book in enumerate(rules):
        rows = np.flatnonzero(s["county"] == county)
        of_school = per_pupil(book, NORMS)[(s["zone"][rows] == URBAN).astype(int)]
        needs[rows] = norm_needs(
            s["pupils"][rows], s["classes"][rows], boarders[rows], of_school, book.by_grade("class_standard"),
            book.norm_beds_per_boarder,
        )  # fmt: skip
        of_stage[rows] = of_school[:, [0, -1]]
        is_weak[rows] = is_below(have[rows], needs[rows], book.norms_met_least, book.norm_share_least)
    return Standing(norms_met(have, needs), norm_ratios(have, needs).min(axis=1), is_weak, of_stage)


def of_room(book: Rulebook, zone: int, grade_low: int, grade_high: int) -> np.ndarray:
    """Return what each ordinary room with a standard class in it asks for, float (7,); no beds."""
    of_pupil = per_pupil(book, NORMS)[int(zone == URBAN)]
    return needs_of_room(of_pupil, book.by_grade("class_standard"), int(grade_low), int(grade_high))
