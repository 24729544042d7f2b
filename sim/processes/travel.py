"""Travel and boarding (model.md step 8): on foot, riding or boarding; one bed a boarder where there are beds."""

import numpy as np

from sim.base.chunks import run_chunks
from sim.base.draws import decision, draws_for
from sim.kernels.codes import BOARD, RIDE, WALK
from sim.kernels.numbers import travel_vectors
from sim.kernels.travel import choose_travel, trip_minutes
from sim.world.region import Region

_BOARD, _BED = decision("travel.board"), decision("travel.bed")


def run(region: Region, rules, orders) -> None:
    """Set way, minutes, the over-limit flag and the wish for a bed that is not there, of every pupil."""
    c, h, g, s = region.children, region.households, region.geography, region.schools
    pace, odds = travel_vectors(region.numbers)
    limits, board_grade = rules.minutes_limits()[s["county"]], rules.values("boarding_min_grade")[s["county"]]
    columns = [c[n] for n in ("status", "grade", "school", "household", "uid")]
    outputs = [c.writable(n) for n in ("way", "minutes", "is_over_limit", "is_without_bed")]
    run_chunks(
        choose_travel, len(c), region.threads, *columns, h["settlement"], g.x, g.y, s["x"], s["y"], s["beds"], pace,
        limits, board_grade, odds, region.luck, _BOARD, region.year, *outputs,
    )  # fmt: skip
    _ration_beds(region)


def _ration_beds(region: Region) -> None:
    """Let a keyed draw decide who rides where more would board than there are beds."""
    c, s = region.children, region.schools
    boarders = np.flatnonzero(c["way"] == BOARD)
    wanted = np.bincount(c["school"][boarders], minlength=len(s))
    short = wanted > s["beds"]
    rows = boarders[short[c["school"][boarders]]]
    if len(rows) == 0:
        return
    draws = draws_for(region.luck, _BED, region.year, c["uid"][rows])
    order = np.lexsort((draws, c["school"][rows]))
    school = c["school"][rows[order]]
    first = np.searchsorted(school, school, side="left")
    without = rows[order][np.arange(len(rows)) - first >= s["beds"][school]]
    ride_instead(region, without)


def ride_instead(region: Region, rows: np.ndarray) -> None:
    """Turn boarders without a bed into day pupils."""
    c, h, g, s = region.children, region.households, region.geography, region.schools
    home, school = h["settlement"][c["household"][rows]], c["school"][rows]
    pace, _ = travel_vectors(region.numbers)
    km = np.hypot(g.x[home] - s["x"][school], g.y[home] - s["y"][school]) * region.numbers["detour"]
    minutes, limits = (
        trip_minutes(km, pace),
        region.rules.minutes_limits()[s["county"][school], c["grade"][rows] - 1],
    )
    c.writable("way")[rows] = np.where(km <= pace[1], WALK, RIDE)
    c.writable("minutes")[rows] = np.minimum(255, minutes + 0.5).astype(np.uint8)
    c.writable("is_over_limit")[rows] = minutes > limits
    c.writable("is_without_bed")[rows] = 1
