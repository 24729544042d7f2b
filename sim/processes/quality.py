"""Quality of schools as households see it (学校质量): slow, from last year's figures."""

from sim.world.region import Region


def run(region: Region, rules, orders) -> None:
    """Let what families think of each school follow the published figures of last year."""
