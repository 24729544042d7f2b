"""Read record tables of a batch folder, finished runs only."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from sim.base.errors import Say, UserError, unknown
from sim.records.declared import TABLES
from sim.records.frames import plain
from sim.records.layout import MANIFEST, RunId, part
from sim.records.store import read_marker


def read_manifest(out: Path) -> dict:
    """Return the manifest of a batch folder.

    Raises
    ------
    UserError
        When the folder holds no batch.
    """
    try:
        content = json.loads((out / MANIFEST).read_text(encoding="utf-8"))
        _ = content["runs"]
        return content
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise UserError(
            Say("the folder holds no batch", "该文件夹中没有批量结果"),
            where=str(out),
            rule=Say(f"a folder with a readable {MANIFEST}", f"文件夹中须有可读的 {MANIFEST}"),
            remedy=Say(
                "name the folder given to --out of sim run or sim batch",
                "请指定 sim run 或 sim batch 的 --out 文件夹",
            ),
        ) from error


def finished_runs(out: Path) -> list[RunId]:
    """Return the runs of a batch folder whose records are complete, in order."""
    runs = (RunId(run["scenario"], run["draw"], run["seed"]) for run in read_manifest(out)["runs"])
    return sorted(run for run in runs if read_marker(out, run) is not None)


def read_records(
    out: str | Path, table: str, columns: Sequence[str] | None = None, *, narrow: bool = False
) -> pd.DataFrame:
    """Return one record table of all finished runs, with the columns scenario, draw and seed before its own.

    Parameters
    ----------
    out : str or Path
        Folder of the batch.
    table : str
        Name of the record table.
    columns : sequence of str, optional
        The columns wanted; all of them by default.
    narrow : bool
        Whether columns stay as the files hold them, which takes less memory: texts as categories, counts of few bits
        without a sign, whose differences wrap below 0. Else whole numbers are int64 and texts plain strings.

    Raises
    ------
    UserError
        When the folder holds no batch, there is no such table or column, or no finished run holds it.
    """
    out = Path(out)
    _check_names(table, columns)
    pieces = []
    for run in finished_runs(out):
        path = out / part(table, run)
        if path.is_file():
            pieces.append(
                _labelled(pq.ParquetFile(path).read(columns=list(columns) if columns else None), run)
            )
    if not pieces:
        raise UserError(
            Say(f"no finished run holds the table {table}", f"没有已完成的运行包含表 {table}"), where=str(out)
        )
    whole = pa.concat_tables(pieces).unify_dictionaries().to_pandas()
    return whole if narrow else plain(whole)


def _check_names(table: str, columns: Sequence[str] | None) -> None:
    """Refuse a table or a column that is not declared."""
    if table not in TABLES:
        raise unknown(Say("record table", "记录表"), table, TABLES)
    there = [column.name for column in TABLES[table].columns]
    for name in columns or ():
        if name not in there:
            raise unknown(Say(f"column of {table}", f"{table} 的列"), name, there)


def _labelled(arrow: pa.Table, run: RunId) -> pa.Table:
    """Return a table with the run's scenario, draw and seed as its first columns."""
    n_rows = len(arrow)
    zeros = pa.nulls(n_rows, pa.int32()).fill_null(0)
    labels = {
        "scenario": pa.DictionaryArray.from_arrays(zeros, [run.scenario]),
        "draw": pa.nulls(n_rows, pa.int64()).fill_null(run.draw),
        "seed": pa.nulls(n_rows, pa.int64()).fill_null(run.seed),
    }
    own = {name: arrow.column(name) for name in arrow.column_names}
    return pa.table({**labels, **own})
