"""Posts (编制): the county's total, allotted to its public schools on the pupils and classes of the last census."""

import numpy as np

from sim.kernels.codes import OPEN, PRIVATE
from sim.processes import new_schools
from sim.world.central_schools import central_schools
from sim.world.posts import allot, floors, needs, pooled
from sim.world.region import Region


def run(region: Region, rules) -> None:
    """Allot each county's posts."""
    s = region.schools
    posts, short, shared = (s.writable(n) for n in ("posts", "posts_short_of_floor", "posts_from_central"))
    posts[:] = short[:] = shared[:] = 0
    central = central_schools(s)
    for county, book in enumerate(rules):
        rows = region.rows_of(county)
        rows = rows[(s["status"][rows] == OPEN) & (s["ownership"][rows] != PRIVATE)]
        by_grade = new_schools.pupils_to_staff(region, rows, book)
        by_pupils, by_classes = needs(by_grade, s["classes"][rows], book)
        floor = floors(by_grade, s["classes"][rows], by_classes, book)
        separate = allot(int(region.behaviour.posts[county]), by_pupils, floor)
        together = pooled(separate, by_classes, floor, central[rows], book.pools_township_staff)
        posts[rows], short[rows] = together, np.maximum(0, floor - together)
        shared[rows] = np.maximum(0, together - separate) * (central[rows] != rows)
    s.writable("teacher_posts")[:] = np.round(posts * region.numbers["teacher_share_of_posts"])


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
