"""Return of children who dropped out 复学 (model.md step 9): of earlier years, and within the year they left."""

import numpy as np

from sim.base.draws import decision, draws_for
from sim.kernels.codes import DROPPED_OUT
from sim.processes import trace_notes
from sim.world.region import Region

_RETURN = decision("dropout.return")
AGE_LIMIT = 15  # last age at which the duty to attend holds (义务教育法)


def of_earlier_years(region: Region, rules) -> None:
    """Let children who dropped out in earlier years come back, as long as the duty to attend holds."""
    c = region.children
    rows = np.flatnonzero(c["status"] == DROPPED_OUT)
    age = region.year - c["birth_year"][rows].astype(np.int64) - (c["birth_month"][rows] > 8)
    rows = rows[age <= AGE_LIMIT]
    luck = draws_for(region.luck, _RETURN, region.year, c["uid"][rows])
    back = rows[luck < region.numbers["p_return"]]
    region.register.come_back(back, region.is_open)
    trace_notes.at_school(region, "dropout.returned", back)


def within_the_year(region: Region, rules, out: np.ndarray) -> None:
    """Bring back some of those who dropped out this year, rows `out`: nobody without a lever."""
