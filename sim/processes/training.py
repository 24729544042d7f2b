"""Training (教师全员培训): hours within the five-year cycle and the days of substitutes they take."""

from sim.world.region import Region


def run(region: Region, rules) -> None:
    """Train teachers."""
