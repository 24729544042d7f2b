"""Resources and thresholds of the two national evaluations: resources.csv and thresholds.csv beside this file."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from sim.base.errors import Say
from sim.kernels.codes import STAGE_NAMES

BASIC, QUALITY = "2012", "2017"  # 义务教育基本均衡, 优质均衡


@dataclass(frozen=True)
class Resource:
    """A resource per pupil that an evaluation looks at.

    Attributes
    ----------
    framework : str
        `BASIC` or `QUALITY`.
    no : int
        Its number there.
    name : str
    title, unit : Say
    column : str
        The amount of a school, a column of the record table `school`.
    times : float
        Pupils that the level is told for: 1, or 100.
    standard : tuple of float, or None
        What a school must reach, primary and junior, in `unit`; None where only schools are compared.
    source, confidence : str
    """

    framework: str
    no: int
    name: str
    title: Say
    unit: Say
    column: str
    times: float
    standard: tuple[float, float] | None
    source: str
    confidence: str


@dataclass(frozen=True)
class Threshold:
    """A number of an evaluation, primary and junior."""

    name: str
    of_stage: tuple[float, float]
    unit: str
    meaning: Say
    source: str
    confidence: str


def rows_of(name: str) -> list[dict[str, str]]:
    """Return the rows of a table of this folder."""
    with files(__package__).joinpath(name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@cache
def resources(framework: str) -> tuple[Resource, ...]:
    """Return the resources of an evaluation, in its order."""
    return tuple(_resource(row) for row in rows_of("resources.csv") if row["framework"] == framework)


def _resource(row: dict[str, str]) -> Resource:
    standard = tuple(float(row[stage]) for stage in STAGE_NAMES) if row[STAGE_NAMES[0]] else None
    return Resource(
        row["framework"], int(row["no"]), row["resource"], Say(row["title_en"], row["title_zh"]),
        Say(row["unit_en"], row["unit_zh"]), row["column"], float(row["times"]), standard,
        row["source"], row["confidence"],
    )  # fmt: skip


@cache
def thresholds() -> dict[str, Threshold]:
    """Return the thresholds by name."""
    return {
        row["name"]: Threshold(
            row["name"],
            tuple(float(row[stage]) for stage in STAGE_NAMES),
            row["unit"],
            Say(row["meaning_en"], row["meaning_zh"]),
            row["source"],
            row["confidence"],
        )
        for row in rows_of("thresholds.csv")
    }
