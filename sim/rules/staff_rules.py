"""Rules of posts and staffing (编制、招聘、调配)."""

from dataclasses import dataclass


@dataclass(frozen=True)
class StaffRules:
    """Fields of the rulebook about it."""
