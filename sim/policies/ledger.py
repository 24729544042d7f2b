"""What of the policy document is not simulated: the lines of the ledger (台账) and the units that answer for them.

A line is a measure, or the part of one, that no lever carries (ledger_lines.csv).  A bureau writes down by hand how far
each has come; no run ever gives it a value.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from sim.base.errors import Say
from sim.policies.measures import read_measures

NOT_SIMULATED = Say("not produced by simulation", "非模拟结果")

DUE = {
    "none": Say("none in the document", "文件未定"),
    "each_project": Say("each project", "逐项目"),
    "each_term": Say("each term", "每学期"),
    "each_year": Say("each year", "每年"),
    "mid_term": Say("mid-term", "中期"),
}
_NO_UNITS = Say("the document names none", "文件未列责任单位")


@dataclass(frozen=True)
class LedgerLine:
    """One measure, or one part of it, that is not simulated.

    Attributes
    ----------
    measure_id : str
        As in measures.csv.
    part : int
        From 1 within the measure.
    title : str
        Title of the measure in the document, Chinese.
    what, why, target : Say
        What the line is about, why it is not simulated, and what the document asks for.
    due : Say
        When the document wants it.
    source : str
        Document and section.
    """

    measure_id: str
    part: int
    title: str
    what: Say
    why: Say
    target: Say
    due: Say
    source: str

    @property
    def units(self) -> Say:
        """Return the responsible units, or that the document names none."""
        return units_of(self.measure_id)


@cache
def ledger_lines() -> tuple[LedgerLine, ...]:
    """Return every line in the order of the document.

    Raises
    ------
    KeyError
        When a line names a measure that the table of measures does not have.
    """
    measures = {row["measure_id"]: row for row in read_measures()}
    return tuple(_line(row, measures[row["measure_id"]]) for row in _rows("ledger_lines.csv"))


def n_lines(measure_id: str) -> int:
    """Return how many lines of the ledger a measure has."""
    return sum(line.measure_id == measure_id for line in ledger_lines())


@cache
def responsible_units() -> Mapping[str, tuple[Say, ...]]:
    """Return the units that the document names at the end of each section, by section: M1 to M10, O1 to O4."""
    units: dict[str, tuple[Say, ...]] = {}
    for row in _rows("responsible_units.csv"):
        named = Say(row["unit_en"], row["unit_zh"])
        units[row["section_id"]] = (*units.get(row["section_id"], ()), named)
    return units


def units_of(measure_id: str) -> Say:
    """Return the units that answer for a measure: those of its section (M8a: M8); none stand under general aims (G)."""
    units = responsible_units().get(measure_id.rstrip("abcdefghij"), ())
    if not units:
        return _NO_UNITS
    return Say("; ".join(one.en for one in units), "、".join(one.zh for one in units))


def _line(row: Mapping[str, str], measure: Mapping[str, str]) -> LedgerLine:
    what, why, target = (Say(row[f"{one}_en"], row[f"{one}_zh"]) for one in ("what", "why", "target"))
    due = DUE.get(row["due"]) or Say(row["due"], f"{row['due']}年")
    return LedgerLine(
        row["measure_id"],
        int(row["part"]),
        measure["title"].split(" [")[0],  # without remarks on slips of the pen
        what,
        why,
        target,
        due,
        f"{measure['source']} {measure['section']}",
    )


def _rows(file: str) -> list[dict[str, str]]:
    text = files(__package__).joinpath(file).read_text(encoding="utf-8")
    return list(csv.DictReader(io.StringIO(text)))
