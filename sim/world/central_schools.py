"""Central schools (中心校): which school of a township runs its village schools and points."""

import numpy as np

from sim.base.table import Table
from sim.kernels.central_schools import set_central

_LOOKED_AT = (
    "status", "ownership", "zone", "grade_low", "grade_high", "township", "pupils", "central_school",
)  # fmt: skip


def central_schools(s: Table) -> np.ndarray:
    """Return the central school (中心校) that runs each school, its own row for itself, -1 for none, int64 (schools,).

    The one the column `central_school` names, as long as it is open. Where none is named, open public schools and
    points of villages that teach no junior grade belong to the largest open public school of their township that
    teaches grade 6 and is not itself run by another (assumption).
    """
    out = np.empty(len(s), np.int64)
    set_central(*(s[name] for name in _LOOKED_AT), out)
    return out
