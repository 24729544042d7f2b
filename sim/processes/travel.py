"""Travel (model.md step 8): the day trip on foot, riding or by a line, then who boards, then seats of the lines."""

from sim.base.chunks import run_chunks
from sim.kernels.numbers import travel_pace
from sim.kernels.travel import day_trips
from sim.processes import boarding, buses
from sim.world.region import Region


def run(region: Region, rules, orders) -> None:
    """Set way, minutes, the over-limit flag and the wish for a bed that is not there, of every pupil.

    Who boards is decided on the trip there is with the seats of the lines; those of who boards go to others.
    """
    _travel_daily(region, rules)
    waiting = buses.offer(region, rules)
    boarding.board(region, rules)
    buses.take_seats(region, rules, waiting)


def _travel_daily(region: Region, rules) -> None:
    """Set every pupil's day trip, as if nobody boarded."""
    c, h, g, s = region.children, region.households, region.geography, region.schools
    pace = travel_pace(region.numbers)
    columns = [c[n] for n in ("status", "grade", "school", "household")]
    outputs = [c.writable(n) for n in ("way", "minutes", "is_over_limit")]
    run_chunks(
        day_trips, len(c), region.threads, *columns, h["settlement"], g.x, g.y, s["x"], s["y"],
        g.roads.ways, pace, rules.minutes_limits()[s["county"]], *outputs,
    )  # fmt: skip
