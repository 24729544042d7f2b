"""One record table of all finished runs as one file that other programs read."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

import pyarrow as pa
import pyarrow.csv as pc
import pyarrow.parquet as pq

from sim.records.reading import each_run, no_run_holds

WRITERS = {".parquet": pq.ParquetWriter, ".csv": pc.CSVWriter}  # by the ending of the file


def export_table(out: str | Path, table: str, path: Path, columns: Sequence[str] | None = None) -> int:
    """Write one record table of all finished runs to a Parquet or CSV file, and return the number of rows.

    scenario, draw and seed stand before the other columns. One run is in memory at a time; in Parquet it is a row group
    that tells its smallest and largest values, so that a reader who asks for some runs skips the others.

    Parameters
    ----------
    out : str or Path
        Folder of the batch.
    table : str
        Name of the record table.
    path : Path
        The file, whose ending is one of `WRITERS`; an existing one is replaced when the new one is whole.
    columns : sequence of str, optional
        The columns wanted; all of them by default.

    Raises
    ------
    UserError
        As `sim.records.reading.read_records` does.
    OSError
        When the file cannot be written; nothing of it is left.
    """
    runs = each_run(out, table, columns)
    first = next(runs, None)
    if first is None:
        raise no_run_holds(out, table)
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with WRITERS[path.suffix](beside, first.schema) as file:
            n_rows = _write(file, first) + sum(_write(file, one) for one in runs)
        os.replace(beside, path)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise
    return n_rows


def _write(file: pq.ParquetWriter | pc.CSVWriter, rows: pa.Table) -> int:
    file.write_table(rows)
    return len(rows)
