"""Central schools (中心校): which school of a township runs its village schools and points."""

import numpy as np

from sim.base.table import Table
from sim.kernels.codes import OPEN, PUBLIC, VILLAGE

LAST_PRIMARY = 6


def central_schools(s: Table) -> np.ndarray:
    """Return the central school (中心校) that runs each school, its own row for itself, -1 for none, int64 (schools,).

    The one the table names, or a point was made of; else the largest open public school of a township that teaches
    grade 6, with the open public schools and points of its villages that teach no junior grade (assumption).
    """
    is_ours = (s["status"] == OPEN) & (s["ownership"] == PUBLIC)
    may_run = is_ours & (s["grade_low"] <= LAST_PRIMARY) & (s["grade_high"] >= LAST_PRIMARY)
    rows = np.flatnonzero(may_run)
    rows = rows[np.argsort(-s["pupils"][rows].sum(axis=1), kind="stable")]
    townships, first = np.unique(s["township"][rows], return_index=True)
    central_of = np.full(int(s["township"].max(initial=-1)) + 1, -1, np.int64)
    central_of[townships] = rows[first]
    is_site = is_ours & (s["zone"] == VILLAGE) & (s["grade_high"] <= LAST_PRIMARY)
    out = np.where(is_site, central_of[s["township"]], -1)
    out[rows[first]] = rows[first]
    named = s["central_school"].astype(np.int64)
    is_named = (named >= 0) & is_ours & is_ours[named]
    out[is_named] = named[is_named]
    out[named[is_named]] = named[is_named]
    return out
