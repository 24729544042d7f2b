"""From the stacks of a table to its page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import product

import numpy as np

from sim.indicators.seat_warnings import WORDS
from sim.reports.workbook.axes import Axis, Node, is_total, labels_of, shown, stands_out
from sim.reports.workbook.batch import Batch
from sim.reports.workbook.collecting import Stack
from sim.reports.workbook.page import Cell, Page, Row
from sim.reports.workbook.statements import notes, source
from sim.reports.workbook.statistics import column_values
from sim.reports.workbook.table import Column, Table
from sim.reports.workbook.words import NOT_APPLICABLE

Axes = Mapping[tuple[str, str], tuple[Axis, ...]]


def axes_of(batch: Batch, tables: tuple[Table, ...]) -> Axes:
    """Return the axes of every table and scenario, by the table's English name and the scenario."""
    return {
        (table.name.en, scenario): table.axes(batch, scenario)
        for table in tables
        for scenario in table.scenarios(batch)
    }


def page_of(batch: Batch, table: Table, axes: Axes, stacks: Mapping, lang: str) -> Page | None:
    """Return the page of a table, None where no row has anything to tell."""
    rows = [
        row
        for scenario in table.scenarios(batch)
        for key in [(table.name.en, scenario)]
        for row in _rows(batch, table, scenario, axes[key], stacks, lang)
    ]
    if not rows:
        return None
    name = table.name.text(lang)
    return Page(
        name,
        f"{name.split()[0]} {table.title.text(lang)}",
        tuple(note.text(lang) for note in notes(batch, table)),
        table.columns_of(batch),
        rows,
        source(batch, table.tables).text(lang),
        lang,
    )


def _rows(
    batch: Batch, table: Table, scenario: str, axes, stacks: Mapping[tuple[str, str], Stack], lang: str
) -> Iterator[Row]:
    """Yield the rows of one scenario that have anything to tell."""
    columns = table.columns_of(batch)
    values = {
        c: column_values(c, stacks[table.name.en, batch.told_of(scenario, c.statistic)], batch.warning_rule)
        for c in columns
        if c.statistic
    }
    told = _told(axes, [v for v in values.values() if v.dtype != object])
    for number, nodes in enumerate(product(*(axis.nodes for axis in axes))):
        if told[number] or table.tells_all:
            labels = {**labels_of(nodes), "scenario": batch.title(scenario)}
            whole = is_total(nodes)
            cells = [
                shown(labels[c.label], lang) if c.label else _number(values[c][number], c, whole, lang)
                for c in columns
            ]
            yield Row(cells, stands_out(axes, nodes))


def _told(axes: tuple[Axis, ...], values: list[np.ndarray]) -> np.ndarray:
    """Return which rows to show, bool (rows,): a place without anything in any year has none."""
    shape = [len(axis.nodes) for axis in axes]
    told = np.any([np.nan_to_num(v) != 0 for v in values], axis=0).reshape(shape)
    for place, axis in enumerate(axes):
        if axis.name == "year":
            told = np.broadcast_to(told.any(axis=place, keepdims=True), shape)
    return told.ravel()


def _number(value: float | str, column: Column, whole: bool, lang: str) -> Cell:
    """Return a number as its cell holds it: whole numbers whole, words translated, a dash for what is not defined."""
    if whole and not column.in_totals:
        return NOT_APPLICABLE
    if isinstance(value, str):
        return WORDS[value].text(lang)
    if not np.isfinite(value):
        return NOT_APPLICABLE
    return int(value) if value == int(value) else float(value)


def row_labels(
    batch: Batch, table: Table, scenario: str, nodes: tuple[Node, ...], lang: str
) -> tuple[str, ...]:
    """Return what the label cells of a row show, as texts, in the order of the columns."""
    labels = {**labels_of(nodes), "scenario": batch.title(scenario)}
    return tuple(str(shown(labels[c.label], lang)) for c in label_columns(batch, table))


def label_columns(batch: Batch, table: Table) -> list[Column]:
    """Return the columns that tell what a row is about."""
    return [column for column in table.columns_of(batch) if column.label]
