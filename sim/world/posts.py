"""Posts (编制): need by yardsticks, floors of small schools, allotment within a total, pools of a township."""

import numpy as np

from sim.kernels.classes import shared_classes
from sim.rules.rulebook import Rulebook

SMALL = 100  # pupils below which a school is small (国办发〔2018〕27号)


def needs(pupils: np.ndarray, classes: np.ndarray, book: Rulebook) -> tuple[np.ndarray, np.ndarray]:
    """Return the need of posts by two yardsticks: pupils / ratio, and classes x posts per class, float (schools,)."""
    by_pupils = (
        pupils[:, :6].sum(axis=1) / book.posts_ratio_primary
        + pupils[:, 6:].sum(axis=1) / book.posts_ratio_junior
    )
    by_classes = (
        classes[:, :6].sum(axis=1) * book.posts_per_class_primary
        + classes[:, 6:].sum(axis=1) * book.posts_per_class_junior
    )
    return by_pupils, by_classes


def allot(total: int, need: np.ndarray, floor: np.ndarray) -> np.ndarray:
    """Return whole posts by school: floors first, the rest pro rata to need above the floor, never beyond the total.

    Where the floors alone exceed the total they are cut in proportion; largest remainders get the last posts.
    """
    if total <= 0 or len(need) == 0:
        return np.zeros(len(need), np.int64)
    if floor.sum() >= total:
        exact = floor * (total / floor.sum())
    else:
        above = np.maximum(need - floor, 0.0)
        exact = floor + (above / above.sum() if above.sum() > 0 else 1.0 / len(need)) * (total - floor.sum())
    whole = np.floor(exact).astype(np.int64)
    rest = int(round(total - whole.sum()))
    whole[np.argsort(whole - exact, kind="stable")[:rest]] += 1
    return whole


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
