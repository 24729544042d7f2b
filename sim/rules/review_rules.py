"""Rules of the mid-term review (中期评估) and of schools paired with others (对口帮扶)."""

from dataclasses import dataclass


@dataclass(frozen=True)
class ReviewRules:
    """Fields of the rulebook about it."""
