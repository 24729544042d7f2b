"""Class formation (model.md step 7), by the rulebook of each county."""

import numpy as np

from sim.kernels.classes import form_by_county
from sim.processes.admission import kept_classes
from sim.processes.staffing import classes_possible
from sim.world.region import Region
from sim.world.seated import seated


def run(region: Region, rules, orders) -> None:
    """Form the classes of the census from pupils, rooms, teachers and the classes cohorts had a year ago."""
    s = region.schools
    pupils, _ = seated(region)
    kept = np.zeros_like(pupils) if region.year == region.first_year else kept_classes(region)
    kept[region.is_growing] = 0
    cutoff = rules.by_grade("cutoff")
    classes = form_by_county(
        pupils, s["county"], rules.by_grade("forming_size"), classes_possible(region), kept,
        np.where(cutoff > 0, cutoff - 1, 1 << 40),  # a mean of cutoff - 1 is the largest that is not large
        rules.values("merge_below").astype(float), rules.values("multigrade_max"),
    )  # fmt: skip
    s.writable("classes")[:] = classes
    s.writable("pupils")[:] = pupils
