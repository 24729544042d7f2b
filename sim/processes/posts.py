"""Posts (编制): the county's total, allotted to its public schools on the pupils and classes of the last census."""

import numpy as np

from sim.kernels.allotment import allot_to_counties, split_posts, sums_of_counties
from sim.kernels.codes import BOARD, ENROLLED, PRIVATE, STAGE_NAMES
from sim.processes import new_schools
from sim.world.central_schools import central_schools
from sim.world.posts import Asks, asked, for_teachers, pooled, total_posts
from sim.world.region import Region
from sim.world.teacher_posts import taught_stages

YARDSTICKS = ("need_by_pupils", "need_by_classes", "need_by_periods")


def run(region: Region, rules) -> None:
    """Note the need by three yardsticks and allot each county's posts: floors first, the rest pro rata to need."""
    s, taught = region.schools, taught_stages(region)
    posts, short, shared = (s.writable(n) for n in ("posts", "posts_short_of_floor", "posts_from_central"))
    need_columns = [s.writable(name) for name in YARDSTICKS]
    for_teaching, split = s.writable("teacher_posts"), s.writable("teacher_posts_by_stage")
    for column in (posts, short, shared, for_teaching, split, *need_columns):
        column[:] = 0
    rows = np.flatnonzero(taught.any(axis=1))
    rows = rows[np.argsort(s["county"][rows], kind="stable")]
    asks = _asks(region, rules, rows)
    for column, need in zip(need_columns, asks.by_yardstick, strict=True):
        column[rows] = need
    first = np.searchsorted(s["county"][rows], np.arange(len(rules) + 1))
    total = _totals(region, rules, asks, first)
    region.staff.posts_total[:] = total
    separate = np.empty(len(rows), np.int64)
    allot_to_counties(total, asks.need + asks.beyond, asks.floor, first, separate)
    together, pools = separate, np.flatnonzero(rules.values("pools_township_staff") > 0)
    if len(pools):
        together, central = separate.copy(), central_schools(s)[rows]
        for county in pools:
            here, share = slice(first[county], first[county + 1]), rules[county].pools_township_staff
            together[here] = pooled(
                separate[here], asks.by_classes[here], asks.floor[here], central[here], share
            )
        shared[rows] = np.maximum(0, together - separate) * (central != rows)
    teaching = for_teachers(together, region.numbers["teacher_share_of_posts"], first)
    posts[rows], short[rows] = together, np.maximum(0, asks.floor - together)
    of_stages = np.empty((len(rows), len(STAGE_NAMES)), np.int64)
    split_posts(teaching, asks.by_stage, taught[rows], of_stages)
    split[rows], for_teaching[rows] = of_stages, teaching


def _totals(region: Region, rules, asks: Asks, first: np.ndarray) -> np.ndarray:
    """Return the posts of each county, int64 (counties,), by what its schools, from `first` on, ask for."""
    need, beyond = np.empty((2, len(rules)))
    sums_of_counties(asks.need, first, need)
    sums_of_counties(asks.beyond, first, beyond)
    at_start = region.behaviour.posts.astype(np.int64)
    return total_posts(at_start, need + beyond, rules.values("posts_follow_formula"))


def _asks(region: Region, rules, rows: np.ndarray) -> Asks:
    """Return what schools, rows, ask for."""
    s = region.schools
    of_schools = rules.of(s["county"][rows])
    by_grade, classes = s["pupils"][rows], s["classes"][rows]
    is_growing = region.is_growing[rows]
    if is_growing.any():
        by_grade = new_schools.pupils_to_staff(region, rows, of_schools)
        classes = np.maximum(classes, is_growing[:, None] & (by_grade > 0))  # one a grade at least
    return asked(
        by_grade, classes, of_schools, region.numbers["teacher_share_of_posts"], _boarders(region, rules)[rows],
        s["is_protected"][rows],
    )  # fmt: skip


def _boarders(region: Region, rules) -> np.ndarray:
    """Return the boarders of the last census, int (schools,); not counted where no rule asks for them."""
    n = len(region.schools)
    fields = ("posts_per_boarding_school", "posts_per_100_boarders")
    if not any(rules.values(name).any() for name in fields):
        return np.zeros(n, np.int64)
    c = region.children
    boards = (c["way"] == BOARD) & (c["status"] == ENROLLED)
    boarders = np.bincount(c["school"][boards], minlength=n)
    return region.peers.to_owners(boarders, region.schools["county"])


def count_apart(region: Region, teachers: np.ndarray) -> None:
    """Set `teachers`, (schools,), of open private schools, who hold no posts: as many as the pupil ratios ask for."""
    s = region.schools
    rows = np.flatnonzero(region.is_open & (s["ownership"] == PRIVATE))
    if len(rows):
        asks = asked(s["pupils"][rows], s["classes"][rows], region.rules.of(s["county"][rows]))
        teachers[rows] = np.ceil(asks.by_yardstick[0].sum(axis=1) * region.numbers["teacher_share_of_posts"])
