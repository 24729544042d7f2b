"""Network (model.md step 4): districts drawn anew; orders that fall due: sites, schools, rooms, closures, lines."""

from sim.processes import (
    buildings,
    bus_lines,
    closures,
    consultations,
    districts,
    new_schools,
    projects,
    relocations,
    sites,
)
from sim.world.region import Region


def run(region: Region, rules, orders) -> None:
    """Redraw districts and carry out orders: new schools stand before others close; a closed one is given nothing.

    Compensation comes with the closing. Parents are asked about later closings when this year's have been made.
    """
    districts.redraw(region)
    sites.run(region, orders)
    new_schools.build(region, [*orders, *projects.schools_due(region)])
    compensation = closures.close(region, rules, orders)
    relocations.move(region, orders)
    buildings.extend(region, [*orders, *compensation])
    bus_lines.run_lines(region, [*orders, *compensation])
    consultations.ask(region, rules)
