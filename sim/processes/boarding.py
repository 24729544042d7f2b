"""Boarding (寄宿), part of travel: pupils who would board get the beds there are, one each; staff follows boarders."""

import numpy as np

from sim.base.chunks import run_chunks
from sim.base.draws import decision, draws_for
from sim.kernels.boarding import give_beds, would_board
from sim.kernels.codes import BOARD, ENROLLED
from sim.kernels.numbers import travel_vectors
from sim.rules.rulebook import Rulebook
from sim.world.beds import usable_beds
from sim.world.region import Region

_BOARD, _BED = decision("travel.board"), decision("travel.bed")
BY_DRAW, BY_DISTANCE, BY_NEED = range(3)  # codes of the rulebook's bed_priority


def board(region: Region, rules) -> None:
    """Let pupils board whose day trip is long, as far as the beds of their school go; their day trips are set."""
    c, h, s = region.children, region.households, region.schools
    _, odds = travel_vectors(region.numbers)
    columns = [c[n] for n in ("status", "grade", "school", "household", "uid", "minutes")]
    wish = np.zeros(len(c), np.uint8)
    run_chunks(
        would_board, len(c), region.threads, *columns, h["poverty"], h["parents_away"],
        rules.values("boarding_min_grade")[s["county"]], odds, region.behaviour.board_offset, region.luck, _BOARD,
        region.year, wish,
    )  # fmt: skip
    without_bed = c.writable("is_without_bed")
    without_bed[:] = 0
    rows = np.flatnonzero(wish)
    rows = rows[in_turn(region, rules, rows)]
    outputs = [c.writable(n) for n in ("way", "minutes", "is_over_limit")]
    give_beds(rows, c["school"], usable_beds(region), *outputs, without_bed)
    _staff(region, rules)


def in_turn(region: Region, rules, rows: np.ndarray) -> np.ndarray:
    """Return the order in which pupils who would board get beds, by the rule `bed_priority` of their school's county.

    Parameters
    ----------
    rows : int array
        Children who would board.

    Returns
    -------
    int array
        Places in `rows`, the best claim first.
    """
    c, h = region.children, region.households
    priority = rules.values("bed_priority")[region.schools["county"][c["school"][rows]]]
    family, grade = c["household"][rows], c["grade"][rows].astype(np.int64)
    is_in_need = (h["poverty"][family] > 0) | (h["parents_away"][family] > 1)
    return np.lexsort(
        (
            draws_for(region.luck, _BED, region.year, c["uid"][rows]),
            np.where(priority == BY_DRAW, 0, -grade),
            ~(is_in_need & (priority == BY_NEED)),
            ~((c["is_over_limit"][rows] > 0) & (priority != BY_DRAW)),
        )
    )


def staff_needed(boarders: np.ndarray, pupils: np.ndarray, book: Rulebook) -> np.ndarray:
    """Return the life, mental health, health care and security staff schools with boarders need, int64 (schools,)."""
    by_boarders = -(-boarders // book.boarders_per_life_teacher) - (-boarders // book.boarders_per_guard)
    by_school = book.mental_health_posts - (-pupils // book.pupils_per_health_worker)
    return np.where(boarders > 0, by_boarders + by_school, 0)


def _staff(region: Region, rules) -> None:
    """Set the boarding staff schools need and have: the share of the start, and of the gap what a programme fills."""
    c, s = region.children, region.schools
    boards = (c["way"] == BOARD) & (c["status"] == ENROLLED)
    boarders = np.bincount(c["school"][boards], minlength=len(s))
    pupils = s["pupils"].sum(axis=1).astype(np.int64)
    needed, there, bought = (
        s.writable(n) for n in ("boarding_staff_needed", "boarding_staff", "boarding_staff_bought")
    )
    for county, book in enumerate(rules):
        rows = region.rows_of(county)
        need = staff_needed(boarders[rows], pupils[rows], book)
        own = np.floor(need * region.numbers["share_boarding_staff_start"] + 0.5).astype(np.int64)
        added = np.floor((need - own) * book.boarding_staff_gap_filled + 0.5).astype(np.int64)
        needed[rows], there[rows] = need, own + added
        bought[rows] = np.floor(added * book.boarding_staff_bought + 0.5)
