"""Warning level of seats (学位预警): one rule with its thresholds, told from the runs' gaps."""

from __future__ import annotations

import numpy as np

from sim.base.errors import Say
from sim.indicators.lookahead import WARNINGS
from sim.indicators.spread import spread

# The thresholds are those of a single run; here they meet the quantiles over runs.
SEVERE, ANY = (one.above.value for one in WARNINGS[:2])

LEVELS = {
    "red": Say("red", "红色"),
    "orange": Say("orange", "橙色"),
    "yellow": Say("yellow", "黄色"),
    "none": Say("none", "无"),
}
MEANING = Say(
    "Warning level of a district and stage, an assumption: share short = seats short / rated seats; "
    f"red above {SEVERE:.0%} at P50, "
    f"orange above {ANY:.0%} at P50, yellow above {ANY:.0%} at P90.",
    f"预警等级（假设，按片区、学段判定）：缺口比例＝缺口÷核定学位；"
    f"P50高于{SEVERE:.0%}为红色，P50高于{ANY:.0%}为橙色，"
    f"P90高于{ANY:.0%}为黄色。",
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
    level = np.select([p50 > SEVERE, p50 > ANY, p90 > ANY], list(LEVELS)[:3], "none")
    return level.tolist()
