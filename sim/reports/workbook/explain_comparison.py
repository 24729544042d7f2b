"""Explain one difference of 情景比较: pairs of runs, and the record rows of one pair."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import product
from typing import NamedTuple

import pandas as pd

from sim.base.errors import Say
from sim.indicators.declared import INDICATORS, indicator_rows
from sim.indicators.measures import measure, needed_columns
from sim.records.declared import TABLES
from sim.records.layout import RunId
from sim.records.reading import read_run
from sim.reports.bases import bases_of
from sim.reports.pairs import summarise
from sim.reports.workbook import comparison
from sim.reports.workbook.batch import Batch
from sim.reports.workbook.explanation import Amount, Explanation, Part, nearest
from sim.reports.workbook.reading_back import FoundCell
from sim.reports.workbook.table import Column
from sim.reports.workbook.words import STAGES, ZONES


class _Key(NamedTuple):
    """What one row of the page is about."""

    scenario: str
    base: str
    indicator: str
    zone: str
    stage: str
    year: int


_MADE = (Say("Records", "记录表"), Say("Taken together", "汇总"), Say("Over runs", "统计量"))


def explain_difference(batch: Batch, cell: FoundCell, written: str, lang: str) -> Explanation:
    """Return what stands behind a paired difference."""
    key = _row(batch, cell, written)
    pairs = _pairs(batch, key)
    values = pairs["value"].to_numpy(float)
    statistic = cell.column.statistic
    summary = summarise(values[None, :], pairs["draw"].to_numpy())
    now = float(summary[statistic][0])
    place = nearest(
        pairs, now if statistic in ("p10", "p50", "p90") else float(summary["mean"][0]), statistic
    )
    draw, seed = (int(pairs[name].iloc[place]) for name in ("draw", "seed"))
    run, base = (RunId(name, draw, seed) for name in (key.scenario, key.base))
    parts = [_part(batch, one, key) for one in (run, base)]
    one = INDICATORS[key.indicator]
    made = (
        _records_of(key.indicator),
        one.definition.text(lang),
        comparison.STATISTICS[statistic].text(lang),
    )
    return Explanation(
        cell.place,
        [(c.title.text(lang), label) for c, label in zip(_labels(batch), cell.labels, strict=True)],
        cell.column.full_heading(lang),
        cell.value,
        now,
        list(zip(_MADE, made, strict=True)),
        pairs,
        run,
        float(values[place]),
        parts,
        parts[0].amounts[0].value - parts[1].amounts[0].value,
    )


def _labels(batch: Batch) -> list[Column]:
    return [column for column in comparison.columns(batch) if column.label]


def _row(batch: Batch, cell: FoundCell, written: str) -> _Key:
    """Return what a row is about from its labels."""
    bases = bases_of(batch.folder, batch.base)
    others = [name for name in batch.scenarios if name != batch.base]
    year = int(cell.labels[-1])
    for scenario, indicator, zone, stage in product(others, INDICATORS, ("all", *ZONES), ("all", *STAGES)):
        key = _Key(scenario, bases[scenario], indicator, zone, stage, year)
        if tuple(map(str, comparison.labels(batch, key, written))) == cell.labels:
            return key
    raise cell.is_foreign()


def _pairs(batch: Batch, key: _Key) -> pd.DataFrame:
    """Return scenario, draw, seed and value (scenario minus base) of every pair of finished runs."""
    base = {(run.draw, run.seed): run for run in batch.folder.runs_of(key.base)}
    rows = [
        (*vars(run).values(), _level(batch, run, key) - _level(batch, base[run.draw, run.seed], key))
        for run in batch.folder.runs_of(key.scenario)
        if (run.draw, run.seed) in base
    ]
    pairs = pd.DataFrame(rows, columns=["scenario", "draw", "seed", "value"])
    return pairs[pairs["value"].notna()].reset_index(drop=True)


def _level(batch: Batch, run: RunId, key: _Key) -> float:
    """Return the indicator in one run."""
    return _level_of(_tables(batch, run, key), key)


def _level_of(tables: Mapping[str, pd.DataFrame], key: _Key) -> float:
    return float(measure(tables, names=(key.indicator,))[key.indicator][key.zone, key.stage, key.year])


def _part(batch: Batch, run: RunId, key: _Key) -> Part:
    """Return the record rows of an indicator in one run and its cell, and the level that they come to alone."""
    tables = _in_cell(_tables(batch, run, key), key)
    rows = [_shown(tables[table], table, key) for table in _tables_of(key.indicator)]
    title, records = batch.title(run.scenario), _records_of(key.indicator)
    amount = Amount(title, Say(records, records), _level_of(tables, key))
    return Part(run, pd.concat(rows, ignore_index=True), (amount,))


def _in_cell(tables: Mapping[str, pd.DataFrame], key: _Key) -> dict[str, pd.DataFrame]:
    """Return the rows of a zone and stage, of every year (some indicators look back), and the classes of its schools.

    Past births and the like stay: they have neither.
    """
    own = {table: _rows_in_cell(rows, key) for table, rows in tables.items()}
    if "classes" in own:
        schools = own["school"][["year", "school_id"]].drop_duplicates()
        own["classes"] = own["classes"].merge(schools, on=["year", "school_id"])
    return own


def _rows_in_cell(rows: pd.DataFrame, key: _Key) -> pd.DataFrame:
    for column, value in (("zone_kind", key.zone), ("stage", key.stage)):
        if column in rows and value != "all":
            rows = rows[rows[column] == value]
    return rows


def _shown(rows: pd.DataFrame, table: str, key: _Key) -> pd.DataFrame:
    """Return the rows of the cell's year with the keys of their table and what the indicator takes from them."""
    records = [one.split(".") for one in _records_of(key.indicator).split(";")]
    taken = [column for of, column in records if of == table]
    wanted = (*TABLES[table].keys, "county", "zone_kind", "stage", *taken)
    return rows.loc[rows["year"] == key.year, [name for name in rows if name in wanted]].assign(records=table)


def _tables(batch: Batch, run: RunId, key: _Key) -> dict[str, pd.DataFrame]:
    """Return what the indicator needs of a run's records, with the keys of the rows."""
    needed = needed_columns((key.indicator,))
    wanted = {table: sorted({*columns, *TABLES[table].keys}) for table, columns in needed.items()}
    return read_run(batch.folder.out, run, wanted)


def _tables_of(indicator: str) -> list[str]:
    """Return the record tables that an indicator is made from."""
    return list(dict.fromkeys(one.partition(".")[0] for one in _records_of(indicator).split(";")))


def _records_of(indicator: str) -> str:
    """Return the record columns that an indicator is made from."""
    return next(row["records"] for row in indicator_rows() if row["indicator"] == indicator)
