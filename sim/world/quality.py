"""What families think of schools: the base, what the published figures have changed since, and what pairing adds."""

import numpy as np

from sim.base.table import Table
from sim.kernels.quality import CROWDING, N_FIGURES

_BUT_CROWDING = np.arange(N_FIGURES) != CROWDING


def quality_seen(schools: Table, *, without_crowding: bool = False) -> np.ndarray:
    """Return the quality of each school as families see it, SD, float32 (schools,).

    Parameters
    ----------
    without_crowding : bool
        Leave out what crowded classes have changed, where the choice weighs them by themselves.
    """
    change = schools["quality_change"]
    parts = change[:, _BUT_CROWDING] if without_crowding else change
    return schools["quality_base"] + schools["quality_helped"] + parts.sum(axis=1, dtype=np.float32)
