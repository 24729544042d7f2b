"""Living aid (生活补助) given to pupils: one way of writing it for the start and for every year."""

from collections.abc import Mapping

import numpy as np

from sim.base.chunks import count_chunks
from sim.base.draws import decision
from sim.base.table import Table
from sim.kernels.aid import living_aid, none_funded
from sim.rules.fund_rates import pupil_money

_REACHED = decision("aid.reached")
_AID = 2  # of what goes with a pupil (`PupilMoney.portable`)


def national_rates(year: int) -> np.ndarray:
    """Return the living aid of a poor pupil by stage and boarding (no, yes), whole yuan, int64 (2, 2)."""
    return pupil_money(year).portable[_AID, :, :, 1]


def coverage(numbers: Mapping[str, float], gap_closed: np.ndarray) -> np.ndarray:
    """Return the share of poor pupils whom aid reaches, where a part of those missed at the start is reached."""
    start = numbers["share_poor_aided_start"]
    return start + np.asarray(gap_closed, float) * (1.0 - start)


def give(
    children: Table, households: Table, share: np.ndarray, rates: np.ndarray, threads: int = 1
) -> np.ndarray:
    """Write what each child gets; `share` (schools,) of the poor pupils, at `rates` (schools, 2, 2), yuan a year.

    Returns pupils by where they sit, stage, boarding and living aid (no, yes), int64 (schools, 2, 2, 2).
    """
    columns = (children[name] for name in ("status", "school", "grade", "way", "household", "uid"))
    with children.writing_as("money"):
        return count_chunks(
            living_aid, len(children), threads, lambda: none_funded(len(share)), *columns, households["poverty"],
            share, rates, _REACHED, children.writable("aid_yuan"),
        )[0]  # fmt: skip
