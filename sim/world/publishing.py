"""What is published (事业统计年报): each bureau gets its county's figures of the census, and nothing else."""

from collections.abc import Mapping

import numpy as np

from sim.kernels.codes import COUNTY_SEAT, OPEN
from sim.rules.seen import LineSeen, Settlements, Trips, WaysSeen
from sim.rules.view import View
from sim.world.beds import usable_beds
from sim.world.people_count import count_children
from sim.world.region import Region
from sim.world.sites import idle_sites
from sim.world.trips_seen import TripsSeen
from sim.world.ways_seen import ways_seen

VIEW_COLUMNS = (
    "kind", "zone", "ownership", "x", "y", "grade_low", "grade_high", "is_protected", "year_runs_out", "pupils",
    "classes", "rooms", "canteen_seats", "teaching_m2", "sports_m2", "site_m2", "equipment_yuan", "multimedia_rooms",
)  # fmt: skip


def publish(region: Region, counted: Mapping[str, np.ndarray]) -> None:
    """Give each bureau its county's figures of this census.

    `counted` holds `n_over_limit`, `n_boarders` and `n_without_bed` by school and grade, int arrays (schools, 9).
    Settlements and trips are counted only where a bureau has a lever that may look at them.
    """
    s, g = region.schools, region.geography
    children, beds = count_children(region), usable_beds(region)
    trips = TripsSeen(region) if any(county.bureau.policies for county in region.counties) else None
    is_seat = np.bincount(g.township, g.rank == COUNTY_SEAT, len(g.township_codes)) > 0
    for county in region.counties:
        rows = region.rows_of(county.row)
        rows = rows[s["status"][rows] == OPEN]
        here = np.flatnonzero(g.township_county == county.row)
        settlements, travel = (Settlements(), Trips()) if trips is None else trips.of(county.row, rows, here)
        county.bureau.publish(
            View(
                county.bureau.county, region.year, tuple(region.school_ids[row] for row in rows),
                **{name: s[name][rows] for name in VIEW_COLUMNS},
                over_limit=counted["n_over_limit"][rows], beds=beds[rows],
                boarders=counted["n_boarders"][rows].sum(axis=1),
                without_bed=counted["n_without_bed"][rows].sum(axis=1), is_growing=region.is_growing[rows],
                townships=county.bureau.townships, township=np.searchsorted(here, s["township"][rows]),
                is_seat=is_seat[here], children=children[here], settlements=settlements, trips=travel,
                lines=_lines(region, county.row),
                ways=WaysSeen() if trips is None else ways_seen(region, county.row, rows),
                idle=idle_sites(region, county.row), land=region.land.of(county.bureau.townships),
            )
        )  # fmt: skip


def _lines(region: Region, county: int) -> tuple[LineSeen, ...]:
    """Return a county's lines of school buses and of transit."""
    riders, n = region.riders, len(region.lines)
    ride, left_out = riders.by_line(riders.has_seat, n), riders.by_line(riders.is_turned_away, n)
    return tuple(
        LineSeen(
            line.line_id, region.school_ids[line.school] if line.school >= 0 else "", line.stops, line.buses,
            line.seats_per_bus, int(ride[k]), int(left_out[k]),
        )
        for k, line in enumerate(region.lines)
        if line.county == county
    )  # fmt: skip
