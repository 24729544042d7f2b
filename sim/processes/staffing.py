"""Staffing (model.md step 5): county posts are a given total, allotted to schools; teachers as counts in this form."""

import numpy as np

from sim.kernels.codes import OPEN
from sim.processes import new_schools
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


def run(region: Region, rules, orders) -> None:
    """Allot each county's posts on the pupils and classes of the last census and set the teachers that go with them."""
    s = region.schools
    posts, teachers = s.writable("posts"), s.writable("teachers")
    posts[:] = 0
    for county, book in enumerate(rules):
        rows = region.rows_of(county)
        rows = rows[s["status"][rows] == OPEN]
        by_grade = new_schools.pupils_to_staff(region, rows, book)
        by_pupils, by_classes = needs(by_grade, s["classes"][rows], book)
        pupils = by_grade.sum(axis=1)
        floor = np.where(
            (pupils > 0) & (pupils < SMALL), np.minimum(float(book.min_posts_small), by_classes), 0.0
        )
        posts[rows] = allot(int(region.behaviour.posts[county]), by_pupils, floor)
    teachers[:] = np.round(posts * region.numbers["teacher_share_of_posts"])


def classes_possible(region: Region) -> np.ndarray:
    """Return the classes each school can hold: usable rooms, and teachers, but never below one (schools,)."""
    by_teachers = np.floor(region.schools["teachers"] / region.numbers["min_teachers_per_class"]).astype(
        np.int64
    )
    return np.maximum(1, np.minimum(region.schools["rooms"], by_teachers))
