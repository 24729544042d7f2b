"""A field of the rulebook: a value with unit, source, the year it holds from and its legal values."""

from dataclasses import dataclass, field

from sim.base.errors import Say


@dataclass(frozen=True)
class Rule:
    """Declare one field: unit, source, confidence, the year it holds from and its legal values."""

    unit: str
    source: str
    confidence: str
    year: int
    bounds: tuple[float, float]
    meaning: Say


def rule(value, unit, source, confidence, year, bounds, en, zh):
    """Return a dataclass field that holds `value` unless a lever amends it, declared by a `Rule`."""
    return field(default=value, metadata={"rule": Rule(unit, source, confidence, year, bounds, Say(en, zh))})
