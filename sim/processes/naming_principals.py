"""Principals (校长): every school that no other runs has one, named among its own teachers."""

import numpy as np

from sim.kernels.codes import OPEN, PRIVATE
from sim.kernels.retirement import month_number
from sim.kernels.teacher_codes import IN_POST
from sim.world.central_schools import central_schools
from sim.world.region import Region


def name(region: Region) -> None:
    """Leave each open public school with one principal, but those that a central school runs, which have none.

    The sitting one stays; where several have come together, and where there is none, it is the teacher in a post with
    the highest title, the oldest of them. A school without a teacher in a post has none.
    """
    t, s = region.teachers, region.schools
    central = central_schools(s)
    has_one = (s["status"] == OPEN) & (s["ownership"] != PRIVATE)
    has_one &= (central < 0) | (central == np.arange(len(s)))
    sits = t["is_principal"] > 0
    home = t["home_school"]
    lacks = has_one & (np.bincount(home[sits], minlength=len(s)) != 1)
    t.writable("is_principal")[~has_one[home] | (lacks[home] & (t["contract"] != IN_POST))] = 0
    rows = np.flatnonzero(lacks[home] & (t["contract"] == IN_POST))
    born = month_number(t["birth_year"][rows], t["birth_month"][rows])
    order = np.lexsort(
        (t["uid"][rows], born, -t["title"][rows].astype(np.int64), t["is_principal"][rows] == 0)
    )
    _, first = np.unique(home[rows][order], return_index=True)
    t.writable("is_principal")[rows] = 0
    t.writable("is_principal")[rows[order[first]]] = 1
