"""Rules of teachers' careers (特岗、支教、职称、荣誉)."""

from dataclasses import dataclass


@dataclass(frozen=True)
class CareerRules:
    """Fields of the rulebook about it."""
