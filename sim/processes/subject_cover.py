"""Subjects covered (开齐开足国家课程): PE, music and art by own and by shared teachers (走教)."""

from sim.world.region import Region


def run(region: Region, rules) -> None:
    """Share teachers and note what stays uncovered."""
