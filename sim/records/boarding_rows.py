"""What the records tell once a school of boarding: beds that may be used, canteen seats, staff and what it costs."""

from collections.abc import Mapping

import numpy as np

from sim.world.beds import usable_beds
from sim.world.region import Region
from sim.world.running_cost import boarding_staff_yuan


def boarding(region: Region, rules, counted: Mapping[str, np.ndarray]) -> dict[str, np.ndarray]:
    """Return the columns of boarding by school, arrays (schools,), on the boarders of the census."""
    s, boarders = region.schools, counted["n_boarders"].sum(axis=1)
    meals = s["canteen_seats"].astype(np.int64) * rules.values("canteen_sittings")[s["county"]]
    staff, bought = (s[name].astype(np.int64) for name in ("boarding_staff", "boarding_staff_bought"))
    return {
        "beds_usable": usable_beds(region), "canteen_seats": s["canteen_seats"].astype(np.int64),
        "n_without_canteen_seat": np.maximum(0, boarders - meals),
        "boarding_staff_needed": s["boarding_staff_needed"].astype(np.int64), "boarding_staff": staff,
        "boarding_staff_bought": bought,
        "boarding_staff_yuan": boarding_staff_yuan(region, rules),
    }  # fmt: skip
