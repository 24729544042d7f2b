"""Second term (model.md step 10): overflow pupils return to their zone where a seat is free; who repeats is noted."""

import numpy as np

from sim.base.chunks import count_chunks
from sim.base.draws import decision, draws_for
from sim.kernels.codes import GRADES
from sim.kernels.rows import rows_of
from sim.kernels.second_term import look_at_pupils
from sim.kernels.serving import admit_in_order
from sim.processes import trace_notes
from sim.world.region import Region

_WISH, _TIE, _REPEAT = decision("transfer.wish"), decision("transfer.tie"), decision("promotion.repeat")


def run(region: Region, rules, orders) -> None:
    """Carry out second-term transfers and mark repeaters; where places are shared out, no zone draws pupils back."""
    c, s = region.children, region.schools
    came_by_overflow, repeats, pupils = _pupils(region)
    rows, zone = _asking(region, rows_of(came_by_overflow))
    placed = np.full(len(rows), -1, np.int64)
    if len(rows) or region.peers.is_split:  # partitions count pupils together
        grade, how = c["grade"][rows], np.zeros(len(rows), np.uint8)
        size = rules.planned_size()[s["county"]]
        seats = np.maximum(0, s["classes"] * size - region.peers.to_owners(pupils, s["county"]))
        order = np.argsort(_draw(region, _TIE, rows), kind="stable")
        admit_in_order(order, zone, grade, np.zeros(len(rows), bool), seats, placed, how)
    found = placed >= 0
    trace_notes.transfers(region, rows[found], placed[found])  # told in a year without any too
    region.register.transfer(rows[found], placed[found])
    region.register.mark_repeating(repeats)


def _pupils(region: Region) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return who came by overflow and who repeats, bool (children,), and pupils by school and grade, (schools, 9)."""
    c, n = region.children, len(region.schools)
    came_by_overflow, repeats = np.empty(len(c), bool), np.empty(len(c), bool)
    (pupils,) = count_chunks(
        look_at_pupils, len(c), region.threads, lambda: (np.zeros((n, GRADES), np.int64),),
        *(c[name] for name in ("uid", "status", "school", "grade", "placement")), region.numbers["p_repeat"],
        region.luck, _REPEAT, region.year, came_by_overflow, repeats,
    )  # fmt: skip
    return came_by_overflow, repeats, pupils


def _asking(region: Region, rows: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the overflow pupils, rows, who want to return to the school of their zone, and that school."""
    c = region.children
    rows = rows[_draw(region, _WISH, rows) < region.numbers["p_midyear_transfer"]]
    zone = region.zone[region.households["settlement"][c["household"][rows]], c["grade"][rows] - 1]
    own = c["school"][rows]
    asks = (zone >= 0) & (zone != own) & ~region.is_by_shares[region.schools["county"][own]]
    return rows[asks], zone[asks].astype(np.int64)


def _draw(region: Region, key: np.uint64, rows: np.ndarray) -> np.ndarray:
    return draws_for(region.luck, key, region.year, region.children["uid"][rows])
