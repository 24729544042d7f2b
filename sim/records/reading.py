"""Read record tables of a batch folder, finished runs only."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import pandas as pd
import pyarrow as pa

from sim.base.errors import Say, UserError, unknown
from sim.records.arrow_tables import format_of
from sim.records.declared import TABLES
from sim.records.frames import plain
from sim.records.layout import FORMAT, MANIFEST, RunId, run_file
from sim.records.run_file import DAMAGES, holds, read_note, read_tables


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
    """Return the runs of a batch folder whose records are there, in order.

    Raises
    ------
    UserError
        When the folder holds no batch or one of another record format, or the file of a run was cut off or damaged.
    """
    manifest = read_manifest(out)
    if manifest.get("format") != FORMAT:
        raise _other_batch(out, manifest.get("format"))
    runs = (RunId(run["scenario"], run["draw"], run["seed"]) for run in manifest["runs"])
    return sorted(run for run in runs if _is_there(run_file(out, run)))


def _is_there(path: Path) -> bool:
    """Tell whether a run is there; one that cannot be read is neither there nor missing."""
    if read_note(path) is not None:
        return True
    if path.exists():
        raise _damaged(path)
    return False


def read_run(out: Path, run: RunId, columns: Mapping[str, Sequence[str] | None]) -> dict[str, pd.DataFrame]:
    """Return record tables of one run as frames of narrow counts and categories, each with the columns named.

    Nothing but those columns is read.

    Raises
    ------
    UserError
        When the file is missing or damaged, or of another format: a table or a column is not there.
    """
    return {name: table.to_pandas(use_threads=False) for name, table in _arrow_of(out, run, columns).items()}


def read_columns(out: Path, run: RunId, table: str, columns: Sequence[str] | None = None) -> pd.DataFrame:
    """Return one record table of one run, or some columns of it, as `read_run` does."""
    return read_run(out, run, {table: columns})[table]


def has_table(out: Path, run: RunId, table: str) -> bool:
    """Tell whether the records of a run hold a table."""
    try:
        return holds(run_file(out, run), table)
    except DAMAGES as error:
        raise _damaged(run_file(out, run)) from error


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
        Whether columns stay as they are declared, which takes less memory: texts as categories, counts of few bits
        without a sign, whose differences wrap below 0. Else whole numbers are int64 and texts plain strings.

    Raises
    ------
    UserError
        When the folder holds no batch, there is no such table or column, or no finished run holds it.
    """
    pieces = list(each_run(out, table, columns))
    if not pieces:
        raise no_run_holds(out, table)
    whole = pa.concat_tables(pieces).unify_dictionaries().to_pandas()
    return whole if narrow else plain(whole)


def each_run(out: str | Path, table: str, columns: Sequence[str] | None = None) -> Iterator[pa.Table]:
    """Yield one record table of each finished run that has it, with scenario, draw and seed, one run at a time.

    Parameters and errors are those of `read_records`.
    """
    out = Path(out)
    _check_names(table, columns)
    for run in finished_runs(out):
        if has_table(out, run, table):
            yield _labelled(_arrow_of(out, run, {table: columns})[table], run)


def _arrow_of(out: Path, run: RunId, columns: Mapping[str, Sequence[str] | None]) -> dict[str, pa.Table]:
    path = run_file(out, run)
    try:
        tables = read_tables(path, columns)
    except KeyError as error:
        raise _other_format(path, [str(name) for name in error.args]) from error
    except DAMAGES as error:
        raise _damaged(path) from error
    if any(format_of(table) != FORMAT for table in tables.values()):
        raise _other_format(path, [])
    return tables


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


def no_run_holds(out: str | Path, table: str) -> UserError:
    """Return the error of a table that no finished run has."""
    return UserError(
        Say(f"no finished run holds the table {table}", f"没有已完成的运行包含表 {table}"), where=str(out)
    )


def _damaged(path: Path) -> UserError:
    return UserError(
        Say("records of a finished run are missing or damaged", "已完成运行的记录缺失或损坏"),
        where=str(path),
        remedy=Say("make them again with sim batch --resume", "请用 sim batch --resume 重新生成"),
    )


def _other_format(path: Path, lacking: Sequence[str]) -> UserError:
    return UserError(
        Say("the records have another format, probably an older one", "记录的格式不同，可能由较早版本写出"),
        where=str(path),
        value=", ".join(lacking) or None,
        rule=Say(f"format {FORMAT} with every column needed", f"格式 {FORMAT}，且所需各列齐全"),
        remedy=Say(
            "run the batch again with this version, or read it with the version that wrote it (see manifest.json)",
            "请用当前版本重新运行，或用写出它的版本读取（见 manifest.json）",
        ),
    )


def _other_batch(out: Path, found: object) -> UserError:
    return UserError(
        Say("the batch was written in another record format", "该批量的记录格式与本版本不同"),
        where=str(out / MANIFEST),
        value=found,
        rule=Say(f"record format {FORMAT}", f"记录格式 {FORMAT}"),
        remedy=Say(
            "run the batch again with this version, or report it with the version that wrote it (see its commit)",
            "请用本版本重新运行该批量，或用写出它的版本（见 manifest.json 中的 commit）生成报告",
        ),
    )
