"""Contracts beside the posts (特岗教师、支教志愿者): who comes on them."""

from sim.world.region import Region


def hire(region: Region, rules) -> None:
    """Let special-post teachers and volunteers come."""
