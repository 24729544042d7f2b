"""What the forecasts should reach on the open tables, and what they do reach."""

from dataclasses import dataclass

import pandas as pd

RIVALS = ("naive", "careful", "blend")
# Non-Covid origins a lead needs for its coverage to be judged.
LEAST_ORIGINS = 3


@dataclass(frozen=True)
class Target:
    """One target at one lead: the value reached, its bounds, and the 95 % interval over schools where it is a ratio."""

    table: str
    lead: int
    what: str
    value: float
    low: float
    high: float
    interval: tuple[float, float] | None = None

    @property
    def is_met(self) -> bool:
        """Tell whether the value lies between its bounds."""
        return self.low <= self.value <= self.high

    @property
    def key(self) -> tuple[str, int, str]:
        """Return table, lead and what."""
        return self.table, self.lead, self.what


def targets(
    table: str, summary: pd.DataFrame, differences: pd.DataFrame, scores: pd.DataFrame
) -> list[Target]:
    """Return the targets of a table, those of Covid years left out.

    School mape at most 0.97 of the best rival's at leads 1 and 3; cell wape at most 0.95 of careful's; system mape
    at most 1.05 of the better of careful's and blend's; crps of schools at most 0.97 of blend's with its own past
    errors; 80 % intervals of schools hold 75-85 % at each lead with three origins or more.
    """
    told = summary[summary["table"] == table].set_index(["level", "lead", "method"])
    against = differences[differences["table"] == table].set_index(["level", "measure", "lead", "rival"])
    rows = []
    for lead in sorted(told.index.get_level_values("lead").unique()):
        best = min(RIVALS, key=lambda rival, lead=lead: told.loc[("school", lead, rival), "mape"])
        system = min(RIVALS[1:], key=lambda rival, lead=lead: told.loc[("system", lead, rival), "mape"])
        rows += [
            _ratio(table, told, against, ("school", "mape", lead), best, 0.97 if lead in (1, 3) else 1.0),
            _ratio(table, told, against, ("school_grade", "wape", lead), "careful", 0.95),
            _ratio(table, told, against, ("system", "mape", lead), system, 1.05),
            _ratio(table, told, against, ("school", "crps", lead), "blend", 0.97),
        ]
        mine = scores[(scores["table"] == table) & (scores["lead"] == lead) & (scores["method"] == "model")]
        if mine["origin"].nunique() >= LEAST_ORIGINS:
            cover = told.loc[("school", lead, "model"), "cover80"]
            rows.append(Target(table, lead, "80 % intervals of schools hold, %", cover, 75.0, 85.0))
    return rows


def _ratio(table: str, told, against, key: tuple[str, str, int], rival: str, most: float) -> Target:
    level, measure, lead = key
    mine, other = (told.loc[(level, lead, method), measure] for method in ("model", rival))
    between = (
        against.loc[(level, measure, lead, rival), ["low", "high"]]
        if (*key, rival) in against.index
        else None
    )
    name = {"school_grade": "cell"}.get(level, level)
    interval = None if between is None else (float(between["low"]), float(between["high"]))
    return Target(table, lead, f"{name} {measure} over {rival}'s", float(mine / other), 0.0, most, interval)
