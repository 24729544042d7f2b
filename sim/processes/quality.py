"""Quality of schools as families see it (学校质量): slow, from last year's published figures (model.md step 3).

The step runs before this year's moves, network and staffing, when `teachers`, `classes` and `pupils` of schools are
those of the last census. Figures count against the school's own first census, so that nothing moves at the start.
"""

import numpy as np

from sim.kernels.norms import NORMS
from sim.kernels.quality import FIGURES, census_figures, move_towards
from sim.processes import pairing
from sim.world.norms import norm_standing
from sim.world.region import Region


def run(region: Region, rules, orders) -> None:
    """Let what families think of each school follow the figures of last year; a school seen first stays at its base.

    Schools are paired after.
    """
    if region.numbers["quality_follows"]:
        _follow(region, rules)
    pairing.run(region, rules)


def _follow(region: Region, rules) -> None:
    s = region.schools
    first, change = s.writable("quality_first"), s.writable("quality_change")
    now = _last_census(region, rules)
    first[:] = np.where(np.isnan(first), now, first)
    weights = np.array([region.numbers[f"quality_{name}"] for name in FIGURES])
    change[:] = move_towards(change, first, now, weights, region.numbers["quality_speed"])


def _last_census(region: Region, rules) -> np.ndarray:
    """Return the figures of the last census by school, float (schools, 4); beds are left out of the norms.

    Boarding has its own weight in choices, and boarders change with every year's travel.
    """
    s, t = region.schools, region.teachers
    n = len(s)
    backbone = np.bincount(t["school"][t["is_backbone"] > 0], minlength=n)
    met = norm_standing(region, rules, np.zeros(n, np.int64)).met
    return census_figures(
        s["teachers"], backbone, s["classes"], s["pupils"], rules.by_grade("class_standard")[s["county"]],
        met.sum(axis=1) / len(NORMS),
    )  # fmt: skip
