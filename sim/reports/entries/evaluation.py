"""evaluation.csv and items.csv: which sites count in evaluations, and how the bureau judges single items."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from sim.base.errors import Say, UserError
from sim.base.fields import nearest
from sim.indicators.evaluation.units import UnitRule
from sim.reports.entries.folder import Entries


@dataclass(frozen=True)
class Judged:
    """What was entered for an item: met, not_met or not_judged, the figure and a remark as text."""

    met: str
    value: str
    note: str


def unit_rule(entries: Entries) -> UnitRule:
    """Return which sites count: as entered, else neither small sites nor special schools."""
    rows = entries.rows("evaluation")
    counts = dict(zip(rows["sites"], rows["counts"] == "yes", strict=True))
    usual = UnitRule()
    return UnitRule(
        0 if counts.get("small", False) else usual.least_pupils,
        bool(counts.get("special", usual.counts_special)),
    )


def judged_items(entries: Entries, counties: Collection[str]) -> dict[tuple[str, str], Judged]:
    """Return what was entered by county and item; a row of a county goes before one of every county.

    Parameters
    ----------
    counties : collection of str
        Codes of the counties of the batch.

    Raises
    ------
    UserError
        When a row is of another county.
    """
    rows, out = entries.rows("items"), {}
    for row in range(len(rows)):
        code = rows["county_code"].iloc[row]
        if code and code not in counties:
            raise _unknown_county(entries, row, code, counties)
    for row in rows.sort_values("county_code", kind="stable").itertuples():  # rows of every county first
        if row.met or row.value or row.note:
            told = Judged(row.met or "not_judged", row.value, row.note)
            places = [row.county_code] if row.county_code else counties
            out.update({(county, row.item): told for county in places})
    return out


def _unknown_county(entries: Entries, row: int, code: str, counties: Collection[str]) -> UserError:
    like = nearest(code, sorted(counties))
    return UserError(
        Say("the batch has no such county", "该批量没有这个县"),
        where=entries.where("items", row, "county_code"),
        value=code,
        rule=Say(f"one of {', '.join(sorted(counties))}", f"应为{'、'.join(sorted(counties))}之一"),
        remedy=Say(f"did you mean {like}?", f"是否想写 {like}？") if like else Say(
            "correct it, or leave it blank for every county", "请更正；各县相同时可留空"),
    )  # fmt: skip
