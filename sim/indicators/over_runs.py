"""Indicators over the many runs of a batch, told by scenario and year: a run is read, measured and let go."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import numpy as np
import pandas as pd

from sim.indicators.cells import CELL
from sim.indicators.declared import INDICATORS
from sim.indicators.levels import each_run
from sim.indicators.spread import spread
from sim.records.batch_folder import read_batch_folder

COLUMNS = ("scenario", "indicator", "unit", *CELL, "p10", "p50", "p90", "mean", "n_runs")


def quantiles(out: Path, names: Iterable[str], county: str | None = None) -> pd.DataFrame:
    """Return how levels of indicators spread over the runs of each scenario of a batch.

    Only the columns that the indicators need are read, of one run at a time: memory grows with the levels kept (8 bytes
    a run, indicator, zone, stage and year), not with the records.

    Parameters
    ----------
    out : Path
        Folder of the batch.
    names : iterable of str
        The indicators wanted.
    county : str, optional
        The code of one county, whose levels are wanted; those of the whole region by default.

    Returns
    -------
    DataFrame
        `COLUMNS`; a row for each scenario, indicator, zone, stage and year that a run defines. p10, p50 and p90 are
        taken over the `n_runs` runs that define the level, as `sim.indicators.spread.spread` says: of fewer than 20
        the smallest, the median and the largest. Scenarios in the order of the batch, indicators in that given.

    Raises
    ------
    UserError
        When the folder holds no batch or no finished run, records that cannot be read, or no such county or indicator.
    """
    folder, names = read_batch_folder(Path(out)), tuple(dict.fromkeys(names))
    levels: dict[str, list[np.ndarray]] = {one.name: [] for one in folder.scenarios}
    for run, wide in each_run(folder, county, names):
        cells = wide.index
        levels[run.scenario].append(wide.to_numpy().T)
    frames = [
        _told(scenario, names[k], cells, np.stack([run[k] for run in runs], axis=-1))
        for scenario, runs in levels.items()
        for k in range(len(names) if runs else 0)
    ]
    return pd.concat(frames, ignore_index=True)


def _told(scenario: str, name: str, cells: pd.MultiIndex, values: np.ndarray) -> pd.DataFrame:
    """Return the rows of one indicator in one scenario from its levels, float (cells, runs), NaN where not defined."""
    n_runs = np.isfinite(values).sum(axis=-1)
    told = np.full((4, len(values)), np.nan)
    for n in np.unique(n_runs[n_runs > 0]):  # cells defined in as many runs are told together
        at = n_runs == n
        there = values[at]
        there = there[np.isfinite(there)].reshape(-1, n)
        told[:3, at], told[3, at] = spread(there), there.mean(axis=-1)
    rows = cells.to_frame(index=False)
    rows = rows.assign(scenario=scenario, indicator=name, unit=INDICATORS[name].unit.en, n_runs=n_runs)
    rows[["p10", "p50", "p90", "mean"]] = told.T
    return rows.loc[n_runs > 0, list(COLUMNS)]
