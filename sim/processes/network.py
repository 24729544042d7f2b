"""Network (model.md step 4): districts drawn anew; orders that fall due: sites, new schools, rooms, closures."""

from sim.processes import buildings, closures, districts, new_schools, projects, sites
from sim.world.region import Region


def run(region: Region, rules, orders) -> None:
    """Redraw districts and carry out orders: new schools stand before others close; a closed one is given nothing."""
    districts.redraw(region)
    sites.run(region, orders)
    new_schools.build(region, [*orders, *projects.schools_due(region)])
    closures.close(region, orders)
    buildings.extend(region, orders)
