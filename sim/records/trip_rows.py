"""Record rows of ways to school."""

from sim.kernels.codes import STAGE_NAMES, ZONE_NAMES
from sim.records.collecting import Collected, constant, filled
from sim.records.columns import Coded
from sim.world.people_count import Census
from sim.world.region import Region


def trip_columns(region: Region, census: Census) -> Collected:
    """Return the rows of `trip_minutes`; minutes that nobody travels have none."""
    codes = list(region.geography.county_codes)
    county, stage, zone, minutes, pupils = filled(census.minutes)
    return {
        "year": constant(len(county), region.year), "county": Coded(county, codes),
        "stage": Coded(stage, list(STAGE_NAMES)), "zone_kind": Coded(zone, list(ZONE_NAMES)), "minutes": minutes,
        "pupils": pupils,
    }  # fmt: skip
