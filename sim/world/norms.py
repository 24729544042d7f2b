"""How the schools of a region stand against the seven norms, each by the rules of its county."""

from dataclasses import dataclass
from functools import cached_property, lru_cache, reduce

import numpy as np

from sim.kernels.codes import GRADES, URBAN
from sim.kernels.norms import BEDS, NORMS, falls_short, needs_of_room, norm_needs, norm_ratios, norms_met
from sim.kernels.zones import FIRST_JUNIOR
from sim.rules.norms import norm_values, per_pupil_of
from sim.rules.rulebook import Rulebook
from sim.world.beds import usable_beds
from sim.world.county_rules import RulesOfRows
from sim.world.state import State

ALL_GIVEN = (1 << len(NORMS)) - 1  # of `norms_given`: nothing is made up


@dataclass(frozen=True)
class Standing:
    """How schools stand; what follows from what they have and need is worked out when it is asked for.

    Attributes
    ----------
    have, needs : float arrays (schools, 7)
    kind : int array (schools,)
        Place in the next: twice the county, and one more in 城区.
    per_pupil : float array (kinds, 9, 7)
        What a pupil of each grade needs.
    rules : RulesOfRows
        Of the schools.
    """

    have: np.ndarray
    needs: np.ndarray
    kind: np.ndarray
    per_pupil: np.ndarray
    rules: RulesOfRows

    @cached_property
    def met(self) -> np.ndarray:
        """Return which norms are met, bool (schools, 7)."""
        return norms_met(self.have, self.needs)

    @cached_property
    def lowest(self) -> np.ndarray:
        """Return what they have over what they need of the norm they are farthest from, float (schools,)."""
        return reduce(np.minimum, norm_ratios(self.have, self.needs).T)

    @property
    def is_weak(self) -> np.ndarray:
        """Return which schools are weak (薄弱), bool (schools,)."""
        return falls_short(self.met, self.lowest, self.rules.norms_met_least, self.rules.norm_share_least)

    @property
    def of_stage(self) -> np.ndarray:
        """Return what a pupil of each stage needs there, float (schools, 2, 7)."""
        return self.per_pupil[:, [0, -1]][self.kind]


def norm_standing(region: State, rules, boarders: np.ndarray) -> Standing:
    """Return how all schools stand.

    Parameters
    ----------
    rules : CountyRules
    boarders : int array (schools,)
        Pupils who board, and those who would and found no bed.
    """
    s = region.schools
    have = np.empty((len(s), len(NORMS)))
    for k, name in enumerate(NORMS):
        have[:, k] = usable_beds(region) if k == BEDS else s[name]  # a bed without its area is none
    of_schools = rules.of(s["county"])
    of_kinds = rules.needs_per_pupil()
    kind = s["county"] * np.int64(2) + (s["zone"] == URBAN)
    needs = norm_needs(
        s["pupils"], s["classes"], boarders, kind, of_kinds, rules.by_grade("class_standard").repeat(2, axis=0),
        of_schools.norm_beds_per_boarder,
    )  # fmt: skip
    return Standing(have, needs, kind, of_kinds, of_schools)


def of_room(book: Rulebook, zone: int, grade_low: int, grade_high: int) -> np.ndarray:
    """Return what each ordinary room with a standard class in it asks for, float (7,), read-only; no beds."""
    standard = book.class_standard_primary, book.class_standard_junior
    return _of_room(norm_values(book, NORMS), standard, int(zone == URBAN), int(grade_low), int(grade_high))


@lru_cache(maxsize=1024)
def _of_room(
    values: tuple[float, ...], standard: tuple[int, int], urban: int, grade_low: int, grade_high: int
) -> np.ndarray:
    """Return `of_room` from what it reads of the rules: they are the same in most years."""
    by_grade = np.repeat(np.array(standard, np.int64), (FIRST_JUNIOR, GRADES - FIRST_JUNIOR))
    needs = needs_of_room(per_pupil_of(NORMS, values)[urban], by_grade, grade_low, grade_high)
    needs.flags.writeable = False
    return needs
