"""Record rows of ways to school."""

import numpy as np

from sim.kernels.census import count_trips
from sim.kernels.codes import STAGE_NAMES, ZONE_NAMES
from sim.records.collecting import Collected, constant
from sim.records.columns import Coded
from sim.records.trip_tables import MOST_MINUTES
from sim.world.region import Region


def trip_columns(region: Region) -> Collected:
    """Return the rows of `trip_minutes`; minutes that nobody travels have none."""
    c, s, codes = region.children, region.schools, list(region.geography.county_codes)
    counts = np.zeros((len(codes), len(STAGE_NAMES), len(ZONE_NAMES), MOST_MINUTES + 1), np.int64)
    columns = (c[name] for name in ("status", "school", "grade", "way", "minutes"))
    count_trips(*columns, s["county"], s["zone"], counts)
    county, stage, zone, minutes = np.nonzero(counts)
    return {
        "year": constant(len(county), region.year), "county": Coded(county, codes),
        "stage": Coded(stage, list(STAGE_NAMES)), "zone_kind": Coded(zone, list(ZONE_NAMES)), "minutes": minutes,
        "pupils": counts[county, stage, zone, minutes],
    }  # fmt: skip
