"""The first census: who is in which grade and school, and the rooms that were built for them and who boards."""

import numpy as np

from sim.base.draws import decision, uniform_of
from sim.kernels.boarding import board_offset, give_beds, would_board
from sim.kernels.classes import class_sizes, form_classes
from sim.kernels.codes import BELOW_AGE, BOARD, ENROLLED, FINISHED, JUNIOR_SCHOOL, POINT, VILLAGE
from sim.kernels.numbers import board_odds, travel_pace
from sim.kernels.travel import day_trips
from sim.rules.rulebook import Rulebook
from sim.world.start import Geography

_SHORT, _BOARD = decision("synthesis.short_rooms"), decision("synthesis.board")
LARGEST_START = 75  # pupils; assumption: no larger class at the start
ROOMS_FLOOR = {POINT: 3, JUNIOR_SCHOOL: 3}  # one room a grade; complete primaries 6 (assumption)


def first_grades(birth_year, birth_month, late, year) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return status, grade and year of entry to grade 1 of children at the first census."""
    entry = birth_year.astype(np.int64) + 6 + (birth_month > 8) + late
    grade = year - entry + 1
    status = np.where(grade < 1, BELOW_AGE, np.where(grade > 9, FINISHED, ENROLLED))
    return status, np.where(status == ENROLLED, grade, 0), np.where(status == BELOW_AGE, 0, entry)


def rooms_for(
    schools, pupils: np.ndarray, numbers: dict[str, float], draw: int, n_classes: np.ndarray
) -> np.ndarray:
    """Return ordinary rooms by school: classes of the start, slack, and the shortage behind large classes.

    Rooms are taken from schools in towns and cities, in drawn order, until classes of 56 or more make up
    `share_large_start` of the classes there: the start share is set through rooms, an estimate. Where classes are
    given, `n_classes` (schools,) not -1, they are what rooms are needed for, and none is taken away.
    """
    book = Rulebook()
    forming = book.by_grade("forming_size")
    need = form_classes(pupils, forming, multigrade_max=book.multigrade_max).sum(axis=1)
    need = np.where(n_classes >= 0, n_classes, need)
    floor = np.array([ROOMS_FLOOR.get(int(k), 6) for k in schools["kind"]])
    slack = np.array(
        [numbers["room_slack"] * 2 * uniform_of(draw, _SHORT, 1, i, 0) for i in range(len(need))]
    )
    rooms = np.maximum(floor, np.ceil(need * (1.0 + slack)).astype(np.int64))
    outside = (schools["zone"] != VILLAGE) & (n_classes < 0)
    target = numbers["share_large_start"] * need[outside].sum()
    order = np.argsort([uniform_of(draw, _SHORT, 0, i, 0) for i in range(len(need))])
    large = 0
    for s in order[outside[order]]:
        if large >= target:
            break
        fewer, found = _fewer_rooms(pupils[s : s + 1], int(need[s]), book)
        if fewer:
            rooms[s] = need[s] - fewer
            large += found
    return rooms


def _fewer_rooms(pupils: np.ndarray, need: int, book: Rulebook) -> tuple[int, int]:
    """Return how many rooms (0-3) a school can lack with no class beyond `LARGEST_START`, and its large ones."""
    lacking, large = 0, 0
    for fewer in range(1, 4):
        if need - fewer < 6:
            break
        forming = book.by_grade("forming_size")
        classes = form_classes(
            pupils, forming, rooms=np.array([need - fewer]), multigrade_max=book.multigrade_max
        )
        sizes = class_sizes(pupils, classes)[3]
        if (sizes > LARGEST_START).any():
            break
        lacking, large = fewer, int((sizes >= book.large_national).sum())
    return lacking, large


def boarders_of_start(
    children, households, geography: Geography, schools, numbers: dict[str, float], draw: int
) -> tuple[np.ndarray, np.ndarray]:
    """Return the boarders of the start by school, if every school above points had beds, and `board_offset` (2,).

    The children's travel of that start is set on the way; dropout is fitted on it.
    """
    n = len(children)
    with children.writing_as("travel"):
        way, minutes, over_limit, without_bed = (
            children.writable(name) for name in ("way", "minutes", "is_over_limit", "is_without_bed")
        )
    status, grade, school = (children[name] for name in ("status", "grade", "school"))
    pace, odds = travel_pace(numbers), board_odds(numbers)
    book = Rulebook()
    limits = np.tile(book.minutes_limits(), (len(schools), 1))
    day_trips(
        status, grade, school, children["household"], households["settlement"], geography.x, geography.y,
        schools["x"], schools["y"], geography.roads.ways, pace, limits, way, minutes, over_limit, 0, n,
    )  # fmt: skip
    found, board_grade = np.empty(n + 1, np.int64), np.full(len(schools), book.boarding_min_grade)
    family = children["household"], households["poverty"], households["parents_away"]
    may = np.flatnonzero((status == ENROLLED) & (grade >= board_grade[school]))
    those = (column[may] for column in (status, grade, school, family[0], minutes))
    offset = board_offset((*those, *family[1:]), board_grade, odds)
    n_found = would_board(
        status, grade, school, family[0], children["uid"], minutes, *family[1:], board_grade, odds, offset, draw,
        _BOARD, 0, found, 0, n,
    )  # fmt: skip
    any_beds = np.where(schools["kind"] == POINT, 0, n)
    give_beds(found[:n_found], school, any_beds, way, minutes, over_limit, without_bed)
    boards = (children["way"] == BOARD) & (children["status"] == ENROLLED)
    return np.bincount(children["school"][boards], minlength=len(schools)), offset
