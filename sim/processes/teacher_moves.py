"""Teachers move between schools of a county (县域调配): from closed schools, to new ones, from surplus to shortage."""

from sim.world.region import Region


def run(region: Region, rules) -> None:
    """Move teachers."""
