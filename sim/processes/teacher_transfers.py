"""Which teachers change school (教师调动): who may be asked, and what is noted of them."""

import numpy as np

from sim.base.draws import decision, draws_for
from sim.kernels.choosing import first_of_groups
from sim.kernels.filling import ordinals_of
from sim.kernels.staff_count import rows_to_ask
from sim.world.region import Region
from sim.world.teacher_posts import ASKED

_ASKED = decision("teacher.asked_to_move")


def transfer(region: Region, rows: np.ndarray, school: np.ndarray, stage: np.ndarray | None = None) -> None:
    """Give teachers (rows) another home school, and if told another stage to teach.

    A guest elsewhere serves on there; a principal is none any more.
    """
    if not len(rows):
        return
    t = region.teachers
    home, serves = t["home_school"][rows], t["school"][rows]
    region.staff.add("n_moved_out", home, t["stage"][rows])
    if stage is not None:
        t.writable("stage")[rows] = stage
    region.staff.add("n_moved_in", school, t["stage"][rows])
    serves = np.where(serves == home, school, serves)
    t.writable("home_school")[rows], t.writable("school")[rows] = school, serves
    t.writable("year_here")[rows], t.writable("is_principal")[rows] = region.year, 0
    t.writable("year_back")[rows] = np.where(serves == school, 0, t["year_back"][rows])


def who_moves(region: Region, givers: np.ndarray) -> np.ndarray:
    """Return the teacher row for each unit of `givers` (school x 2 + stage), which has that many who may move.

    Those asked first came last to the school (assumption: who has served longest stays), ties by draw.
    """
    t, n = region.teachers, len(region.schools)
    if not len(givers):
        return np.zeros(0, np.int64)
    wanted = np.bincount(givers, minlength=2 * n)
    rows = rows_to_ask(*(t[name] for name in ASKED), region.year, wanted.reshape(n, 2))
    cell = t["home_school"][rows].astype(np.int64) * 2 + t["stage"][rows]
    turn = draws_for(region.luck, _ASKED, region.year, t["uid"][rows]) - (t["year_here"][rows] - region.year)
    asked = first_of_groups(cell, turn, wanted)
    rows = rows[asked][np.lexsort((turn[asked], cell[asked]))]
    return rows[(np.cumsum(wanted) - wanted)[givers] + ordinals_of(givers)]
