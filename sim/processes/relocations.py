"""Relocations (搬迁), part of the network: a school goes to another settlement of its county, with its pupils."""

from sim.processes import norms
from sim.processes.buildings import drop, open_targets
from sim.rules.orders import Relocate
from sim.world.region import Region


def move(region: Region, orders) -> None:
    """Move the schools that are due to their new sites, with the rooms and areas these have."""
    for row, order in open_targets(region, orders, Relocate):
        if not _is_in_county(region, order.settlement, int(region.schools["county"][row])):
            drop(region, order, "not_possible")
            continue
        region.move_school(row, order.settlement)
        norms.settle_on_new_site(region, row, order.rooms)
        region.tell(order, "carried_out", int(region.schools["county"][row]))


def _is_in_county(region: Region, settlement: int, county: int) -> bool:
    g = region.geography
    return 0 <= settlement < g.n_settlements and int(g.county[settlement]) == county
