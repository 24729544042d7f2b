"""What a trace is told on 1 September: where every child of school age is."""

import numpy as np

from sim.kernels.codes import DROPPED_OUT, ENROLLED, WAITING
from sim.world.region import Region


def note_census(region: Region) -> None:
    """Note the pupils, with their grade's pupils and classes and their way to school, and who is not at school."""
    c, s = region.children, region.schools
    rows = np.flatnonzero(c["status"] == ENROLLED)
    school, grade = c["school"][rows], c["grade"][rows]
    region.trace.note(
        "census.pupil", region.year, rows, school=school, grade=grade,
        pupils=s["pupils"][school, grade - 1], classes=s["classes"][school, grade - 1],
        **{name: c[name][rows] for name in ("way", "minutes", "is_over_limit", "is_without_bed")},
    )  # fmt: skip
    rows = np.flatnonzero((c["status"] == WAITING) | (c["status"] == DROPPED_OUT))
    region.trace.note("census.absent", region.year, rows, status=c["status"][rows], grade=c["grade"][rows])
