"""Rules of public funds and aid (公用经费、两免一补)."""

from dataclasses import dataclass


@dataclass(frozen=True)
class FundRules:
    """Fields of the rulebook about it."""
