"""Teachers of the start: made up from posts where no table tells them (教师合成)."""

from collections.abc import Mapping

import numpy as np

from sim.base.draws import decision, draws_for
from sim.inputs.tables import InputTables
from sim.kernels.codes import OPEN, PRIVATE
from sim.kernels.teacher_codes import IN_POST, SUBJECT_NAMES
from sim.rules.rulebook import Rulebook
from sim.world import teachers as world
from sim.world.posts import allot, floors, needs

_UID, _AGE, _SEX, _MONTH, _SUBJECT, _STAGE = (
    decision(f"synthesis.teacher.{name}") for name in ("uid", "age", "sex", "month", "subject", "stage")
)


def read(tables: InputTables, schools, posts: np.ndarray, numbers: Mapping[str, float], draw: int):
    """Return the table of teachers at the start.

    Parameters
    ----------
    schools : Table
        With pupils and classes of the start.
    posts : int array (counties,)
        County posts.
    """
    book, year = Rulebook(), tables.start_year
    at, stage = _places(schools, posts, numbers["teacher_share_of_posts"], book)
    n = len(at)
    uid = (schools["uid"][at] * np.uint64(1000003) + np.arange(n, dtype=np.uint64)).astype(np.uint64)
    age = 25 + (draws_for(draw, _AGE, 0, uid) * 32).astype(np.int64)
    month = 1 + (draws_for(draw, _MONTH, 0, uid) * 12).astype(np.int64)
    born = year - age - (month > 8)
    out = world.teachers()
    out.append(
        n, uid=uid, home_school=at, school=at, birth_year=born, birth_month=month,
        sex=draws_for(draw, _SEX, 0, uid) < 0.65, stage=stage,
        subject=(draws_for(draw, _SUBJECT, 0, uid) * len(SUBJECT_NAMES)).astype(np.int64), contract=IN_POST,
        year_hired=born + 23, year_here=np.maximum(born + 23, year - 5),
    )  # fmt: skip
    return out


def _places(schools, posts: np.ndarray, share: float, book: Rulebook) -> tuple[np.ndarray, np.ndarray]:
    """Return school row and stage of each teacher."""
    rows_of, counts = [], []
    for county, total in enumerate(posts):
        rows = np.flatnonzero(
            (schools["county"] == county) & (schools["status"] == OPEN) & (schools["ownership"] != PRIVATE)
        )
        pupils, classes = schools["pupils"][rows], schools["classes"][rows]
        by_pupils, by_classes = needs(pupils, classes, book)
        mine = allot(int(total), by_pupils, floors(pupils, classes, by_classes, book))
        rows_of.append(rows)
        counts.append(np.round(mine * share).astype(np.int64))
    rows, n = np.concatenate(rows_of), np.concatenate(counts)
    primary = schools["pupils"][rows, :6].sum(axis=1) / book.posts_ratio_primary
    junior = schools["pupils"][rows, 6:].sum(axis=1) / book.posts_ratio_junior
    n_primary = np.round(n * primary / np.maximum(primary + junior, 1e-9)).astype(np.int64)
    at = np.repeat(rows, n)
    first = np.repeat(np.cumsum(n) - n, n)
    return at, (np.arange(len(at)) - first >= np.repeat(n_primary, n)).astype(np.int64)
