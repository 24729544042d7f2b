"""Principals (校长): every school that no other runs has one, named among its own teachers."""

import numpy as np

from sim.kernels.codes import OPEN, PRIVATE
from sim.kernels.principals import name_principals
from sim.world.central_schools import central_schools
from sim.world.region import Region

_LOOKED_AT = ("home_school", "contract", "title", "birth_year", "birth_month", "uid")


def name(region: Region) -> None:
    """Leave each open public school with one principal, but those that a central school runs, which have none.

    The sitting one stays; where several have come together, and where there is none, it is the teacher in a post with
    the highest title, the oldest of them. A school without a teacher in a post has none.
    """
    t, s = region.teachers, region.schools
    central = central_schools(s)
    has_one = (s["status"] == OPEN) & (s["ownership"] != PRIVATE)
    has_one &= (central < 0) | (central == np.arange(len(s)))
    name_principals(*(t[column] for column in _LOOKED_AT), has_one, t.writable("is_principal"))
