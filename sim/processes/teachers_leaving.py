"""Teachers leave (教师减员): retirement, early retirement, quitting, contracts that end."""

from sim.world.region import Region


def run(region: Region, rules) -> None:
    """Let teachers leave."""
