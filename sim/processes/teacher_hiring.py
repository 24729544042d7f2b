"""Hiring (教师补充): vacancies refilled, special posts, volunteers."""

from sim.world.region import Region


def run(region: Region, rules) -> None:
    """Hire teachers."""
