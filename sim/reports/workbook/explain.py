"""Explain one cell of the workbook from the records."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import product
from pathlib import Path

import numpy as np
import pandas as pd

from sim.base.errors import Say, unknown
from sim.indicators.seat_warnings import WORDS, WarningRule
from sim.records.layout import RunId
from sim.reports.entries.folder import Entries
from sim.reports.workbook import about, avoided_page, comparison, ledger, scorecard_sheet
from sim.reports.workbook.axes import Axis
from sim.reports.workbook.batch import Batch, open_batch
from sim.reports.workbook.build import workbook_path
from sim.reports.workbook.cell_reference import read_reference
from sim.reports.workbook.collecting import Wanted, load_views, measure_run
from sim.reports.workbook.explain_comparison import explain_difference
from sim.reports.workbook.explanation import Amount, Explanation, Part, nearest
from sim.reports.workbook.pages import label_columns, row_labels
from sim.reports.workbook.quantity import FROM_ROWS, Quantity, combine, ingredients
from sim.reports.workbook.reading_back import Book, FoundCell
from sim.reports.workbook.statistics import over_runs
from sim.reports.workbook.table import Table
from sim.reports.workbook.tables import TABLES
from sim.reports.workbook.trace import COLUMNS as TRACE_COLUMNS
from sim.reports.workbook.trace import made_of
from sim.reports.workbook.warning import CHANCES, warning_chances, warning_levels
from sim.reports.workbook.warning import QUANTITIES as OF_SHARE
from sim.reports.workbook.warning import STATISTICS as WARNINGS


def explain(
    out: Path, reference: str, *, base: str, lang: str, entries: Entries | None = None
) -> Explanation:
    """Return what stands behind a cell of the workbook of a batch folder.

    Parameters
    ----------
    out : Path
        Folder of the batch, with its report.
    reference : str
        Sheet and cell, such as 表7!F12 or T7!F12, whatever the language of the workbook.
    base : str
        Base scenario for a workbook whose file no longer tells its own.
    lang : str
        Language of the words.
    entries : Entries, optional
        What the user entered by hand for the workbook.

    Raises
    ------
    UserError
        When there is no such workbook, sheet or figure.
    """
    cell = read_reference(reference)
    if cell.sheet in _names(ledger.NAME):
        raise ledger.not_explained(f"{cell.sheet}!{cell.address}")
    if cell.sheet in _names(avoided_page.NAME):
        raise avoided_page.not_explained(f"{cell.sheet}!{cell.address}")
    if scorecard_sheet.is_scorecard(cell.sheet):
        raise scorecard_sheet.not_explained(f"{cell.sheet}!{cell.address}")
    book = Book(workbook_path(out), about.NAME)
    try:
        batch = open_batch(Path(out), book.base or base, entries)
        if cell.sheet in _names(comparison.NAME) and comparison.NAME.text(book.lang) in book.sheets:
            found = book.find(comparison.NAME.text(book.lang), cell, comparison.columns(batch))
            return explain_difference(batch, found, book.lang, lang)
        table = _table(cell.sheet, book)
        found = book.find(table.name.text(book.lang), cell, table.columns_of(batch))
    finally:
        book.close()
    return _explained(batch, table, found, book.lang, lang)


def _names(name: Say) -> set[str]:
    """Return what a sheet may be called: its name in both languages, whole or the first word."""
    return {name.en, name.zh, name.zh.split()[0]}


def _table(sheet: str, book: Book) -> Table:
    """Return the table of a sheet."""
    there = [table for table in TABLES if table.name.text(book.lang) in book.sheets]
    for table in there:
        if sheet in _names(table.name):
            return table
    names = [table.name.text(book.lang) for table in there]
    if comparison.NAME.text(book.lang) in book.sheets:
        names.append(comparison.NAME.text(book.lang))
    raise unknown(Say("sheet of figures", "数据表"), sheet, names, "--explain")


def _explained(batch: Batch, table: Table, cell: FoundCell, written: str, lang: str) -> Explanation:
    scenario, axes = _row(batch, table, cell, written)
    column = cell.column
    is_warning = column.statistic in WARNINGS or column.statistic in CHANCES
    names = (column.quantity, *OF_SHARE) if is_warning else (column.quantity,)
    wanted = Wanted(table, axes, names)
    told = batch.told_of(scenario, column.statistic)
    runs = [batch.reference(told)] if column.statistic == "reference" else batch.folder.runs_of(told)
    values = [measure_run(batch.folder.out, run, [wanted])[0] for run in runs]
    by_run = pd.DataFrame([vars(run) for run in runs]).assign(
        value=[float(v[column.quantity][0]) for v in values]
    )
    number, shown = _statistic(column.statistic, by_run["value"].to_numpy(), values, lang, batch.warning_rule)
    run = runs[nearest(by_run, number, column.statistic)]
    parts, aggregate = _rows_of(batch.folder.out, run, Wanted(table, axes, (column.quantity,)))
    return Explanation(
        cell.place,
        [
            (c.title.text(lang), label)
            for c, label in zip(label_columns(batch, table), cell.labels, strict=True)
        ],
        column.full_heading(lang),
        cell.value,
        shown,
        list(zip((c.title for c in TRACE_COLUMNS[3:]), made_of(table, column, lang), strict=True)),
        by_run,
        run,
        float(by_run["value"][runs.index(run)]),
        parts,
        aggregate,
    )


def _row(batch: Batch, table: Table, cell: FoundCell, written: str) -> tuple[str, tuple[Axis, ...]]:
    """Return the scenario of a row and axes of its nodes alone."""
    for scenario in table.scenarios(batch):
        axes = table.axes(batch, scenario)
        for nodes in product(*(axis.nodes for axis in axes)):
            if row_labels(batch, table, scenario, nodes, written) == cell.labels:
                return scenario, tuple(Axis(a.name, a.column, (n,)) for a, n in zip(axes, nodes, strict=True))
    raise cell.is_foreign()


def _statistic(
    statistic: str, values: np.ndarray, by_run: Sequence[Mapping], lang: str, rule: WarningRule
) -> tuple[float, float | str]:
    """Return the number that picks the run to show, and what the cell should show."""
    if statistic == "reference":
        return values[0], values[0]
    if statistic in WARNINGS or statistic in CHANCES:
        of_runs = {name: np.array([[run[name][0] for run in by_run]]) for name in OF_SHARE}
    if statistic in CHANCES:
        chance = float(warning_chances(statistic, of_runs, rule)[0])
        return float(over_runs("p50", values)), chance
    if statistic in WARNINGS:
        level = str(warning_levels(statistic, of_runs, rule)[0])
        return float(over_runs("p50", values)), WORDS[level].text(lang)
    number = float(over_runs(statistic, values))
    return number, number


def _rows_of(out: Path, run: RunId, wanted: Wanted) -> tuple[list[Part], float]:
    """Return the record rows behind a cell in one run, and what they come to by adding them up plainly."""
    named, quantity = wanted.table.named, wanted.table.named[wanted.names[0]]
    views = load_views(out, run, [wanted], with_keys=True)
    plain = ingredients(quantity, named)
    rows = {one.name: _of_cell(one.rows_of(views[one.view]), one, wanted.axes) for one in plain}
    same: dict[tuple, list[Quantity]] = {}
    for one in plain:
        same.setdefault((one.view, one.where, *one.keys.items()), []).append(one)
    parts = [
        Part(run, rows[group[0].name], tuple(_amount_of(one, rows[one.name], named) for one in group))
        for group in same.values()
    ]
    return parts, _together(quantity, named, rows, wanted.axes)


def _amount_of(part: Quantity, rows: pd.DataFrame, named: Mapping[str, Quantity]) -> Amount:
    how = Say(part.how_text("en", named), part.how_text("zh", named))
    return Amount(part.meaning, how, _amount(part, rows))


def _of_cell(rows: pd.DataFrame, part: Quantity, axes: Sequence[Axis]) -> pd.DataFrame:
    """Return the rows of one cell."""
    for axis in axes:
        column = part.keys.get(axis.name, axis.column)
        rows = rows[rows[column].isin(axis.nodes[0].members[column])]
    return rows


def _amount(part: Quantity, rows: pd.DataFrame) -> float:
    if part.how == "count":
        return float(len(rows))
    values = rows[part.column].astype(float)
    return float(values.sum() if part.how == "sum" else values.max() if len(values) else 0.0)


def _together(
    quantity: Quantity, named: Mapping[str, Quantity], rows: Mapping[str, pd.DataFrame], axes: Sequence[Axis]
) -> float:
    """Return what rows come to; a gap is taken in each county, zone kind and stage by itself."""
    if quantity.is_plain:
        return _amount(quantity, rows[quantity.name])
    if quantity.how in FROM_ROWS:
        of, per = (_together(named[name], named, rows, axes) for name in (quantity.of, quantity.per))
        return float(combine(quantity.how, np.array(of), np.array(per)))
    apart = [axis.column for axis in axes]
    of, per = (
        rows[name]
        .astype({column: str for column in apart})
        .groupby(apart)[named[name].column]
        .sum()
        .astype(float)
        for name in (quantity.of, quantity.per)
    )
    of, per = of.align(per, fill_value=0.0)
    return float(combine(quantity.how, of.to_numpy(), per.to_numpy()).sum())
