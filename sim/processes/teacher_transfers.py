"""Which teachers change school (教师调动): who may be asked, and what is noted of them."""

import numpy as np

from sim.base.draws import decision, draws_for
from sim.kernels.filling import ordinals, ordinals_of
from sim.kernels.teacher_codes import IN_POST
from sim.world.region import Region

_ASKED = decision("teacher.asked_to_move")


def transfer(region: Region, rows: np.ndarray, school: np.ndarray, stage: int | None = None) -> None:
    """Give teachers (rows) another home school, and if told another stage to teach.

    A guest elsewhere serves on there; a principal is none any more.
    """
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


def may_move(region: Region) -> np.ndarray:
    """Return the teachers who can be asked to move, bool (teachers,).

    In a post, serving at home, no principal, and not come within the year: contracts bind the others to their school.
    """
    t = region.teachers
    at_home = t["school"] == t["home_school"]
    return (t["contract"] == IN_POST) & at_home & (t["is_principal"] == 0) & (t["year_here"] < region.year)


def who_moves(region: Region, givers: np.ndarray, movable: np.ndarray) -> np.ndarray:
    """Return the teacher row for each unit of `givers` (school x 2 + stage), which has that many who may move.

    Those asked first came last to the school (assumption: who has served longest stays), ties by draw.
    """
    t = region.teachers
    cell = t["home_school"].astype(np.int64) * 2 + t["stage"]
    wanted = np.bincount(givers, minlength=2 * len(region.schools))
    rows = np.flatnonzero(movable & (wanted[cell] > 0))
    draw = draws_for(region.luck, _ASKED, region.year, t["uid"][rows])
    rows = rows[np.lexsort((draw, -t["year_here"][rows].astype(np.int64), cell[rows]))]
    rows = rows[ordinals(cell[rows]) < wanted[cell[rows]]]
    return rows[(np.cumsum(wanted) - wanted)[givers] + ordinals_of(givers)]
