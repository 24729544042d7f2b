"""What is published (事业统计年报): each bureau gets its county's figures of the census, and nothing else."""

import numpy as np

from sim.kernels.codes import COUNTY_SEAT, OPEN
from sim.rules.seen import IdleSites, LineSeen, Settlements, UntoldTrips, WaysSeen
from sim.rules.view import View
from sim.world.beds import usable_beds
from sim.world.bureau import Bureau
from sim.world.people_count import Census
from sim.world.region import Region
from sim.world.sites import idle_sites, is_idle
from sim.world.trips_seen import Held, SettlementsSeen, TripsSeen
from sim.world.ways_seen import ways_seen

VIEW_COLUMNS = (
    "kind", "zone", "ownership", "x", "y", "grade_low", "grade_high", "is_protected", "year_runs_out", "pupils",
    "classes", "rooms", "canteen_seats", "teaching_m2", "sports_m2", "site_m2", "equipment_yuan", "multimedia_rooms",
)  # fmt: skip


def publish(region: Region, census: Census) -> None:
    """Give each bureau its county's figures of this census.

    Settlements are told only where a bureau has a lever, trips where one says that it looks at them.
    """
    s, g, is_growing = region.schools, region.geography, region.is_growing
    counted, beds = census.by_grade, usable_beds(region)
    schools = Held(np.flatnonzero(s["status"] == OPEN), s["county"], g.n_counties)
    townships = Held(np.arange(len(g.township_codes)), g.township_county, g.n_counties)
    settlements, trips = _below_schools(region, census, schools, townships)
    is_seat = np.bincount(g.township, g.rank == COUNTY_SEAT, len(g.township_codes)) > 0
    rows = schools.rows
    columns = {name: s[name][rows] for name in VIEW_COLUMNS} | {
        "over_limit": counted["n_over_limit"][rows], "beds": beds[rows],
        "boarders": counted["n_boarders"][rows].sum(axis=1),
        "without_bed": counted["n_without_bed"][rows].sum(axis=1), "is_growing": is_growing[rows],
        "township": townships.position[s["township"][rows]],
    }  # fmt: skip
    is_idle_anywhere = is_idle(region).any()
    for county in region.deciding:
        row, bureau = county.row, county.bureau
        mine, here = schools.of(row), townships.rows[townships.of(row)]
        bureau.publish(
            View(
                bureau.county, region.year, tuple(region.school_ids[k] for k in rows[mine].tolist()),
                **{name: values[mine] for name, values in columns.items()},
                townships=bureau.townships, is_seat=is_seat[here], children=census.children[here],
                settlements=Settlements() if settlements is None else settlements.of(row),
                trips=trips.of(row) if _sees_trips(bureau) else UntoldTrips(),
                lines=_lines(region, row),
                ways=WaysSeen() if settlements is None else ways_seen(region, row, rows[mine]),
                idle=idle_sites(region, row) if is_idle_anywhere else IdleSites(),
                land=region.land.of(bureau.townships),
            )
        )  # fmt: skip


def _sees_trips(bureau: Bureau) -> bool:
    return any(policy.SEES_TRIPS for policy in bureau.policies)


def _below_schools(
    region: Region, census: Census, schools: Held, townships: Held
) -> tuple[SettlementsSeen | None, TripsSeen | None]:
    """Return settlements and trips as far as any bureau's levers may look at them."""
    bureaus = [county.bureau for county in region.counties]
    if not any(bureau.policies for bureau in bureaus):
        return None, None
    g = region.geography
    places = Held(np.arange(g.n_settlements), g.county, g.n_counties)
    settlements = SettlementsSeen(region, census.below_age, places, townships)
    if not any(map(_sees_trips, bureaus)):
        return settlements, None
    return settlements, TripsSeen(region, census.trips.pairs(), places, schools)


def _lines(region: Region, county: int) -> tuple[LineSeen, ...]:
    """Return a county's lines of school buses and of transit."""
    riders, n = region.riders, len(region.lines)
    if n == 0:
        return ()
    ride, left_out = riders.by_line(riders.has_seat, n), riders.by_line(riders.is_turned_away, n)
    return tuple(
        LineSeen(
            line.line_id, region.school_ids[line.school] if line.school >= 0 else "", line.stops, line.buses,
            line.seats_per_bus, int(ride[k]), int(left_out[k]),
        )
        for k, line in enumerate(region.lines)
        if line.county == county
    )  # fmt: skip
