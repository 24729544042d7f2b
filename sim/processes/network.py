"""Network (model.md step 4): districts drawn anew, and orders that fall due: new schools, rooms, beds, closures."""

import numpy as np

from sim.kernels.codes import CLOSED, OPEN
from sim.processes import districts, new_schools, trace_notes
from sim.rules.orders import AddBeds, Build, Close, Extend, OpenEstate
from sim.world.region import Region


def run(region: Region, rules, orders) -> None:
    """Redraw districts and carry out orders; pupils of a closed school wait for a place at its heir, or by address."""
    districts.redraw(region)
    new_schools.build(region, orders)
    s = region.schools
    row_of = {school_id: row for row, school_id in enumerate(region.school_ids)}
    into = np.full(len(s), -1)
    closed = np.zeros(len(s), bool)
    for order in orders:
        if isinstance(order, Build | OpenEstate):  # schools are built above, estates open with the moves
            continue
        row = row_of[order.school_id]
        if s["status"][row] != OPEN:
            continue
        match order:
            case Extend(rooms=rooms):
                s.writable("rooms")[row] += rooms
            case AddBeds(beds=beds, with_canteen=with_canteen):
                s.writable("beds")[row] += beds
                s.writable("has_canteen")[row] |= with_canteen
            case Close():
                s.writable("status")[row] = CLOSED
                s.writable("year_closed")[row] = region.year
                closed[row], into[row] = True, row_of.get(order.into, -1)
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
