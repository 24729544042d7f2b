"""Levels of the many runs of a batch, kept small and told one indicator at a time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd

from sim.indicators.cells import STAGES, ZONES
from sim.indicators.declared import INDICATORS
from sim.indicators.levels import COLUMNS, each_run, indicator_columns
from sim.records.batch_folder import BatchFolder
from sim.records.layout import RunId


@dataclass(frozen=True)
class _Shape:
    """The cells of a run and which levels it defines there, bool (indicators, cells); like runs share one."""

    cells: pd.MultiIndex
    is_defined: np.ndarray

    def places(self, k: int) -> tuple[slice, np.ndarray]:
        """Return where the levels of indicator `k` stand among those that are defined, and in which cells."""
        n_before, n = int(self.is_defined[:k].sum()), int(self.is_defined[k].sum())
        return slice(n_before, n_before + n), np.flatnonzero(self.is_defined[k])


@dataclass(frozen=True)
class _Kept:
    """The levels of a run that are defined, one indicator after another."""

    run: RunId
    shape: _Shape
    values: np.ndarray


def levels_by_indicator(
    folder: BatchFolder, county: str | None = None, names: Iterable[str] = tuple(INDICATORS)
) -> Iterator[pd.DataFrame]:
    """Yield the levels of one indicator after another, as declared; rows as `sim.indicators.levels.levels` has them.

    Every run is read once. Of all runs 8 bytes a defined level are kept, 0.3 million bytes a run for all indicators
    over 19 years; only one indicator's rows are a frame at a time.

    Parameters and errors are those of `levels`.
    """
    kept, shapes, names = [], {}, tuple(dict.fromkeys(names))
    for run, wide in each_run(folder, county, names):
        values, cells = wide.to_numpy().T, wide.index
        is_defined = np.isfinite(values)
        key = (is_defined.tobytes(), cells.get_level_values("year").to_numpy().tobytes())
        kept.append(_Kept(run, shapes.setdefault(key, _Shape(cells, is_defined)), values[is_defined]))
    scenarios = [one.name for one in folder.scenarios]
    for k in sorted(range(len(names)), key=lambda k: list(INDICATORS).index(names[k])):
        yield _rows(names[k], k, kept, scenarios)


def _rows(name: str, k: int, kept: list[_Kept], scenarios: list[str]) -> pd.DataFrame:
    """Return a row a run and cell in which indicator `name`, number `k` of those kept, is defined."""
    shapes = {id(one.shape): one.shape for one in kept}
    places = {key: shape.places(k) for key, shape in shapes.items()}
    cells = {key: _cells(shapes[key].cells[there]) for key, (_, there) in places.items()}
    values = [one.values[places[id(one.shape)][0]] for one in kept]
    of_row = np.repeat(np.arange(len(kept)), [len(one) for one in values])
    runs = {
        "scenario": pd.Categorical([one.run.scenario for one in kept], scenarios, ordered=True),
        "draw": np.array([one.run.draw for one in kept]),
        "seed": np.array([one.run.seed for one in kept]),
    }
    zone, stage, year = (
        np.concatenate(one) for one in zip(*(cells[id(one.shape)] for one in kept), strict=True)
    )
    return pd.DataFrame(
        {
            **{column: of_run[of_row] for column, of_run in runs.items()},
            **indicator_columns(np.full(len(of_row), list(INDICATORS).index(name))),
            "zone": pd.Categorical.from_codes(zone, ZONES, ordered=True),
            "stage": pd.Categorical.from_codes(stage, STAGES, ordered=True),
            "year": year,
            "value": np.concatenate(values),
        },
        columns=list(COLUMNS),
    )


def _cells(cells: pd.MultiIndex) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return zone and stage of cells by their places among `ZONES` and `STAGES`, and the year."""
    zone, stage = (
        pd.Categorical(cells.get_level_values(name), words).codes
        for name, words in (("zone", ZONES), ("stage", STAGES))
    )
    return zone, stage, np.asarray(cells.get_level_values("year"), np.int64)
