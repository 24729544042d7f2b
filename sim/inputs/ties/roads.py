"""Ties of roads: as long as the straight line at least, and driven at a pace that is possible."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

from sim.base.errors import Say
from sim.inputs.tables import InputTables
from sim.inputs.ties.tie import LISTED, Tie, given

SHORTEST = 0.9  # of the straight line: coordinates of a village are of any point in it (assumption)
LEAST_KM = 1.0  # shorter lines are within a village, where points stand anywhere (assumption)
PACE_KMH = (8.0, 120.0)  # a mountain track in winter; the limit of motorways in China


@given("roads")
def as_long_as_the_line(tables: InputTables) -> Iterator[Tie]:
    """Compare roads with the straight line between their ends: shorter ones are told in another unit, or misplaced."""
    at = pd.concat([
        tables.settlements.set_index("settlement_code")[["lon", "lat"]],
        tables.schools.set_index("school_code")[["lon", "lat"]],
    ]).astype(float)  # fmt: skip
    ends = [at.reindex(tables.roads[name]).to_numpy() for name in ("from_code", "to_code")]
    east = 111.32 * np.cos(np.radians(at["lat"].mean()))
    line = np.hypot(*((ends[0] - ends[1]) * [east, 110.57]).T)
    roads = tables.roads.assign(line=line)[line >= LEAST_KM]
    if len(roads):
        short = roads[roads["km"] < SHORTEST * roads["line"]]
        yield _tie(
            Say("roads are as long as the straight line between their ends", "道路里程不短于两端直线距离"),
            roads, short, [f"{row.km:g} km, {row.line:.1f} by line" for row in short.itertuples()],
        )  # fmt: skip


@given("roads")
def driven_at_a_pace(tables: InputTables) -> Iterator[Tie]:
    """Compare lengths with driving times."""
    roads = tables.roads[tables.roads["minutes"].notna() & (tables.roads["km"] >= LEAST_KM)]
    if len(roads):
        minutes = roads["minutes"].astype(float)
        kmh = 60.0 * roads["km"].astype(float) / minutes.where(minutes > 0, 1e-9)
        odd = roads[~kmh.between(*PACE_KMH)]
        yield _tie(
            Say(
                f"driving times are those of {PACE_KMH[0]:g} to {PACE_KMH[1]:g} km/h",
                f"行车时间对应时速 {PACE_KMH[0]:g}—{PACE_KMH[1]:g} 公里",
            ),
            roads, odd, [f"{row.km:g} km in {row.minutes:g} min" for row in odd.itertuples()],
        )  # fmt: skip


def _tie(what: Say, roads: pd.DataFrame, broken: pd.DataFrame, found: list[str]) -> Tie:
    """Return the tie of some roads, with those that break it."""
    if broken.empty:
        return Tie(what, Say(f"all {len(roads)}", f"{len(roads)} 段均是"), True)
    ends = zip(broken["from_code"], broken["to_code"], found, strict=True)
    listed = [f"{a} - {b} ({told})" for a, b, told in ends][:LISTED]
    return Tie(
        what,
        Say(
            f"not {len(broken)} of {len(roads)}: {'; '.join(listed)}",
            f"{len(roads)} 段中 {len(broken)} 段不是：{'；'.join(listed)}",
        ),
        False,
    )
