"""Buildings at schools that stand (扩建, 床位, 改薄), part of the network: what is due of them."""

from collections.abc import Iterator

import numpy as np

from sim.kernels.codes import OPEN
from sim.processes import norms
from sim.rules.orders import AddBeds, AddCanteenSeats, Extend, Order, Upgrade, with_compensation
from sim.world.region import Region


def extend(region: Region, orders) -> None:
    """Add rooms, beds, canteen seats and what the norms ask for that are due to schools that still teach."""
    s = region.schools
    for row, order in open_targets(region, orders, Extend | AddBeds | AddCanteenSeats | Upgrade):
        match order:
            case Extend(rooms=rooms):
                norms.add_rooms(region, row, rooms)
            case AddBeds(beds=beds, with_canteen=with_canteen):
                s.writable("beds")[row] += beds
                s.writable("dormitory_m2")[row] += beds * order.m2_per_bed
                s.writable("has_canteen")[row] |= with_canteen
                s.writable("canteen_seats")[row] += order.canteen_seats
            case AddCanteenSeats(seats=seats):
                s.writable("has_canteen")[row] = 1
                s.writable("canteen_seats")[row] += seats
            case Upgrade():
                norms.upgrade(region, row, order)
        region.tell(order, "carried_out", int(s["county"][row]))


def open_targets(region: Region, orders, kinds) -> Iterator[tuple[int, Order]]:
    """Yield the school row of each order of some kinds; those whose school no longer teaches are told and passed by."""
    row_of, status = region.row_of, region.schools["status"]
    for order in orders:
        if not isinstance(order, kinds):
            continue
        row = row_of.get(order.school_id, -1)
        if row >= 0 and status[row] == OPEN:
            yield row, order
        else:
            drop(region, order, "not_possible")


def drop(region: Region, order: Order, event: str, share: float = np.nan, yuan: float = 0.0) -> None:
    """Tell that an order is not carried out and why, and so of its compensation.

    `share` of parents against; `yuan` that go back to the purse, told with the order itself.
    """
    for one in with_compensation(order):
        region.tell(one, event, region.county_of(order), share=share, yuan=yuan if one is order else 0.0)
