"""Rules of shared teachers (交流轮岗、走教、培训)."""

from dataclasses import dataclass


@dataclass(frozen=True)
class SharingRules:
    """Fields of the rulebook about it."""
