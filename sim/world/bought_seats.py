"""Seats bought in private schools (购买学位): whom the county pays for, for as long as the child sits there."""

import numpy as np

from sim.kernels.codes import ENROLLED
from sim.world.state import State

_N_STAGES = 2
_LAST_PRIMARY = 6


class BoughtSeats:
    """Children in bought seats.

    Attributes
    ----------
    uid : uint64 array (seats,)
        Lasting numbers of the children.
    school : int64 array (seats,)
        School rows in which the seats were bought.
    """

    def __init__(self) -> None:
        self.uid, self.school = np.zeros(0, np.uint64), np.zeros(0, np.int64)

    def add(self, uid: np.ndarray, school: np.ndarray) -> None:
        """Note seats bought for children (rows of both arrays); one bought anew takes the place of an older one."""
        kept = ~np.isin(self.uid, uid)
        self.uid = np.append(self.uid[kept], uid.astype(np.uint64))
        self.school = np.append(self.school[kept], school.astype(np.int64))

    def count(self, region: State) -> np.ndarray:
        """Return the bought seats taken by school and stage, int64 (schools, 2), and forget those given up.

        A seat is given up when its child is no more enrolled at the school.
        """
        out = np.zeros((len(region.schools), _N_STAGES), np.int64)
        if not len(self.uid):
            return out
        c = region.children
        order = np.argsort(self.uid)
        rows = np.flatnonzero((c["status"] == ENROLLED) & np.isin(c["uid"], self.uid))
        at = order[np.searchsorted(self.uid[order], c["uid"][rows])]
        stays = c["school"][rows] == self.school[at]
        rows, at = rows[stays], np.sort(at[stays])
        np.add.at(out, (c["school"][rows], (c["grade"][rows] > _LAST_PRIMARY).astype(np.int64)), 1)
        self.uid, self.school = self.uid[at], self.school[at]
        return out
