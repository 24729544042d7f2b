"""Measure every finished run once, and stack the runs of each scenario."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pandas as pd

from sim.records.declared import TABLES
from sim.records.layout import RunId
from sim.records.reading import read_run
from sim.reports.workbook.axes import Axis
from sim.reports.workbook.batch import Batch
from sim.reports.workbook.measuring import Measuring
from sim.reports.workbook.quantity import Quantity, ingredients
from sim.reports.workbook.table import Table
from sim.reports.workbook.views import VIEWS

Values = dict[str, np.ndarray]  # by quantity


@dataclass(frozen=True)
class Wanted:
    """Quantities of one table in one run."""

    table: Table
    axes: tuple[Axis, ...]
    names: tuple[str, ...]

    def plain(self) -> list[Quantity]:
        """Return the plain quantities they are made from."""
        named = self.table.named
        return [one for name in self.names for one in ingredients(named[name], named)]


@dataclass
class Stack:
    """Quantities of a table over the runs of a scenario, and those of its reference run.

    Attributes
    ----------
    over_runs : dict of str to float array (rows, runs)
    reference : dict of str to float array (rows,)
    """

    over_runs: Values = field(default_factory=dict)
    reference: Values = field(default_factory=dict)


def measure_run(out: Path, run: RunId, wanted: Sequence[Wanted]) -> list[Values]:
    """Return the quantities wanted of one run, by table.

    Each record file is read once and only the columns that are needed.
    """
    views = load_views(out, run, wanted)
    return [_values(one, views) for one in wanted]


def _values(wanted: Wanted, views: Mapping[str, pd.DataFrame]) -> Values:
    measuring = Measuring(wanted.axes, wanted.table.named, views)
    return {name: measuring.values(name) for name in wanted.names}


def load_views(
    out: Path, run: RunId, wanted: Sequence[Wanted], with_keys: bool = False
) -> dict[str, pd.DataFrame]:
    """Return the views of a run that some quantities are made from, if asked with all keys of plain record rows."""
    needs: dict[str, set[str]] = {}
    views = set()
    for one in wanted:
        for quantity in one.plain():
            views.add(quantity.view)
            for table, columns in _needs(quantity, one.axes).items():
                needs.setdefault(table, set()).update(columns)
    if with_keys:
        for table in needs.keys() & views:
            needs[table].update(TABLES[table].keys)
    frames = read_run(out, run, {table: sorted(columns) for table, columns in needs.items()})
    return {name: _made(name, frames) for name in views}


def _made(name: str, frames: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Return a view, made from the columns it needs alone."""
    view = VIEWS[name]
    if view.needs is None:
        return view.make(frames)
    return view.make({table: frames[table][list(columns)] for table, columns in view.needs.items()})


def _needs(quantity: Quantity, axes: Sequence[Axis]) -> Mapping[str, Sequence[str]]:
    """Return the record columns that a plain quantity needs."""
    fixed = VIEWS[quantity.view].needs
    if fixed is not None:
        return fixed
    carriers = {quantity.keys.get(axis.name, axis.column) for axis in axes}
    conditions = {condition.column for condition in quantity.where}
    return {quantity.view: sorted(carriers | conditions | ({quantity.column} - {""}))}


def collect(batch: Batch, tables: Sequence[Table], axes: Mapping) -> dict[tuple[str, str], Stack]:
    """Return the stacks of every table and scenario, by the table's English name and the scenario.

    Parameters
    ----------
    batch : Batch
    tables : sequence of Table
    axes : mapping of (table, scenario) to axes
    """
    found: dict[tuple[str, str], dict[str, list[np.ndarray]]] = {}
    stacks = {key: Stack() for key in axes}
    for run in batch.folder.finished:
        wanted = _wanted(batch, tables, axes, run)
        for one, values in zip(wanted, measure_run(batch.folder.out, run, wanted), strict=True):
            key = (one.table.name.en, run.scenario)
            if run == batch.reference(run.scenario):
                stacks[key].reference = values
            for name in one.table.quantities_over_runs(batch):
                found.setdefault(key, {}).setdefault(name, []).append(values[name])
    for key, by_name in found.items():
        stacks[key].over_runs = {name: np.stack(runs, axis=1) for name, runs in by_name.items()}
    return stacks


def _wanted(batch: Batch, tables: Sequence[Table], axes: Mapping, run: RunId) -> list[Wanted]:
    """Return what is wanted of a run."""
    wanted = []
    for table in tables:
        key = (table.name.en, run.scenario)
        is_reference = run == batch.reference(run.scenario)
        names = table.quantities_shown(batch) if is_reference else table.quantities_over_runs(batch)
        if key in axes and names:
            wanted.append(Wanted(table, axes[key], tuple(names)))
    return wanted
