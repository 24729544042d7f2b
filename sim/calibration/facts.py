"""The facts (事实): published figures to set the model beside, declared in facts.csv beside this file.

A row is one fact of one area and year. How sure a figure is and where it comes from stands with it; so does its role:

input
    It was fed in; agreement shows only that it arrived.
fitted
    A parameter, named in the row, was chosen to meet it.
held_out
    Neither. These are the tests.
plausibility
    Another place's number, printed beside; nothing is judged, the difference is explained.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sim.base.errors import Say
from sim.base.number import CONFIDENCE

INPUT, FITTED, HELD_OUT, PLAUSIBILITY = ROLES = ("input", "fitted", "held_out", "plausibility")
FILE = Path(__file__).with_name("facts.csv")
BIRTHS_FILE = Path(__file__).with_name("national_births.csv")

WITHOUT_APART, EVERYWHERE, NOWHERE = "without_apart", "all", "none"  # areas; any other is a county code


@dataclass(frozen=True)
class Fact:
    """One fact of one area and year.

    Attributes
    ----------
    id : str
        What is compared; its function stands in `sim.calibration.registry`.
    title, area : Say
        What it is, and of which place the figure is.
    model_area : str
        The counties of the model set beside it: `without_apart` (those the province does not count apart), `all`,
        `none` (no place of the model), or a county code.
    part : str
        A zone kind, stage or age group, where the fact is of a part.
    year : str
        A year, or first and last year of a change.
    day : date or None
        The day of a stock; a census of 1 September where None.
    censuses : (int, int) or None
        First and last year of the records needed.
    unit : str
    value, low, high : float
        The figure and what is accepted.
    role : str
    fitted_parameter : str
        What was chosen to meet it; empty unless the role is fitted.
    source, confidence : str
    reason : Say
        Why the model is near or off; the first row of an id speaks for all of it.
    """

    id: str
    title: Say
    area: Say
    model_area: str
    part: str
    year: str
    day: date | None
    censuses: tuple[int, int] | None
    unit: str
    value: float
    low: float
    high: float
    role: str
    fitted_parameter: str
    source: str
    confidence: str
    reason: Say

    def __post_init__(self) -> None:
        """Refuse a row that contradicts itself."""
        if self.role not in ROLES or self.confidence not in CONFIDENCE:
            raise ValueError(f"{self.name}: role or confidence is none of {ROLES}, {CONFIDENCE}")
        if not self.low <= self.value <= self.high:
            raise ValueError(f"{self.name}: low, value, high are not in order")
        if not (self.id and self.unit and self.source and self.title.en and self.title.zh and self.area.en):
            raise ValueError(f"{self.name}: needs an id, names, an area, a unit and a source")
        if (self.role == FITTED) != bool(self.fitted_parameter):
            raise ValueError(f"{self.name}: a fitted fact, and no other, names the parameter fitted to it")

    @property
    def name(self) -> str:
        """Return what tells the row from all others."""
        return " ".join(part for part in (self.id, self.area.en, self.part, self.year) if part)

    @property
    def years(self) -> tuple[int, int]:
        """Return the first and the last year."""
        first, _, last = self.year.partition("-")
        return int(first), int(last or first)

    def accepts(self, value: float) -> bool:
        """Tell whether a value of the model lies in the accepted range."""
        return self.low <= value <= self.high


def read_facts(path: Path = FILE) -> tuple[Fact, ...]:
    """Return the facts of the table, in its order.

    Raises
    ------
    ValueError
        When a row contradicts itself or stands there twice.
    """
    with path.open(encoding="utf-8", newline="") as rows:
        facts = tuple(map(_fact, csv.DictReader(rows)))
    names = [fact.name for fact in facts]
    if twice := {name for name in names if names.count(name) > 1}:
        raise ValueError(f"{path.name}: twice in the table: {', '.join(sorted(twice))}")
    return facts


def national_births(path: Path = BIRTHS_FILE) -> dict[int, float]:
    """Return the births of the nation by calendar year, in 10,000."""
    with path.open(encoding="utf-8", newline="") as rows:
        return {int(row["year"]): float(row["births"]) for row in csv.DictReader(rows)}


def _fact(row: dict[str, str]) -> Fact:
    value, low, high = (float(row[name]) for name in ("value", "low", "high"))
    censuses = (int(row["census_first"]), int(row["census_last"])) if row["census_first"] else None
    same = ("id", "model_area", "part", "year", "unit", "role", "fitted_parameter", "source", "confidence")
    return Fact(
        **{name: row[name] for name in same},
        title=Say(row["fact_en"], row["fact_zh"]),
        area=Say(row["area_en"], row["area_zh"]),
        day=date.fromisoformat(row["day"]) if row["day"] else None,
        censuses=censuses,
        value=value,
        low=low,
        high=high,
        reason=Say(row["reason_en"], row["reason_zh"]),
    )
