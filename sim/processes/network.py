"""Network (model.md step 4): orders that fall due are carried out: new schools open, others are extended or close."""

import numpy as np

from sim.kernels.codes import CLOSED, OPEN
from sim.processes import new_schools
from sim.rules.orders import Build, Close, Extend, OpenEstate
from sim.world.region import Region


def run(region: Region, rules, orders) -> None:
    """Carry out the orders of the year; pupils of a closed school wait for a place elsewhere."""
    new_schools.build(region, orders)
    s = region.schools
    row_of = {school_id: row for row, school_id in enumerate(region.school_ids)}
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
            case Close():
                s.writable("status")[row] = CLOSED
                s.writable("year_closed")[row] = region.year
                closed[row] = True
    if closed.any():
        region.register.displace(closed, region.year)
        region.refresh_zones()
