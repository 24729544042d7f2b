"""Posts (编制): need by three yardsticks, floors, allotment within a total, pools of a township."""

import numpy as np

from sim.kernels.classes import shared_classes
from sim.rules.rulebook import Rulebook

SMALL = 100  # pupils below which a school is small (国办发〔2018〕27号)


def yardsticks(pupils: np.ndarray, classes: np.ndarray, book: Rulebook, teacher_share: float) -> np.ndarray:
    """Return the need of posts by three yardsticks and stage, float (3, schools, 2).

    Pupils / ratio (生师比), classes x posts a class (班师比), and weekly periods / load of a teacher (教学量). The two
    ratios count all staff; the periods give teachers, who are `teacher_share` of the posts.

    Parameters
    ----------
    pupils, classes : int arrays (schools, 9)
    teacher_share : float
        Teachers in all posts, above 0.
    """
    pupils_of, classes_of = _by_stage(pupils), _by_stage(classes)
    periods = _by_stage(classes * _periods_a_week(book)) / teacher_share
    return np.stack(
        [
            pupils_of / [book.posts_ratio_primary, book.posts_ratio_junior],
            classes_of * [book.posts_per_class_primary, book.posts_per_class_junior],
            periods / [book.load_primary, book.load_junior],
        ]
    )


def weighted(by_yardstick: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """Return the mean of yardsticks (3, ...) by their weights (3, ...); by pupils where every weight is 0."""
    weights = np.asarray(weights, float)
    total = weights.sum(axis=0)
    pupils_alone = np.zeros_like(weights)
    pupils_alone[0] = 1.0
    weights = np.where(total > 0, weights / np.where(total > 0, total, 1.0), pupils_alone)
    return np.einsum("k...,k...->...", weights.reshape(weights.shape + (1,) * (by_yardstick.ndim - weights.ndim)),
                     by_yardstick)  # fmt: skip


def needs(pupils: np.ndarray, classes: np.ndarray, book: Rulebook) -> tuple[np.ndarray, np.ndarray]:
    """Return the need of posts of schools by pupils and by classes, both stages together, float (schools,)."""
    by_pupils, by_classes, _ = yardsticks(pupils, classes, book, 1.0).sum(axis=2)
    return by_pupils, by_classes


def _by_stage(by_grade: np.ndarray) -> np.ndarray:
    return np.stack([by_grade[:, :6].sum(axis=1), by_grade[:, 6:].sum(axis=1)], axis=1)


def _periods_a_week(book: Rulebook) -> np.ndarray:
    return np.array([book.periods_grade_1_2] * 2 + [book.periods_grade_3_6] * 4 + [book.periods_junior] * 3)


def allot(total: int, need: np.ndarray, floor: np.ndarray) -> np.ndarray:
    """Return whole posts by school: floors first, the rest pro rata to need above the floor, never beyond the total.

    Where the floors alone exceed the total they are cut in proportion. Where there is more than all need, posts are pro
    rata to the need, but never below a floor: so a floor takes nothing from who has it. Largest remainders get the last
    posts.
    """
    if total <= 0 or len(need) == 0:
        return np.zeros(len(need), np.int64)
    if floor.sum() >= total:
        exact = floor * (total / floor.sum())
    elif np.maximum(need, floor).sum() < total:
        exact = _beyond_need(total, need, floor)
    else:
        above = np.maximum(need - floor, 0.0)
        exact = floor + above / above.sum() * (total - floor.sum())
    whole = np.floor(exact).astype(np.int64)
    rest = int(round(total - whole.sum()))
    whole[np.argsort(whole - exact, kind="stable")[:rest]] += 1
    return whole


def _beyond_need(total: int, need: np.ndarray, floor: np.ndarray) -> np.ndarray:
    """Return posts pro rata to need where they exceed the floor, else the floor; all of the total, float (schools,)."""
    if need.sum() == 0:
        return floor + (total - floor.sum()) / len(need)
    at_floor = np.zeros(len(need), bool)
    while True:
        free = np.where(at_floor, 0.0, need)
        shares = free / free.sum() * (total - floor[at_floor].sum())
        low = ~at_floor & (shares < floor)
        if not low.any():
            return np.where(at_floor, floor, shares)
        at_floor |= low


def floors(pupils: np.ndarray, classes: np.ndarray, by_classes: np.ndarray, book: Rulebook) -> np.ndarray:
    """Return the fewest posts of small schools and points, whole, float (schools,); 0 for schools that are not small.

    Where grades share a class `min_posts_small`; elsewhere that, but no more than the classes ask for.

    Parameters
    ----------
    pupils, classes : int arrays (schools, 9)
        Of the last census.
    by_classes : float array (schools,)
        Need by classes; see `needs`.
    """
    total, least = pupils.sum(axis=1), float(book.min_posts_small)
    shares = shared_classes(pupils, classes).any(axis=1)
    floor = np.where(shares, least, np.minimum(least, np.ceil(by_classes - 1e-9)))
    return np.where((total > 0) & (total < SMALL), floor, 0.0)


def minority_floors(by_classes: np.ndarray, is_protected: np.ndarray, book: Rulebook) -> np.ndarray:
    """Return the fewest posts of schools for a national minority, float (schools,); 0 for others."""
    return np.where(is_protected > 0, np.ceil(book.minority_floor * by_classes - 1e-9), 0.0)


def for_boarding(boarders: np.ndarray, book: Rulebook) -> np.ndarray:
    """Return posts given beyond the need to schools with boarders, whole, float (schools,)."""
    by_boarders = boarders / 100.0 * book.posts_per_100_boarders
    return np.where(boarders > 0, np.ceil(book.posts_per_boarding_school + by_boarders - 1e-9), 0.0)


def split_by_stage(total: np.ndarray, need: np.ndarray, first: np.ndarray) -> np.ndarray:
    """Return whole posts by stage, int64 (schools, 2), in proportion to the need; each school keeps its total.

    Parameters
    ----------
    total : int array (schools,)
    need : float array (schools, 2)
    first : bool array (schools,)
        Schools that teach the primary stage: without any need all posts are of it, else of the junior stage.
    """
    whole = need.sum(axis=1)
    share = np.where(whole > 0, need[:, 0] / np.where(whole > 0, whole, 1.0), first)
    primary = np.round(total * share).astype(np.int64)
    return np.stack([primary, total - primary], axis=1)


def total_posts(at_start: int, need: float, book: Rulebook) -> int:
    """Return the county's posts of the year: those of the start, or on the way from them to the need."""
    return int(np.round(at_start + book.posts_follow_formula * (need - at_start)))


def for_teachers(posts: np.ndarray, share: float) -> np.ndarray:
    """Return the posts for teachers of a county's schools, whole, int64 (schools,): their share of all its posts.

    Rounded by school, many small schools of as many posts would give the county more or fewer of them.
    """
    return allot(int(np.round(posts.sum() * share)), posts * share, np.zeros(len(posts)))


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
