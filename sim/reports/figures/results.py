"""The results of a batch as the figures take them: indicators and counts by year and run, each file read once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from sim.base.errors import Say, UserError
from sim.indicators.cells import ALL
from sim.indicators.levels import levels
from sim.indicators.spread import ENOUGH, spread
from sim.records.batch_folder import BatchFolder, ScenarioNote, read_batch_folder
from sim.records.layout import RunId
from sim.reports.figures.counts import counts_of

RUN = ["scenario", "draw", "seed"]


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
    wide : DataFrame
        Numbers by (name, zone, stage, year) and, in columns, (scenario, draw, seed).
    """

    folder: BatchFolder
    scenarios: tuple[ScenarioNote, ...]
    wide: pd.DataFrame

    @property
    def base(self) -> ScenarioNote:
        """Return the scenario that the others are compared with."""
        return self.scenarios[0]

    @property
    def reference_run(self) -> RunId:
        """Return the run that stands for the base where one run is shown: draw 0, or the first finished one."""
        return self.folder.runs_of(self.base.name)[0]

    @property
    def years(self) -> np.ndarray:
        """Return the school years of the indicators."""
        return self.by_run("pupils", self.base.name).index.to_numpy()

    def has(self, *names: str) -> bool:
        """Tell whether the records of every scenario carry each of these numbers."""
        there = set(names) <= set(self.wide.index.unique("name"))
        return there and not any(
            self.by_run(name, one.name).empty for name in names for one in self.scenarios
        )

    def by_run(self, name: str, scenario: str, zone: str = ALL, stage: str = ALL) -> pd.DataFrame:
        """Return a number by year (rows) and run (columns); years and runs without it are left out."""
        cells = self.wide.loc[(name, zone, stage)][scenario]
        return cells.dropna(how="all").dropna(how="all", axis=1)

    def fan(self, name: str, scenario: str, zone: str = ALL, stage: str = ALL) -> Fan:
        """Return the fan of a number over the runs of a scenario."""
        runs = self.by_run(name, scenario, zone, stage)
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


def read_results(out: Path, base: str, rows: pd.DataFrame | None = None) -> Results:
    """Read what the figures show.

    Parameters
    ----------
    out : Path
        Folder of the batch.
    base : str
        Name of the scenario that the others are compared with.
    rows : DataFrame, optional
        What `sim.indicators.levels.levels` returned for this folder, so that records are not read twice.

    Raises
    ------
    UserError
        When the folder holds no batch or no finished run, or the base has none.
    """
    folder = read_batch_folder(out)
    rows = levels(out) if rows is None else rows
    scenarios = _base_first(folder, base)
    return Results(folder, scenarios, _wide(folder, rows))


def _base_first(folder: BatchFolder, base: str) -> tuple[ScenarioNote, ...]:
    there = [one for one in folder.scenarios if folder.runs_of(one.name)]
    if base not in [one.name for one in there]:
        raise _no_base(folder, base, [one.name for one in there])
    return tuple(sorted(there, key=lambda one: one.name != base))


def _wide(folder: BatchFolder, rows: pd.DataFrame) -> pd.DataFrame:
    """Return indicators and counts in one frame."""
    cells = ["name", "zone", "stage", "year"]
    plain = rows.rename(columns={"indicator": "name"}).astype(dict.fromkeys([*cells[:3], "scenario"], "str"))
    each = {(run.scenario, run.draw, run.seed): counts_of(folder.out, run) for run in folder.finished}
    counts = (
        pd.concat(each, names=[*RUN, "year"])
        .rename_axis(columns="name")
        .stack()
        .rename("value")
        .reset_index()
    )
    long = pd.concat([plain[[*RUN, *cells, "value"]], counts.assign(zone=ALL, stage=ALL)])
    return long.pivot(index=cells, columns=RUN, values="value").sort_index()


def _no_base(folder: BatchFolder, base: str, there: Sequence[str]) -> UserError:
    return UserError(
        Say("the base scenario has no finished run in this batch", "该批量中没有所指定基准情景的已完成运行"),
        where=str(folder.out),
        value=base,
        rule=Say(f"one of: {', '.join(there)}", f"可选：{'、'.join(there)}"),
        remedy=Say("name one of them with --base", "请用 --base 指定其中之一"),
    )
