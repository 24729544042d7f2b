"""Staffing (model.md step 5): county posts are a given total, allotted to schools; teachers as counts in this form."""

import numpy as np

from sim.kernels.classes import shared_classes
from sim.kernels.codes import OPEN
from sim.processes import new_schools
from sim.world.central_schools import central_schools
from sim.world.region import Region

SMALL = 100  # pupils below which a school is small (国办发〔2018〕27号)


def needs(pupils: np.ndarray, classes: np.ndarray, book) -> tuple[np.ndarray, np.ndarray]:
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


def floors(pupils: np.ndarray, classes: np.ndarray, by_classes: np.ndarray, book) -> np.ndarray:
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


def run(region: Region, rules, orders) -> None:
    """Allot each county's posts on the pupils and classes of the last census and set the teachers that go with them."""
    s = region.schools
    posts, teachers, short, shared = (
        s.writable(n) for n in ("posts", "teachers", "posts_short_of_floor", "posts_from_central")
    )
    posts[:] = short[:] = shared[:] = 0
    central = central_schools(s)
    for county, book in enumerate(rules):
        rows = region.rows_of(county)
        rows = rows[s["status"][rows] == OPEN]
        by_grade = new_schools.pupils_to_staff(region, rows, book)
        by_pupils, by_classes = needs(by_grade, s["classes"][rows], book)
        floor = floors(by_grade, s["classes"][rows], by_classes, book)
        separate = allot(int(region.behaviour.posts[county]), by_pupils, floor)
        together = pooled(separate, by_classes, floor, central[rows], book.pools_township_staff)
        posts[rows], short[rows] = together, np.maximum(0, floor - together)
        shared[rows] = np.maximum(0, together - separate) * (central[rows] != rows)
    teachers[:] = np.round(posts * region.numbers["teacher_share_of_posts"])


def classes_possible(region: Region) -> np.ndarray:
    """Return the classes each school can hold: usable rooms, and teachers, but never below one (schools,)."""
    by_teachers = np.floor(region.schools["teachers"] / region.numbers["min_teachers_per_class"]).astype(
        np.int64
    )
    return np.maximum(1, np.minimum(region.schools["rooms"], by_teachers))
