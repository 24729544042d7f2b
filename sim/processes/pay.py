"""Pay (教师工资): salaries, rural allowance and performance pay by school, for the ledger."""

from sim.world.region import Region


def post(region: Region, rules) -> None:
    """Enter a year's pay of teachers and other staff into the ledger."""
