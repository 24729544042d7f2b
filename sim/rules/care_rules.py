"""Rules of dropout control and care (控辍保学、留守关爱): return campaigns, monitoring of the roll, care."""

from dataclasses import dataclass


@dataclass(frozen=True)
class CareRules:
    """Fields of the rulebook about it."""
