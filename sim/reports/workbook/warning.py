"""Warning level of seats (学位预警): one rule with its thresholds, told from the runs' gaps."""

from __future__ import annotations

import numpy as np

from sim.base.errors import Say
from sim.base.number import Number
from sim.indicators.spread import spread

SEVERE = Number(
    "warning_severe_gap", 0.10, 0.05, 0.20, "seats short / rated seats", "assumption", "assumption", "-",
    Say("share of the rated seats that is short from which a gap is severe", "缺口占核定学位达到此比例为严重"),
    (0.0, 10.0),
)  # fmt: skip
ANY = Number(
    "warning_any_gap", 0.0, 0.0, 0.0, "seats short / rated seats", "assumption", "assumption", "-",
    Say("share of the rated seats that is short above which there is a gap at all", "缺口占核定学位超过此比例为有缺口"),
    (0.0, 10.0),
)  # fmt: skip

LEVELS = {
    "red": Say("red", "红色"),
    "orange": Say("orange", "橙色"),
    "yellow": Say("yellow", "黄色"),
    "none": Say("none", "无"),
}
MEANING = Say(
    "Warning level of a district and stage, an assumption: share short = seats short / rated seats; "
    f"red from {SEVERE.value:.0%} at P50, "
    f"orange above {ANY.value:.0%} at P50, yellow above {ANY.value:.0%} at P90.",
    f"预警等级（假设，按片区、学段判定）：缺口比例＝缺口÷核定学位；"
    f"P50达{SEVERE.value:.0%}及以上为红色，P50高于{ANY.value:.0%}为橙色，"
    f"P90高于{ANY.value:.0%}为黄色。",
)


def warning_levels(short: np.ndarray, seats: np.ndarray) -> list[str]:
    """Return the warning level of each row.

    Parameters
    ----------
    short, seats : float array (rows, runs)
        Seats short (never netted) and rated seats. Where there is no seat at all the whole gap counts as 100 %.

    Returns
    -------
    list of str
        Keys of `LEVELS`.
    """
    share = np.divide(short, seats, out=(short > 0).astype(float), where=seats > 0)
    _, p50, p90 = spread(share)
    level = np.select([p50 >= SEVERE.value, p50 > ANY.value, p90 > ANY.value], list(LEVELS)[:3], "none")
    return level.tolist()
