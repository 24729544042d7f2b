"""Warning levels of seats (学位预警): one rule with its thresholds, for seats short and for seats spare."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from sim.base.errors import Say
from sim.base.number import Number

SHORT, SPARE = "short", "spare"
SIDES = {SHORT: Say("seats short", "学位缺口"), SPARE: Say("seats spare", "学位富余")}
# From the worst to the mildest.
LEVELS = {
    "red": Say("red", "红色"),
    "orange": Say("orange", "橙色"),
    "yellow": Say("yellow", "黄色"),
}
NO_WARNING, NO_DATA = "none", "no_data"
WORDS = {**LEVELS, NO_WARNING: Say("none", "无"), NO_DATA: Say("no data", "无数据")}


def _above(side: str, level: str, value: float, source: str, year: str, en: str, zh: str) -> Number:
    return Number(
        f"warning_{side}_{level}_above", value, value, value, "share of rated seats", source,
        "read" if year != "-" else "assumption", year, Say(en, zh), (-1.0, 1.0),
    )  # fmt: skip


# By side and level: (pupils - rated seats) / rated seats of seats short, its negative of seats spare.
USUAL = {
    SHORT: {
        "red": _above(SHORT, "red", 0.1, "assumption", "-",
            "more than a tenth of the seats is lacking", "缺口超过核定学位的十分之一"),
        "orange": _above(SHORT, "orange", 0.0, "成都市2026年学位预警", "2026",
            "more pupils than seats (the source: registered children of a catchment)",
            "在校生超过核定学位（原文为学区户籍适龄儿童）"),
        "yellow": _above(SHORT, "yellow", -0.05, "assumption", "-",
            "less than a twentieth of the seats is free", "空余不足核定学位的二十分之一"),
    },
    SPARE: {
        "red": _above(SPARE, "red", 0.5, "assumption", "-",
            "more than half of the seats is idle", "空余超过核定学位的一半"),
        "orange": _above(SPARE, "orange", 0.35, "assumption", "-",
            "more than 35 % of the seats is idle", "空余超过核定学位的35%"),
        "yellow": _above(SPARE, "yellow", 0.2, "assumption", "-",
            "more than a fifth of the seats is idle", "空余超过核定学位的五分之一"),
    },
}  # fmt: skip


@dataclass(frozen=True)
class WarningRule:
    """The thresholds in force.

    Attributes
    ----------
    above : mapping of side to mapping of level to float
        A level holds where the share lies above its threshold and above none of a worse level.
    is_users : bool
        Whether a user gave any of them.
    """

    above: Mapping[str, Mapping[str, float]] = field(
        default_factory=lambda: {
            side: {level: one.value for level, one in levels.items()} for side, levels in USUAL.items()
        }
    )
    is_users: bool = False

    def levels(self, side: str, share: np.ndarray) -> np.ndarray:
        """Return the level of each share.

        Parameters
        ----------
        side : str
            `SHORT` or `SPARE`.
        share : float array
            Of rated seats: what is short or spare, negative where it is the other; NaN where there are neither pupils
            nor seats.

        Returns
        -------
        array of str
            Keys of `WORDS`.
        """
        share = np.asarray(share, float)
        conditions = [np.isnan(share), *(share > self.above[side][level] for level in LEVELS)]
        return np.select(conditions, [NO_DATA, *LEVELS], NO_WARNING)

    @property
    def meaning(self) -> Say:
        """Return the rule in one sentence."""
        parts = {
            side: Say(
                ", ".join(
                    f"{LEVELS[level].en} above {value:.0%}" for level, value in self.above[side].items()
                ),
                "、".join(
                    f"高于{value:.0%}为{LEVELS[level].zh}" for level, value in self.above[side].items()
                ),
            )
            for side in SIDES
        }
        whose = Say("entered by the user", "由用户填报") if self.is_users else Say(
            "assumptions but for the orange of seats short", "除缺口橙色外均为假设"
        )  # fmt: skip
        return Say(
            f"Warning level by share of rated seats ({whose.en}): of seats short {parts[SHORT].en} (below zero: free "
            f"seats); of seats spare {parts[SPARE].en}.",
            f"预警等级按占核定学位的比例判定（{whose.zh}）：缺口{parts[SHORT].zh}（负值为空余）；富余{parts[SPARE].zh}。",
        )


def share_short(pupils: np.ndarray, seats: np.ndarray) -> np.ndarray:
    """Return (pupils - seats) / seats: infinite for pupils without any seat, NaN for neither."""
    gap = np.asarray(pupils, float) - seats
    otherwise = np.where(gap > 0, np.inf, np.nan)
    return np.divide(gap, seats, out=otherwise, where=np.asarray(seats) > 0)
