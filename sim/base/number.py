"""Declared numbers: no number without unit, bounds and source, or the word assumption."""

import csv
import math
from dataclasses import dataclass
from pathlib import Path

from sim.base.errors import Say, UserError

CONFIDENCE = ("read", "known", "estimate", "assumption")


@dataclass(frozen=True)
class Number:
    """One declared number of the model.

    Attributes
    ----------
    value, low, high : float
        Mode and working range; a range (low < high) is drawn once per parameter draw (PERT).
    unit, source, confidence, year : str
        Confidence is one of `read`, `known`, `estimate`, `assumption`; `year` is the year the value holds for, or "-".
    meaning : Say
        One sentence in English and Chinese.
    bounds : (float, float)
        Legal values, wider than the working range; anything outside is a user error.
    """

    name: str
    value: float
    low: float
    high: float
    unit: str
    source: str
    confidence: str
    year: str
    meaning: Say
    bounds: tuple[float, float] = (-math.inf, math.inf)

    def __post_init__(self) -> None:
        """Refuse a declaration that contradicts itself."""
        if not self.bounds[0] <= self.low <= self.value <= self.high <= self.bounds[1]:
            raise ValueError(f"{self.name}: bounds, low, value, high are not in order")
        if self.confidence not in CONFIDENCE or not self.unit or not self.source:
            raise ValueError(f"{self.name}: needs a unit, a source and a confidence of {CONFIDENCE}")

    @property
    def is_ranged(self) -> bool:
        """Tell whether the number has a working range."""
        return self.low < self.high

    def checked(self, value: float, where: str = "") -> float:
        """Return `value` if it lies within the bounds; else raise `UserError` naming the place `where`."""
        if not (self.bounds[0] <= value <= self.bounds[1]):
            low, high = self.bounds
            raise UserError(
                Say(f"{self.name} is out of bounds", f"{self.name} 超出范围"),
                where=where,
                value=value,
                rule=Say(
                    f"between {low:.12g} and {high:.12g} {self.unit}",
                    f"应在 {low:.12g} 与 {high:.12g} 之间 ({self.unit})",
                ),
                remedy=Say(
                    f"give a value within the bounds; the usual one is {self.value:.12g}",
                    f"请改为范围内的值，常用值为 {self.value:.12g}",
                ),
            )
        return float(value)


def read_numbers(path: Path) -> tuple[Number, ...]:
    """Return the numbers declared in a CSV of the package (name, value, low, high, bounds, unit, source, ...)."""
    with path.open(encoding="utf-8", newline="") as rows:
        return tuple(
            Number(
                row["name"],
                *(float(row[name]) for name in ("value", "low", "high")),
                *(row[name] for name in ("unit", "source", "confidence", "year")),
                Say(row["meaning_en"], row["meaning_zh"]),
                (float(row["bound_low"]), float(row["bound_high"])),
            )
            for row in csv.DictReader(rows)
        )
