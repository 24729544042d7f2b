"""Central schools (中心校): which school of a township runs its village schools and points."""

import numpy as np

from sim.base.table import Table
from sim.kernels.codes import OPEN, PUBLIC, VILLAGE

LAST_PRIMARY = 6


def central_schools(s: Table) -> np.ndarray:
    """Return the central school (中心校) that runs each school, its own row for itself, -1 for none, int64 (schools,).

    The one the column `central_school` names, as long as it is open. Where none is named, open public schools and
    points of villages that teach no junior grade belong to the largest open public school of their township that
    teaches grade 6 and is not itself run by another (assumption).
    """
    is_open, named = s["status"] == OPEN, s["central_school"].astype(np.int64)
    named = np.where(is_open & (named >= 0) & is_open[named], named, -1)
    is_ours = is_open & (s["ownership"] == PUBLIC) & (named < 0)
    may_run = is_ours & (s["grade_low"] <= LAST_PRIMARY) & (s["grade_high"] >= LAST_PRIMARY)
    rows = np.flatnonzero(may_run)
    rows = rows[np.argsort(-s["pupils"][rows].sum(axis=1), kind="stable")]
    townships, first = np.unique(s["township"][rows], return_index=True)
    central_of = np.full(int(s["township"].max(initial=-1)) + 1, -1, np.int64)
    central_of[townships] = rows[first]
    is_site = is_ours & (s["zone"] == VILLAGE) & (s["grade_high"] <= LAST_PRIMARY)
    out = np.where(is_site, central_of[s["township"]], named)
    heads = np.union1d(rows[first], named[named >= 0])
    heads = heads[named[heads] < 0]
    out[heads] = heads
    return np.where(out >= 0, out[out], -1)
