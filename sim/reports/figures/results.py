"""The results of a batch as the figures take them: the base first, and a number by year as a fan over runs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

import numpy as np
import pandas as pd

from sim.base.errors import Say, UserError
from sim.indicators.cells import ALL
from sim.indicators.levels import levels
from sim.indicators.spread import ENOUGH, spread
from sim.records.batch_folder import BatchFolder, ScenarioNote, read_batch_folder
from sim.records.layout import RunId
from sim.reports.entries.folder import Entries


@dataclass(frozen=True)
class Fan:
    """Low, middle and high of a number by year: P10, P50, P90, or the range where runs are few."""

    years: np.ndarray
    low: np.ndarray
    middle: np.ndarray
    high: np.ndarray


@dataclass(frozen=True)
class Results:
    """The results of a batch.

    Attributes
    ----------
    folder : BatchFolder
    scenarios : tuple of ScenarioNote
        Those with a finished run, the base first.
    rows : DataFrame
        Levels as `sim.indicators.levels.levels` returns them.
    entries : Entries
        What the user entered by hand.
    """

    folder: BatchFolder
    scenarios: tuple[ScenarioNote, ...]
    rows: pd.DataFrame
    entries: Entries = field(default_factory=Entries)

    @property
    def base(self) -> ScenarioNote:
        """Return the scenario that the others are compared with."""
        return self.scenarios[0]

    @property
    def reference_run(self) -> RunId:
        """Return the run that stands for the base where one run is shown: draw 0, or the first finished one."""
        return self.folder.runs_of(self.base.name)[0]

    @cached_property
    def years(self) -> np.ndarray:
        """Return the school years."""
        return np.sort(self.rows["year"].unique())

    @cached_property
    def _wide(self) -> pd.DataFrame:
        """Return levels by indicator, zone, stage and year (rows) and by run (columns)."""
        texts = dict.fromkeys(["scenario", "indicator", "zone", "stage"], "str")
        cells, run = ["indicator", "zone", "stage", "year"], ["scenario", "draw", "seed"]
        return self.rows.astype(texts).pivot(index=cells, columns=run, values="value").sort_index()

    def fan(self, indicator: str, scenario: str, zone: str = ALL, stage: str = ALL) -> Fan:
        """Return the fan of an indicator over the runs of a scenario, in the years in which they all tell it."""
        runs = self._wide.loc[(indicator, zone, stage)][scenario].dropna()
        return Fan(runs.index.to_numpy(), *spread(runs.to_numpy(float)))

    @property
    def interval(self) -> Say:
        """Return what low and high of the base's fans are."""
        return interval_name([len(self.folder.runs_of(self.base.name))])

    @property
    def interval_of_all(self) -> Say:
        """Return what low and high of the fans of all scenarios are."""
        return interval_name([len(self.folder.runs_of(one.name)) for one in self.scenarios])


def interval_name(n_runs: Sequence[int]) -> Say:
    """Return what low and high of fans of so many runs are called."""
    if min(n_runs) >= ENOUGH:
        return Say("P10–P90", "P10–P90")
    if max(n_runs) < ENOUGH:
        return Say("smallest to largest", "最小至最大")
    return Say(f"P10–P90 (of fewer than {ENOUGH} the range)", f"P10–P90（不足{ENOUGH}次者为最小至最大）")


def read_results(
    out: Path, base: str, rows: pd.DataFrame | None = None, entries: Entries | None = None
) -> Results:
    """Read what the figures show.

    Parameters
    ----------
    out : Path
        Folder of the batch.
    base : str
        Name of the scenario that the others are compared with.
    rows : DataFrame, optional
        What `sim.indicators.levels.levels` returned for this folder, so that records are not read twice.
    entries : Entries, optional
        What the user entered by hand.

    Raises
    ------
    UserError
        When the folder holds no batch or no finished run, or the base has none.
    """
    folder = read_batch_folder(out)
    rows = levels(out) if rows is None else rows
    there = [one for one in folder.scenarios if folder.runs_of(one.name)]
    if base not in [one.name for one in there]:
        raise _no_base(folder, base, [one.name for one in there])
    ordered = tuple(sorted(there, key=lambda one: one.name != base))
    return Results(folder, ordered, rows, entries or Entries())


def _no_base(folder: BatchFolder, base: str, there: Sequence[str]) -> UserError:
    return UserError(
        Say("the base scenario has no finished run in this batch", "该批量中没有所指定基准情景的已完成运行"),
        where=str(folder.out),
        value=base,
        rule=Say(f"one of: {', '.join(there)}", f"可选：{'、'.join(there)}"),
        remedy=Say("name one of them with --base", "请用 --base 指定其中之一"),
    )
