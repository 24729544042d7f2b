"""Pupils where they sit at this moment."""

import numpy as np

from sim.base.chunks import count_chunks
from sim.kernels.codes import GRADES
from sim.kernels.seated import count_seated
from sim.world.state import State


def seated(region: State) -> tuple[np.ndarray, int]:
    """Return enrolled pupils by school and grade, int64 (schools, 9), and how many have no school or no grade."""
    c, n = region.children, len(region.schools)
    counts, astray = count_chunks(
        count_seated, len(c), region.threads, lambda: (np.zeros((n, GRADES), np.int64), np.zeros(1, np.int64)),
        c["status"], c["school"], c["grade"],
    )  # fmt: skip
    return counts, int(astray[0])
