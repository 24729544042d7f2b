"""Numeric targets (目标) of the policy document and of national norms, and how the runs of a batch stand to them.

The targets stand in targets.csv beside this file; each is a level of one indicator in one cell, from a school year on.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from importlib.resources import files

import numpy as np
import pandas as pd

from sim.base.errors import Say
from sim.indicators.cells import STAGES, ZONES
from sim.indicators.declared import INDICATORS
from sim.indicators.indicator import Indicator
from sim.indicators.spread import spread

MID_TERM = (
    "mid_term"  # the row of the table that is no target but the school year of the assessment (中期评估)
)
COMPARISONS = {
    "<=": Say("at most", "不高于"),
    "<": Say("below", "低于"),
    ">=": Say("at least", "不低于"),
    ">": Say("above", "高于"),
}
GROUPS = {
    "classes": Say("Class size", "班额"),
    "retention": Say("Dropout and aid", "控辍资助"),
    "travel": Say("Travel and boarding", "上学寄宿"),
    "schools": Say("Schools", "办学条件"),
    "teachers": Say("Teachers", "师资"),
    "fairness": Say("Admission", "入学公平"),
    "evaluation": Say("Balance", "均衡评估"),
    "own": Say("Entered", "用户填报"),
}
MET, NOT_MET, NO_DATA = "met", "not_met", "no_data"
NOT_DUE, PAST, OUTSIDE, NOT_RUN = "not_due", "past", "outside", "not_run"
NOT_JUDGED = "not_judged"  # what is judged county by county, told of several counties together
STATUSES = {
    MET: Say("met", "达标"),
    NOT_MET: Say("not met", "未达标"),
    NO_DATA: Say("no data", "无数据"),
    NOT_DUE: Say("not yet due", "未到期"),
    PAST: Say("past its last year", "已过目标期"),
    OUTSIDE: Say("outside the run", "年份不在模拟期内"),
    NOT_RUN: Say("not run", "未模拟"),
    NOT_JUDGED: Say("not judged", "不判定"),
}
_ROUNDING = 1e-9  # share of a value within which it counts as equal: 100 % made of sums may be a hair less


@dataclass(frozen=True)
class Target:
    """One numeric target.

    Attributes
    ----------
    name, group, measure : str
        Key of the table; one of `GROUPS`; the measure of the policy document it belongs to, or empty.
    title : Say
    indicator, zone, stage : str
        The level that is judged.
    comparison : str
        One of `COMPARISONS`.
    value : float
        In the unit of the indicator.
    year_from, year_to : int
        First and last school year in which it holds; `year_to` None: from then on.
    source, confidence, note : str
    """

    name: str
    group: str
    measure: str
    title: Say
    indicator: str
    zone: str
    stage: str
    comparison: str
    value: float
    year_from: int
    year_to: int | None
    source: str
    confidence: str
    note: str = ""

    @property
    def one(self) -> Indicator:
        """Return the indicator."""
        return INDICATORS[self.indicator]

    @property
    def demand(self) -> str:
        """Return what is asked for, such as ≥97%."""
        sign = {"<=": "≤", ">=": "≥"}.get(self.comparison, self.comparison)
        return f"{sign}{self.value:g}{'%' if self.one.is_percent else ''}"

    def margin(self, level: float | np.ndarray) -> float | np.ndarray:
        """Return by how much a level is better than asked for, in its unit; negative where it falls short."""
        return self.value - level if self.comparison[0] == "<" else level - self.value

    def is_met(self, levels: float | np.ndarray) -> bool | np.ndarray:
        """Tell whether levels meet it."""
        close = np.isclose(levels, self.value, rtol=_ROUNDING, atol=_ROUNDING)
        better = np.asarray(self.margin(levels)) > 0
        return np.where(close, self.comparison.endswith("="), better)


@dataclass(frozen=True)
class Verdict:
    """How the runs of a scenario stand to a target in a school year.

    Attributes
    ----------
    status : str
        One of `STATUSES`. `MET` where the middle of the runs (P50) meets the target.
    low, middle, high : float
        Of the level over the runs, as `sim.indicators.spread.spread` tells them; NaN without data.
    margin : float
        `Target.margin` of the middle.
    n_met, n_runs : int
        Runs that meet it, and runs that tell the level.
    """

    status: str
    low: float = np.nan
    middle: float = np.nan
    high: float = np.nan
    margin: float = np.nan
    n_met: int = 0
    n_runs: int = 0

    @property
    def probability(self) -> float:
        """Return the share of the runs that meet the target; NaN without data."""
        return self.n_met / self.n_runs if self.n_runs else np.nan


Verdicts = dict[tuple[str, str, int], Verdict]  # by scenario, name of the target and school year


def judge(
    rows: pd.DataFrame, targets: Iterable[Target], years: Sequence[int], span: tuple[int, int]
) -> Verdicts:
    """Return how every scenario stands to every target in some school years.

    Parameters
    ----------
    rows : DataFrame
        Levels as `sim.indicators.levels.levels` returns them.
    targets : iterable of Target
    years : sequence of int
    span : (int, int)
        First and last school year of the runs.
    """
    targets = list(targets)
    wanted = rows["indicator"].isin({one.indicator for one in targets}) & rows["year"].isin(years)
    keys = ["scenario", "indicator", "zone", "stage", "year"]
    own = rows[wanted].astype(dict.fromkeys(keys[:-1], "str"))
    levels = {key: group.to_numpy(float) for key, group in own.groupby(keys)["value"]}
    return {
        (scenario, one.name, year): _verdict(
            one, levels.get((scenario, one.indicator, one.zone, one.stage, year)), year, span
        )
        for scenario in rows["scenario"].astype(str).unique()
        for one in targets
        for year in years
    }


def _verdict(target: Target, levels: np.ndarray | None, year: int, span: tuple[int, int]) -> Verdict:
    holds = _when(target, year, span)
    if holds == OUTSIDE or levels is None:
        return Verdict(holds if holds == OUTSIDE else NO_DATA)
    low, middle, high = map(float, spread(levels))
    status = holds or (MET if target.is_met(middle) else NOT_MET)
    n_met = int(np.sum(target.is_met(levels)))
    return Verdict(status, low, middle, high, float(target.margin(middle)), n_met, len(levels))


def _when(target: Target, year: int, span: tuple[int, int]) -> str:
    """Return why a target is not judged in a year, empty where it is."""
    first, last = span
    until = last if target.year_to is None else target.year_to
    if not first <= year <= last or target.year_from > last or until < first:
        return OUTSIDE
    if year < target.year_from:
        return NOT_DUE
    return PAST if year > until else ""


def _read() -> tuple[tuple[Target, ...], int]:
    """Return the targets of the table and the school year of the mid-term assessment."""
    text = files(__package__).joinpath("targets.csv").read_text(encoding="utf-8")
    rows = list(csv.DictReader(io.StringIO(text)))
    mid_term = next(int(row["year_from"]) for row in rows if row["target"] == MID_TERM)
    return tuple(_target(row) for row in rows if row["target"] != MID_TERM), mid_term


def _target(row: dict[str, str]) -> Target:
    until = int(row["year_to"]) if row["year_to"] else None
    one = Target(
        row["target"], row["group"], row["measure"], Say(row["title_en"], row["title_zh"]),
        *(row[name] for name in ("indicator", "zone", "stage", "comparison")),
        float(row["value"]), int(row["year_from"]), until,
        *(row[name] for name in ("source", "confidence", "note")),
    )  # fmt: skip
    if not (
        one.group in GROUPS and one.zone in ZONES and one.stage in STAGES and one.comparison in COMPARISONS
    ):
        raise ValueError(f"targets.csv: {one.name} names an unknown group, zone, stage or comparison")
    return one


TARGETS, MID_TERM_YEAR = _read()
