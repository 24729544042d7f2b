"""The further items of the evaluation of 2017 (items.csv): 15 of guarantee, 9 of quality, acceptance."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from sim.base.errors import Say
from sim.indicators.cells import ALL
from sim.indicators.evaluation.standards import rows_of
from sim.kernels.codes import STAGE_NAMES

GROUPS = {
    "guarantee": Say("government guarantee", "政府保障程度"),
    "quality": Say("quality of education", "教育质量"),
    "acceptance": Say("public acceptance", "社会认可度"),
}


@dataclass(frozen=True)
class Item:
    """One item, or a part of it; without an indicator it is not simulated and has to be entered (填报).

    Attributes
    ----------
    code, group, no : str
    title, note : Say
    indicator : str
        Empty where it is not simulated.
    least : mapping of str to float
        What must be reached, by stage, or of all stages together.
    source, confidence : str
    """

    code: str
    group: str
    no: str
    title: Say
    note: Say
    indicator: str
    least: dict[str, float]
    source: str
    confidence: str


@cache
def items() -> tuple[Item, ...]:
    """Return the items in their order."""
    return tuple(_item(row) for row in rows_of("items.csv"))


def _item(row: dict[str, str]) -> Item:
    columns = {ALL: "whole", **{stage: stage for stage in STAGE_NAMES}}
    return Item(
        row["code"], row["group"], row["no"], Say(row["title_en"], row["title_zh"]),
        Say(row["note_en"], row["note_zh"]), row["indicator"],
        {stage: float(row[column]) for stage, column in columns.items() if row[column]},
        row["source"], row["confidence"],
    )  # fmt: skip
