"""Thresholds of the seat warning (学位预警) as entered, in place of the usual ones."""

from __future__ import annotations

from sim.base.errors import Say, UserError
from sim.indicators.seat_warnings import USUAL, WarningRule
from sim.reports.entries.folder import Entries

NAME = "warnings"


def warning_rule(entries: Entries) -> WarningRule:
    """Return the rule of the seat warning: the usual thresholds, those entered in their place.

    Raises
    ------
    UserError
        When a worse level would begin below a milder one.
    """
    rows = entries.rows(NAME)
    above = {side: {level: one.value for level, one in levels.items()} for side, levels in USUAL.items()}
    for row in rows.itertuples():
        above[row.side][row.level] = float(row.above)
    for side, levels in above.items():
        values = list(levels.values())
        if any(worse <= milder for worse, milder in zip(values, values[1:], strict=False)):
            last = max(k for k, entered in enumerate(rows["side"]) if entered == side)
            raise UserError(
                Say("the thresholds are not in order", "界限值顺序不对"),
                where=entries.where(NAME, last, "above"),
                value=", ".join(f"{level} {value:g}" for level, value in levels.items()),
                rule=Say("red begins above orange, orange above yellow; the usual ones hold where none is entered",
                         "红色高于橙色，橙色高于黄色；未填报者用常用值"),
                remedy=Say("give all three of the side", "请填报该方向的三个等级"),
            )  # fmt: skip
    return WarningRule(above, len(rows) > 0)
