"""Rules of teachers' pay (工资、乡村补助、绩效)."""

from dataclasses import dataclass


@dataclass(frozen=True)
class PayRules:
    """Fields of the rulebook about it."""
