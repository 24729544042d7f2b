"""Rotation (教师、校长交流轮岗): teachers of towns and strong schools serve at rural ones for some years."""

from sim.world.region import Region


def come_back(region: Region, rules) -> None:
    """Let those whose years are over come back to their home school."""


def run(region: Region, rules) -> None:
    """Send teachers and principals."""
