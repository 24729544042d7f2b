"""Boarding (寄宿), part of travel: pupils who would board get the beds there are, one each, by a keyed draw."""

import numpy as np

from sim.base.chunks import run_chunks
from sim.base.draws import decision, draws_for
from sim.kernels.boarding import give_beds, would_board
from sim.kernels.numbers import travel_vectors
from sim.world.region import Region

_BOARD, _BED = decision("travel.board"), decision("travel.bed")


def board(region: Region, rules) -> None:
    """Let pupils board whose day trip is long, as far as the beds of their school go; their day trips are set."""
    c, s = region.children, region.schools
    _, odds = travel_vectors(region.numbers)
    board_grade = rules.values("boarding_min_grade")[s["county"]]
    columns = [c[n] for n in ("status", "grade", "school", "uid", "minutes")]
    wish = np.zeros(len(c), np.uint8)
    run_chunks(
        would_board,
        len(c),
        region.threads,
        *columns,
        board_grade,
        odds,
        region.luck,
        _BOARD,
        region.year,
        wish,
    )
    without_bed = c.writable("is_without_bed")
    without_bed[:] = 0
    rows = np.flatnonzero(wish)
    rows = rows[np.argsort(draws_for(region.luck, _BED, region.year, c["uid"][rows]), kind="stable")]
    outputs = [c.writable(n) for n in ("way", "minutes", "is_over_limit")]
    give_beds(rows, c["school"], s["beds"], *outputs, without_bed)
