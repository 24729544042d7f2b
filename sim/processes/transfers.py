"""Second term (model.md step 10): overflow pupils return to their zone where a seat is free; who repeats is noted."""

import numpy as np

from sim.base.draws import decision, draws_for
from sim.kernels.codes import ENROLLED, OVER_CAPACITY, OVERFLOW
from sim.kernels.serving import admit_in_order
from sim.processes import trace_notes
from sim.processes.applicants import pupils_now
from sim.world.region import Region

_WISH, _TIE, _REPEAT = decision("transfer.wish"), decision("transfer.tie"), decision("promotion.repeat")


def run(region: Region, rules, orders) -> None:
    """Carry out second-term transfers and mark repeaters; where places are shared out, no zone draws pupils back."""
    c = region.children
    overflow = np.flatnonzero(
        (c["status"] == ENROLLED) & ((c["placement"] == OVERFLOW) | (c["placement"] == OVER_CAPACITY))
    )
    wish = _draw(region, _WISH, overflow) < region.numbers["p_midyear_transfer"]
    rows = overflow[wish]
    grade = c["grade"][rows]
    zone = region.zone[region.households["settlement"][c["household"][rows]], grade - 1].astype(np.int64)
    asks = (
        (zone >= 0)
        & (zone != c["school"][rows])
        & ~region.is_by_shares[region.schools["county"][c["school"][rows]]]
    )
    rows, grade, zone = rows[asks], grade[asks], zone[asks]
    size = rules.planned_size()[region.schools["county"]]
    seats = np.maximum(0, region.schools["classes"] * size - pupils_now(region))
    placed, how = np.full(len(rows), -1, np.int64), np.zeros(len(rows), np.uint8)
    order = np.argsort(_draw(region, _TIE, rows), kind="stable")
    admit_in_order(order, zone, grade, np.zeros(len(rows), bool), seats, placed, how)
    found = placed >= 0
    trace_notes.transfers(region, rows[found], placed[found])
    region.register.transfer(rows[found], placed[found])
    region.register.mark_repeating(_draw(region, _REPEAT, np.arange(len(c))) < region.numbers["p_repeat"])


def _draw(region: Region, key: np.uint64, rows: np.ndarray) -> np.ndarray:
    return draws_for(region.luck, key, region.year, region.children["uid"][rows])
