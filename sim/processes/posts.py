"""Posts (编制): the county's total, allotted to its public schools on the pupils and classes of the last census."""

import numpy as np

from sim.kernels.codes import BOARD, ENROLLED, PRIMARY, PRIVATE
from sim.processes import new_schools
from sim.rules.rulebook import Rulebook
from sim.world.central_schools import central_schools
from sim.world.posts import (
    allot,
    floors,
    for_boarding,
    for_teachers,
    minority_floors,
    needs,
    pooled,
    split_by_stage,
    total_posts,
    weighted,
    yardsticks,
)
from sim.world.region import Region
from sim.world.teacher_posts import taught_stages

YARDSTICKS = ("need_by_pupils", "need_by_classes", "need_by_periods")
WEIGHTS = ("weight_pupils", "weight_classes", "weight_periods")


def run(region: Region, rules) -> None:
    """Note the need by three yardsticks and allot each county's posts: floors first, the rest pro rata to need."""
    s, taught = region.schools, taught_stages(region)
    posts, short, shared = (s.writable(n) for n in ("posts", "posts_short_of_floor", "posts_from_central"))
    need_columns, split = [s.writable(name) for name in YARDSTICKS], s.writable("teacher_posts_by_stage")
    for column in (posts, short, shared, split, *need_columns):
        column[:] = 0
    central, boarders = central_schools(s), _boarders(region, rules)
    for county, book in enumerate(rules):
        rows = region.rows_of(county)
        rows = rows[taught[rows].any(axis=1)]
        by_grade = new_schools.pupils_to_staff(region, rows, book)
        classes = _classes_to_staff(region, rows, by_grade)
        by_stage = yardsticks(by_grade, classes, book, region.numbers["teacher_share_of_posts"])
        for column, need in zip(need_columns, by_stage, strict=True):
            column[rows] = need
        need_by_stage, by_classes = weighted(by_stage, weights(book)), by_stage[1].sum(axis=1)
        need = need_by_stage.sum(axis=1)
        beyond = for_boarding(boarders[rows], book)
        floor = floors(by_grade, classes, by_classes, book)
        floor = np.maximum(floor, minority_floors(by_classes, s["is_protected"][rows], book)) + beyond
        total = total_posts(int(region.behaviour.posts[county]), need.sum() + beyond.sum(), book)
        region.staff.posts_total[county] = total
        separate = allot(total, need + beyond, floor)
        together = pooled(separate, by_classes, floor, central[rows], book.pools_township_staff)
        posts[rows], short[rows] = together, np.maximum(0, floor - together)
        shared[rows] = np.maximum(0, together - separate) * (central[rows] != rows)
        teaching = for_teachers(together, region.numbers["teacher_share_of_posts"])
        split[rows] = split_by_stage(teaching, need_by_stage * taught[rows], taught[rows, PRIMARY])
    s.writable("teacher_posts")[:] = split.sum(axis=1)


def weights(book: Rulebook) -> np.ndarray:
    """Return the weights of the three yardsticks, float (3,)."""
    return np.array([getattr(book, name) for name in WEIGHTS])


def _classes_to_staff(region: Region, rows: np.ndarray, by_grade: np.ndarray) -> np.ndarray:
    """Return the classes by grade posts are allotted on: those of the last census, a growing school's one a grade."""
    classes = region.schools["classes"][rows]
    planned = region.is_growing[rows, None] & (by_grade > 0)
    return np.maximum(classes, planned)


def _boarders(region: Region, rules) -> np.ndarray:
    """Return the boarders of the last census, int (schools,); not counted where no rule asks for them."""
    n = len(region.schools)
    fields = ("posts_per_boarding_school", "posts_per_100_boarders")
    if not any(rules.values(name).any() for name in fields):
        return np.zeros(n, np.int64)
    c = region.children
    boards = (c["way"] == BOARD) & (c["status"] == ENROLLED)
    return np.bincount(c["school"][boards], minlength=n)


def is_staffed_apart(region: Region) -> np.ndarray:
    """Return the schools whose teachers hold no county posts: open private schools, bool (schools,)."""
    return region.is_open & (region.schools["ownership"] == PRIVATE)


def apart(region: Region) -> np.ndarray:
    """Return the teachers of private schools, who hold no posts: as many as the pupil ratios ask for, (schools,)."""
    s = region.schools
    need = np.zeros(len(s))
    for county, book in enumerate(region.rules):
        rows = region.rows_of(county)
        need[rows] = needs(s["pupils"][rows], s["classes"][rows], book)[0]
    return np.ceil(need * region.numbers["teacher_share_of_posts"]).astype(np.int64)
