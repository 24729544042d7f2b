"""Careers (教师职业发展): titles, years of service, backbone teachers, awards."""

from sim.world.region import Region


def run(region: Region, rules) -> None:
    """Let years of service go on and titles be given."""


def count(region: Region, rules) -> None:
    """Count who has served how long, for the records."""
