"""Boarding (寄宿), part of travel: pupils who would board get the beds there are, one each; staff follows boarders."""

import numpy as np

from sim.base.chunks import find_chunks
from sim.base.draws import decision, draws_for
from sim.kernels.boarding import give_beds, would_board
from sim.kernels.numbers import board_odds
from sim.rules.rulebook import Rulebook
from sim.world.beds import usable_beds
from sim.world.county_rules import RulesOfRows
from sim.world.region import Region

_BOARD, _BED = decision("travel.board"), decision("travel.bed")
BY_DRAW, BY_DISTANCE, BY_NEED = range(3)  # codes of the rulebook's bed_priority


def board(region: Region, rules) -> None:
    """Let pupils board whose day trip is long, as far as the beds of their school go; their day trips are set."""
    c, h, s = region.children, region.households, region.schools
    odds = board_odds(region.numbers)
    columns = [c[n] for n in ("status", "grade", "school", "household", "uid", "minutes")]
    rows = find_chunks(
        would_board, len(c), region.threads, *columns, h["poverty"], h["parents_away"],
        rules.values("boarding_min_grade")[s["county"]], odds, region.behaviour.board_offset, region.luck, _BOARD,
        region.year,
    )  # fmt: skip
    without_bed = c.writable("is_without_bed")
    without_bed[:] = 0
    beds, school = usable_beds(region), c["school"][rows]
    wanted = np.bincount(school, minlength=len(s))
    is_short = (wanted > beds)[school]  # elsewhere everybody gets a bed, and no turn is asked
    contested = rows[is_short]
    turn = in_turn(region, rules, contested)
    outputs = [c.writable(n) for n in ("way", "minutes", "is_over_limit")]
    for these in (rows[~is_short], contested[turn]):
        give_beds(these, c["school"], beds, *outputs, without_bed)
    _staff(region, rules, np.minimum(wanted, beds))


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


def staff_needed(boarders: np.ndarray, pupils: np.ndarray, book: Rulebook | RulesOfRows) -> np.ndarray:
    """Return the life, mental health, health care and security staff schools with boarders need, int64 (schools,)."""
    by_boarders = -(-boarders // book.boarders_per_life_teacher) - (-boarders // book.boarders_per_guard)
    by_school = book.mental_health_posts - (-pupils // book.pupils_per_health_worker)
    return np.where(boarders > 0, by_boarders + by_school, 0)


def _staff(region: Region, rules, boarders: np.ndarray) -> None:
    """Set the boarding staff schools need for `boarders` (schools,), and have.

    They have the share of the start, and of the gap what a programme fills.
    """
    s = region.schools
    books = rules.of(s["county"])
    need = staff_needed(boarders, s["pupils"].sum(axis=1).astype(np.int64), books)
    own = np.floor(need * region.numbers["share_boarding_staff_start"] + 0.5).astype(np.int64)
    added = np.floor((need - own) * books.boarding_staff_gap_filled + 0.5).astype(np.int64)
    s.writable("boarding_staff_needed")[:], s.writable("boarding_staff")[:] = need, own + added
    s.writable("boarding_staff_bought")[:] = np.floor(added * books.boarding_staff_bought + 0.5)
