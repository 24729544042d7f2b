"""Network (model.md step 4): districts drawn anew, and orders that fall due: new schools, rooms, beds, closures."""

from sim.processes import buildings, closures, districts, new_schools
from sim.world.region import Region


def run(region: Region, rules, orders) -> None:
    """Redraw districts and carry out orders: new schools stand before others close; a closed one is given nothing."""
    districts.redraw(region)
    new_schools.build(region, orders)
    closures.close(region, orders)
    buildings.extend(region, orders)
