"""Class formation (model.md step 7), county by county, as each has its own rulebook."""

import numpy as np

from sim.kernels.classes import form_classes
from sim.processes.admission import kept_classes
from sim.processes.applicants import pupils_now
from sim.processes.staffing import classes_possible
from sim.world.region import Region


def run(region: Region, rules, orders) -> None:
    """Form the classes of the census from pupils, rooms, teachers and the classes cohorts had a year ago."""
    s = region.schools
    pupils = pupils_now(region)
    kept = np.zeros_like(pupils) if region.year == region.first_year else kept_classes(region)
    kept[region.is_growing] = 0
    rooms = classes_possible(region)
    classes = np.zeros_like(pupils)
    for county, book in enumerate(rules):
        rows = region.rows_of(county)
        cutoff = book.by_grade("cutoff")
        classes[rows] = form_classes(
            pupils[rows], book.by_grade("forming_size"), rooms=rooms[rows], previous=kept[rows],
            cutoff=np.where(cutoff > 0, cutoff - 1, 1 << 40),  # a mean of cutoff - 1 is the largest that is not large
            merge_below=book.merge_below, multigrade_max=book.multigrade_max,
        )  # fmt: skip
    s.writable("classes")[:] = classes
    s.writable("pupils")[:] = pupils
