"""How many schools a region may have: children name theirs in 16 bits."""

import numpy as np

from sim.base.errors import Say, TooLargeError
from sim.world.people import children

MOST_SCHOOLS = np.iinfo(children().columns["school"].dtype).max


def check_schools(n: int) -> None:
    """Refuse a region of more schools than the children's columns can tell apart.

    Raises
    ------
    TooLargeError
    """
    if n > MOST_SCHOOLS:
        raise TooLargeError(
            Say("too many schools for one region", "单个区域的学校过多"),
            value=n,
            rule=Say(
                f"a child's school is kept in 16 bits: at most {MOST_SCHOOLS:,} schools",
                f"学生所在学校以16位存储：至多 {MOST_SCHOOLS:,} 所",
            ),
            remedy=Say("simulate provinces apart", "请分省模拟"),
        )
