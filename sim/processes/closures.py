"""Closures (撤并), part of the network: schools that close, and who takes over their pupils."""

import numpy as np

from sim.kernels.codes import CLOSED
from sim.processes import trace_notes
from sim.processes.buildings import open_targets
from sim.rules.orders import Close
from sim.world.region import Region


def close(region: Region, orders) -> None:
    """Close the schools that are due; their pupils wait for a place at the heir, or by address."""
    s = region.schools
    into, closed = np.full(len(s), -1), np.zeros(len(s), bool)
    row_of = {school_id: row for row, school_id in enumerate(region.school_ids)}
    for row, order in list(open_targets(region, orders, Close)):
        s.writable("status")[row] = CLOSED
        s.writable("year_closed")[row] = region.year
        closed[row], into[row] = True, row_of.get(order.into, -1)
        region.tell(order, "carried_out", int(s["county"][row]))
    if closed.any():
        heirs = _heirs(region, into)
        trace_notes.closures(region, closed, heirs)
        region.register.displace(closed, heirs, region.year)
        region.refresh_zones()


def _heirs(region: Region, into: np.ndarray) -> np.ndarray:
    """Return the school that takes over each grade, int (schools, 9): an open one that teaches it, else -1."""
    s, grades = region.schools, np.arange(1, 10)
    taught = (s["grade_low"][into, None] <= grades) & (grades <= s["grade_high"][into, None])
    takes_over = (into >= 0) & region.is_open[into]
    return np.where(takes_over[:, None] & taught, into[:, None], -1)
