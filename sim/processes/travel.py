"""Travel (model.md step 8): the day trip on foot or riding, then who boards; one bed a boarder where there are beds."""

from sim.base.chunks import run_chunks
from sim.kernels.numbers import travel_vectors
from sim.kernels.travel import day_trips
from sim.processes import boarding
from sim.world.region import Region


def run(region: Region, rules, orders) -> None:
    """Set way, minutes, the over-limit flag and the wish for a bed that is not there, of every pupil."""
    _travel_daily(region, rules)
    boarding.board(region, rules)


def _travel_daily(region: Region, rules) -> None:
    """Set every pupil's day trip, as if nobody boarded."""
    c, h, g, s = region.children, region.households, region.geography, region.schools
    pace, _ = travel_vectors(region.numbers)
    columns = [c[n] for n in ("status", "grade", "school", "household")]
    outputs = [c.writable(n) for n in ("way", "minutes", "is_over_limit")]
    run_chunks(
        day_trips, len(c), region.threads, *columns, h["settlement"], g.x, g.y, s["x"], s["y"],
        g.roads.ways, pace, rules.minutes_limits()[s["county"]], *outputs,
    )  # fmt: skip
