"""Rules of aid to poor pupils (家庭经济困难学生资助): who gets it and how much."""

from dataclasses import dataclass


@dataclass(frozen=True)
class AidRules:
    """Fields of the rulebook about it."""
