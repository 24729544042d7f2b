"""Money (model.md step 11): what the year brought in and cost, by school, county and kind, in the ledger."""

from sim.processes import pay
from sim.world.region import Region


def run(region: Region, rules, orders) -> None:
    """Enter the year's money."""
    region.ledger.open_year()
    pay.post(region, rules)
