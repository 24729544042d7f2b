"""Fill fertility, its level and mortality from national figures; say where a table does not reach the start."""

from __future__ import annotations

from sim.inputs.defaults import default
from sim.inputs.filling.draft import Draft

RATES = ("fertility", "fertility_level", "mortality")


def fill_rates(draft: Draft) -> None:
    """Fill the three tables of rates where they are not given, and warn where the start lies outside one."""
    for name in RATES:
        if not draft.is_given(name):
            draft.add_table(name, _as_assumed(default(name).columns))
    _warn_of_early_start(draft, "mortality", "period")
    _warn_of_early_start(draft, "fertility_level", "year")
    last = int(draft.frames["fertility_level"]["year"].max())
    if last <= draft.start_year:
        draft.warn(
            f"fertility_level ends in {last}: fertility stays at that level afterwards",
            f"fertility_level 止于 {last} 年：此后生育水平保持不变",
        )


def _as_assumed(columns: dict[str, list]) -> list[dict[str, object]]:
    """Return rows of the nation as rows of a county: their source stays, that they hold here is assumed."""
    rows = [dict(zip(columns, values, strict=True)) for values in zip(*columns.values(), strict=True)]
    return [row | {"confidence": "assumption"} for row in rows]


def _warn_of_early_start(draft: Draft, name: str, column: str) -> None:
    """Warn where the first year of a table lies after the start: its first values hold before."""
    first = int(draft.frames[name][column].min())
    if first > draft.start_year:
        draft.warn(
            f"{name} begins in {first}, after the start year {draft.start_year}: its first values are used before",
            f"{name} 始于 {first} 年，晚于起始年 {draft.start_year}：此前沿用首期数值",
        )
