"""Tonghua with seats for everybody, and a decision to close most of its schools."""

import dataclasses
from functools import cache

import numpy as np

from sim.base.errors import Say
from sim.kernels.codes import TO_OTHER_COUNTY
from sim.kernels.moves import CLOSED_TO_ALL
from sim.rules.orders import Close
from sim.rules.policy import Policy, strength
from tests.counties import all_registered
from tests.worlds import start


@cache
def dispensable() -> frozenset[str]:
    """Return as many schools as can close, one after the other, while every settlement keeps one in reach a grade."""
    begin = start("tonghua")
    g, s, grades = begin.geography, begin.schools, np.arange(1, 10)
    taught = (s["grade_low"][:, None] <= grades) & (grades <= s["grade_high"][:, None])
    used = np.zeros((len(s), g.n_settlements, 9), bool)
    for listed, of_stage in ((g.candidates_primary, grades < 7), (g.candidates_junior, grades > 6)):
        settlement, column = np.nonzero(listed >= 0)
        row = listed[settlement, column]
        used[row, settlement] |= taught[row] & of_stage
    left, out = used.sum(axis=0), []
    for row in range(len(s)):
        if (left[used[row]] > 1).all():
            left -= used[row]
            out.append(begin.school_ids[row])
    return frozenset(out)


class CloseMany(Policy):
    """Decide in the second year to close the schools that can be done without."""

    NAME, TITLE, MEASURES, PARAMETERS = "close_many", Say("close many", "多撤"), (), (strength(),)

    def orders(self, year, view, rulebook):
        return tuple(Close(s, 2019) for s in view.school_ids if s in dispensable()) if year == 2018 else ()


@cache
def roomy(is_shuffled: bool):
    """Return Tonghua with seats for everybody, all of them local children; the schools' qualities shuffled or not."""
    begin = all_registered(start("tonghua"))
    constants, schools = begin.behaviour.move_constants.copy(), begin.schools.copy()
    constants[:, TO_OTHER_COUNTY] = CLOSED_TO_ALL  # children from another county may find no seat
    order = np.argsort(schools["uid"])  # has nothing to do with quality
    if is_shuffled:
        with schools.writing_as("network"):
            schools.writable("quality_base")[:] = 2.0 * schools["quality_base"][order]
    behaviour = dataclasses.replace(begin.behaviour, move_constants=constants)
    return dataclasses.replace(begin, schools=schools, behaviour=behaviour)
