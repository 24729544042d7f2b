"""Posts (编制): need by three yardsticks, floors, allotment within a total, pools of a township."""

from typing import NamedTuple

import numpy as np

from sim.kernels.allotment import allot_posts, allot_to_counties, ask_posts, sums_of_counties
from sim.rules.rulebook import Rulebook
from sim.world.county_rules import RulesOfRows

_TERMS = (
    "posts_ratio_primary", "posts_ratio_junior", "posts_per_class_primary", "posts_per_class_junior", "load_primary",
    "load_junior", "periods_grade_1_2", "periods_grade_3_6", "periods_junior", "weight_pupils", "weight_classes",
    "weight_periods", "min_posts_small", "minority_floor", "posts_per_boarding_school", "posts_per_100_boarders",
)  # fmt: skip
SMALL = 100  # pupils below which a school is small (国办发〔2018〕27号)


class Asks(NamedTuple):
    """What schools ask for, posts, each by the rules of its county.

    Attributes
    ----------
    by_yardstick : float array (3, schools, 2)
        Need by pupils / ratio (生师比), classes x posts a class (班师比), weekly periods / load (教学量), by
        stage. The two ratios count all staff; the periods give teachers, a share of them.
    by_stage : float array (schools, 2)
        Their mean by the county's weights; by pupils where every weight is 0.
    need, by_classes : float arrays (schools,)
        That of both stages; need by classes alone.
    beyond : float array (schools,)
        Posts given to schools with boarders beyond the need, whole.
    floor : float array (schools,)
        The fewest posts, whole, those beyond the need among them. Of small schools and points where grades share a
        class `min_posts_small`, elsewhere that, but no more than the classes ask for; of schools for a national
        minority a part of what the classes ask for.
    """

    by_yardstick: np.ndarray
    by_stage: np.ndarray
    need: np.ndarray
    by_classes: np.ndarray
    beyond: np.ndarray
    floor: np.ndarray


def asked(
    pupils: np.ndarray, classes: np.ndarray, book: Rulebook | RulesOfRows, teacher_share: float = 1.0,
    boarders: np.ndarray | None = None, is_protected: np.ndarray | None = None,
) -> Asks:  # fmt: skip
    """Return what schools ask for.

    Parameters
    ----------
    pupils, classes : int arrays (schools, 9)
        Of the last census.
    book : Rulebook, or RulesOfRows of the schools
    teacher_share : float
        Teachers in all posts, above 0.
    boarders, is_protected : int arrays (schools,), optional
        None without.
    """
    n = len(pupils)
    none = np.zeros(n, np.int64)
    terms, kind = (
        (np.array([[float(getattr(book, name)) for name in _TERMS]]), none)
        if isinstance(book, Rulebook)
        else book.table(_TERMS)
    )
    by_yardstick, by_stage, sums = np.empty((3, n, 2)), np.empty((n, 2)), np.empty((4, n))
    ask_posts(
        *(np.ascontiguousarray(of_grades, np.int64) for of_grades in (pupils, classes)),
        none if boarders is None else boarders, none if is_protected is None else is_protected.astype(np.int64),
        terms, kind.astype(np.int64), SMALL, float(teacher_share), by_yardstick, by_stage, sums,
    )  # fmt: skip
    return Asks(by_yardstick, by_stage, *sums)


def allot(total: int, need: np.ndarray, floor: np.ndarray) -> np.ndarray:
    """Return whole posts by school: floors first, the rest pro rata to need above the floor, never beyond the total.

    Where the floors alone exceed the total they are cut in proportion. Where there is more than all need, posts are pro
    rata to the need, but never below a floor: so a floor takes nothing from who has it. Largest remainders get the last
    posts.
    """
    whole = np.empty(len(need), np.int64)
    allot_posts(total, np.asarray(need, float), np.asarray(floor, float), whole)
    return whole


def total_posts(at_start: np.ndarray, need: np.ndarray, follow: np.ndarray) -> np.ndarray:
    """Return counties' posts of the year, int64 (counties,): those of the start, or on the way from them to the need.

    `follow` (counties,) is the rulebook field `posts_follow_formula`.
    """
    return np.round(at_start + follow * (need - at_start)).astype(np.int64)


def for_teachers(posts: np.ndarray, share: float, first: np.ndarray | None = None) -> np.ndarray:
    """Return the posts for teachers of schools, whole, int64 (schools,): their share of all posts of each county.

    Rounded by school, many small schools of as many posts would give the county more or fewer of them. `first`
    (counties + 1,) tells where the schools of each county begin; without it all are of one.
    """
    first = np.array([0, len(posts)]) if first is None else first
    of_county, whole = np.empty(len(first) - 1), np.empty(len(posts), np.int64)
    sums_of_counties(posts.astype(float), first, of_county)
    totals = np.round(of_county * share).astype(np.int64)
    allot_to_counties(totals, posts * share, np.zeros(len(posts)), first, whole)
    return whole


def pooled(
    posts: np.ndarray, by_classes: np.ndarray, floor: np.ndarray, pool: np.ndarray, share: float
) -> np.ndarray:
    """Return posts by school once pools share theirs, int64 (schools,); each pool keeps its total.

    Parameters
    ----------
    posts : int array (schools,)
        Allotted to each school by itself.
    by_classes, floor : float arrays (schools,)
        Need by classes, and floors: within a pool floors come first, the rest goes by classes.
    pool : int array (schools,)
        Pool of each school, -1 = none.
    share : float
        0 = each by itself, 1 = one pool; between them in proportion.
    """
    out = posts.astype(np.int64)
    for one in np.unique(pool[pool >= 0]) if share > 0 else ():
        members = np.flatnonzero(pool == one)
        total = int(out[members].sum())
        as_one = allot(total, by_classes[members], floor[members])
        mixed = (1.0 - share) * out[members] + share * as_one
        out[members] = allot(total, mixed, np.minimum(floor[members], mixed))
    return out
